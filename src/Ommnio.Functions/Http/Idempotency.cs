using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Security;

namespace Ommnio.Functions.Http;

/// <summary>The header Idempotency-Key: the same key and body are the same operation, whoever repeats it how often.</summary>
internal static class Idempotency
{
    private const string Header = "Idempotency-Key";

    internal static IResult? Refusal(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var key) && (key.Count != 1 || key[0] is not { Length: >= 1 and <= 200 } text || !text.All(c => c is >= '!' and <= '~'))
            ? Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("idempotency.key_invalid", Header))
            : null;

    /// <summary>Null without the header. The key counts within one credential and one acting user only.</summary>
    internal static Operation? Of(HttpRequest request, byte[] body)
    {
        if (!request.Headers.TryGetValue(Header, out var key))
        {
            return null;
        }

        var caller = Caller.Of(request);
        var name = Encoding.UTF8.GetBytes($"{caller.Key.Id}\n{caller.Actor.User}\n{request.Path}\n{key}");
        return new(new OperationId(Convert.ToHexStringLower(SHA256.HashData(name))[..40]), Convert.ToHexStringLower(SHA256.HashData(body)));
    }
}
