using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Security;

namespace Ommnio.Functions.Http;

/// <summary>The header Idempotency-Key: the same key and body are the same operation, whoever repeats it how often.</summary>
public sealed class Idempotency(MasterKeys keys)
{
    private const string Header = "Idempotency-Key";

    internal static IResult? Refusal(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var key) && (key.Count != 1 || key[0] is not { Length: >= 1 and <= 200 } text || !text.All(c => c is >= '!' and <= '~'))
            ? Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("idempotency.key_invalid", Header))
            : null;

    /// <summary>
    /// Null without the header. The key counts within one credential, one acting user and one route. Bodies are compared as
    /// they are understood, so that spaces and the order of members do not matter.
    /// </summary>
    internal Operation? Of<T>(HttpRequest request, T body, JsonTypeInfo<T> type)
    {
        if (!request.Headers.TryGetValue(Header, out var key))
        {
            return null;
        }

        var caller = Caller.Of(request);
        var name = Encoding.UTF8.GetBytes($"{caller.Key.Id}\n{caller.Actor.User}\n{request.Path}\n{key}");
        return new(new OperationId(Convert.ToHexStringLower(SHA256.HashData(name))[..40]), Fingerprint(JsonSerializer.SerializeToUtf8Bytes(body, type)));
    }

    // Keyed, because a body may hold a national ID: beside a plain hash and the other fields it could be guessed (R10).
    private string Fingerprint(byte[] body) => Convert.ToHexStringLower(HMACSHA256.HashData(keys.IndexKey("request-fingerprint"), body));
}
