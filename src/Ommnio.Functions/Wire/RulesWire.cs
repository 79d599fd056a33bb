using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Grouping;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Wire;

/// <summary>What a team's rules would do, on the wire.</summary>
internal static class RulesWire
{
    internal static IResult Answer(HttpRequest request, PreviewRulesOutcome outcome) => outcome switch
    {
        PreviewRulesOutcome.Previewed(var team, var preview) => new JsonAnswer(
            StatusCodes.Status200OK,
            JsonSerializer.SerializeToUtf8Bytes(Of(preview, Problems.LanguageOf(request)), WireJson.Plain.PreviewAnswer),
            headers: [("ETag", string.Create(CultureInfo.InvariantCulture, $"\"{team.Version}\""))]),
        PreviewRulesOutcome.Refused(var problems) => Problems.Of(request, StatusCodes.Status400BadRequest, problems),
        PreviewRulesOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
        _ => NotFound(request),
    };

    internal static IResult Answer(HttpRequest request, ApplyRulesOutcome outcome) => outcome switch
    {
        ApplyRulesOutcome.Started(var job) => JobWire.Accepted(request, job),
        ApplyRulesOutcome.Unconfirmed(var problem) => Problems.Of(request, StatusCodes.Status409Conflict, problem),
        ApplyRulesOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
        ApplyRulesOutcome.Stale => Problems.Of(request, StatusCodes.Status412PreconditionFailed, new Problem("team.stale", null)),
        ApplyRulesOutcome.Mismatch => Problems.Of(request, StatusCodes.Status422UnprocessableEntity, new Problem("idempotency.mismatch", null)),
        _ => NotFound(request),
    };

    internal static IResult NotFound(HttpRequest request) => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("team.not_found", null));

    private static PreviewAnswer Of(RulesPreview preview, Language language) => new(
        preview.Users,
        preview.Members,
        preview.ByRule,
        preview.Joining,
        preview.Leaving,
        preview.NeedsConfirmation,
        [.. preview.Joins.Select(move => Of(move, language))],
        [.. preview.Leaves.Select(move => Of(move, language))],
        preview.Joins.Length < preview.Joining || preview.Leaves.Length < preview.Leaving);

    private static PreviewedMoveAnswer Of(PreviewedMove move, Language language) => new(
        move.User.ToString(),
        move.Name.Full,
        new(move.Place is null ? null : move.Origin.Rule.ToString(), move.Place),
        [.. (move.Rule?.Conditions ?? []).Select(TeamWire.Of)],
        Reasons.Say(move, language));
}

/// <param name="Details">How many of those who join, and of those who leave, to name; 0-1000, absent: 100.</param>
internal sealed record PreviewBody(IReadOnlyList<RuleFields>? Rules, int? Details);

/// <param name="ConfirmLeaving">How many people, at most, may leave; needed where the preview says so.</param>
internal sealed record ApplyBody(int? ConfirmLeaving);

/// <param name="ByRule">How many of the members rules alone keep there.</param>
/// <param name="HasMore">More people join or leave than are named.</param>
internal sealed record PreviewAnswer(
    int Users, int Members, int ByRule, int Joining, int Leaving, bool NeedsConfirmation, IReadOnlyList<PreviewedMoveAnswer> Joins, IReadOnlyList<PreviewedMoveAnswer> Leaves, bool HasMore);

/// <param name="Conditions">What each condition of the rule says of them; empty where the rule is gone.</param>
internal sealed record PreviewedMoveAnswer(string Id, string Name, PreviewedRuleAnswer Rule, IReadOnlyList<WhyConditionAnswer> Conditions, string Reason);

/// <param name="Place">Which of the rules it is, from 1; null: it is gone.</param>
internal sealed record PreviewedRuleAnswer(string? Id, int? Place);
