using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Governing;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;

namespace Ommnio.Functions.Wire;

internal sealed record KeyBody
{
    public string? Name { get; init; }

    public IReadOnlyList<string>? Scopes { get; init; }
}

/// <param name="Key">The key itself, in the answer that makes it and never again.</param>
internal sealed record KeyAnswer(string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string? CreatedBy, DateTimeOffset? ExpiresAt, string? Replaces, string? Key);

internal sealed record KeyListAnswer(IReadOnlyList<KeyAnswer> Items);

/// <summary>API keys on the wire.</summary>
internal static class KeyWire
{
    private static readonly Dictionary<string, Scope> Scopes = Enum.GetValues<Scope>().ToDictionary(ScopeNames.Of);

    internal static IReadOnlyList<Scope?> ScopesOf(KeyBody body) => [.. (body.Scopes ?? []).Select(name => Scopes.TryGetValue(name, out var scope) ? scope : (Scope?)null)];

    internal static IResult Answer(HttpRequest request, ManageKeysOutcome outcome, ApiKeyText? made = null) => outcome switch
    {
        ManageKeysOutcome.Made(var entry) => new JsonAnswer(StatusCodes.Status201Created, JsonSerializer.SerializeToUtf8Bytes(Of(entry, made), WireJson.Plain.KeyAnswer)),
        ManageKeysOutcome.Listed(var entries) => new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new([.. entries.Select(entry => Of(entry, null))]), WireJson.Plain.KeyListAnswer)),
        ManageKeysOutcome.Revoked => new EmptyAnswer(StatusCodes.Status204NoContent),
        ManageKeysOutcome.Refused(var problems) => Problems.Of(request, StatusCodes.Status400BadRequest, problems),
        ManageKeysOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
        ManageKeysOutcome.ShownBefore => Problems.Of(request, StatusCodes.Status409Conflict, new Problem("key.shown_before", null)),
        _ => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("key.not_found", null)),
    };

    private static KeyAnswer Of(KeyEntry entry, ApiKeyText? made) =>
        new(entry.Id, entry.Name, [.. entry.Scopes.Select(ScopeNames.Of).Order()], entry.CreatedAt, entry.CreatedBy?.ToString(), entry.ExpiresAt, entry.Replaces, made?.Reveal());
}
