using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Registering;
using Ommnio.Core.Wording;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions.Http;

/// <summary>A JSON merge patch of a user (RFC 7396): what is named replaces, null empties; lists and related-to are one value each.</summary>
internal sealed class UserPatch
{
    private readonly JsonObject members;

    private UserPatch(JsonObject members, int? version, IResult? refusal) => (this.members, Version, Refusal) = (members, version, refusal);

    public IResult? Refusal { get; }

    /// <summary>From If-Match; null where there is none, or a star.</summary>
    public int? Version { get; }

    public bool RemovesNationalId => members.TryGetPropertyValue("nationalId", out var id) && id is null;

    internal static async Task<UserPatch> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, WireJson.Plain.UserFields, cancellationToken, "application/merge-patch+json");
        if (body.Refusal is not null)
        {
            return new([], null, body.Refusal);
        }

        return TryReadVersion(request, out var version)
            ? Of(body.Bytes, version)
            : new([], null, Problems.Of(request, StatusCodes.Status400BadRequest, new Problem("request.bad_if_match", "If-Match")));
    }

    internal static UserPatch Of(byte[] members, int? version) => new(JsonNode.Parse(members)!.AsObject(), version, null);

    internal UserFields Apply(UserFields before)
    {
        var fields = JsonSerializer.SerializeToNode(before, WireJson.Plain.UserFields)!.AsObject();
        foreach (var (name, value) in members)
        {
            fields[name] = value?.DeepClone();
        }

        return fields.Deserialize(WireJson.Plain.UserFields)!;
    }

    private static bool TryReadVersion(HttpRequest request, out int? version)
    {
        version = null;
        var said = request.Headers.IfMatch.ToString();
        if (said is "" or "*")
        {
            return true;
        }

        var isTag = said.Length > 2 && said[0] == '"' && said[^1] == '"';
        if (isTag && int.TryParse(said.AsSpan(1, said.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            version = number;
            return true;
        }

        return false;
    }
}
