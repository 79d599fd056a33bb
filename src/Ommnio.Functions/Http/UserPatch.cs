using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Registering;
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
        var body = await JsonBody.ReadAsync(request, WireJson.Plain.UserFields, cancellationToken, MergePatch.MediaType);
        if (body.Refusal is not null)
        {
            return new([], null, body.Refusal);
        }

        var match = IfMatch.Read(request);
        return match.Refusal is null ? Of(body.Bytes, match.Version) : new([], null, match.Refusal);
    }

    internal static UserPatch Of(byte[] members, int? version) => new(JsonNode.Parse(members)!.AsObject(), version, null);

    internal UserFields Apply(UserFields before) => MergePatch.Apply(before, members, WireJson.Plain.UserFields);
}
