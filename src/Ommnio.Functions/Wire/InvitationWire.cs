using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Wire;

/// <param name="Link">Only where it works, and is for the administrator to pass on: a link or a QR.</param>
internal sealed record InvitationAnswer(
    string Id, string Channel, string State, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Link, DateTimeOffset CreatedAt, DateTimeOffset DueAt, DateTimeOffset ExpiresAt)
{
    /// <summary>While it is queued: when it goes out, for people.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DueAnswer? Due { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? SentAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it failed: a stable code.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failure { get; init; }
}

/// <summary>The instant again, on the wall clock of the user's own zone, and in words.</summary>
internal sealed record DueAnswer(DateTimeOffset LocalTime, string TimeZone, string Text);

internal sealed record InvitationListAnswer(IReadOnlyList<InvitationAnswer> Items);

/// <param name="Now">Not to wait for the user's working hours.</param>
internal sealed record InviteBody(string? Channel, bool? Now);

internal sealed record ResendBody(bool? Now);

/// <summary>The body of an acceptance. The phone is the one the person signs up with; it needs its country.</summary>
internal sealed record AcceptBody(string? Token, string? Phone);

internal sealed record AcceptedAnswer(string Organisation, string UserId);

/// <param name="Replayed">How many are on their way again.</param>
/// <param name="Kept">How many stay failed, because they cannot be sent again now.</param>
internal sealed record ReplayedAnswer(int Replayed, int Kept, string? Next);

/// <summary>Invitations on the wire, and what became of a request, as a status.</summary>
public sealed class InvitationWire(MasterKeys keys, AppSettings settings, TimeProvider time)
{
    /// <summary>As it was made: a repeat gives the same bytes, whenever it comes.</summary>
    internal InvitationAnswer Of(HttpRequest request, Invitation invitation) => Of(invitation, invitation.State, showsLink: true, Problems.LanguageOf(request));

    internal IResult List(HttpRequest request, FoundInvitations found) => new JsonAnswer(
        StatusCodes.Status200OK,
        JsonSerializer.SerializeToUtf8Bytes(new([.. found.Items.Select(invitation => Of(invitation, invitation.StateAt(time.GetUtcNow()), found.ShowsLinks, Problems.LanguageOf(request)))]), WireJson.Plain.InvitationListAnswer));

    internal IResult Answer(HttpRequest request, UserId user, InviteUserOutcome outcome, int done) => outcome switch
    {
        InviteUserOutcome.Invited(var invitation, _) => new JsonAnswer(
            done,
            JsonSerializer.SerializeToUtf8Bytes(Of(request, invitation), WireJson.Plain.InvitationAnswer),
            headers: done == StatusCodes.Status201Created ? [("Location", $"/api/users/{user}/invitations")] : []),
        // The same rule as in the body of a registration, where the channel lies one step deeper.
        InviteUserOutcome.Refused({ Field: "invite.channel" } problem) => Problems.Of(request, StatusCodes.Status400BadRequest, problem with { Field = "channel" }),
        InviteUserOutcome.Refused(var problem) => Problems.Of(request, StatusCodes.Status409Conflict, problem with { Field = null }),
        InviteUserOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
        InviteUserOutcome.Mismatch => Problems.Of(request, StatusCodes.Status422UnprocessableEntity, new Problem("idempotency.mismatch", null)),
        InviteUserOutcome.Busy => Busy(request),
        _ => done == StatusCodes.Status201Created ? Problems.NotFound(request) : NotFound(request),
    };

    internal static IResult Answer(HttpRequest request, RevokeInvitationOutcome outcome) => outcome switch
    {
        RevokeInvitationOutcome.Revoked => new EmptyAnswer(StatusCodes.Status204NoContent),
        RevokeInvitationOutcome.Accepted => Problems.Of(request, StatusCodes.Status409Conflict, new Problem("invitation.accepted", null)),
        RevokeInvitationOutcome.Forbidden(var problem) => Problems.Of(request, StatusCodes.Status403Forbidden, problem),
        RevokeInvitationOutcome.Busy => Busy(request),
        _ => NotFound(request),
    };

    /// <summary>One and the same for every token that does not work (D51): not a byte says which kind it was.</summary>
    internal static IResult Answer(HttpRequest request, AcceptInvitationOutcome outcome) => outcome switch
    {
        AcceptInvitationOutcome.Accepted(var organisation, var user) => new JsonAnswer(
            StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new(organisation.Name, user.Id.ToString()), WireJson.Plain.AcceptedAnswer)),
        AcceptInvitationOutcome.Refused(var problem) => Problems.Of(request, StatusCodes.Status400BadRequest, problem),
        AcceptInvitationOutcome.Busy => Busy(request),
        _ => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("invitation.does_not_work", null)),
    };

    internal static IResult Answer(HttpRequest request, ReplayedInvitations? replayed, Problem otherwise) => replayed is { } done
        ? new JsonAnswer(StatusCodes.Status200OK, JsonSerializer.SerializeToUtf8Bytes(new(done.Replayed, done.Kept, done.Next), WireJson.Plain.ReplayedAnswer))
        : Problems.Of(request, StatusCodes.Status400BadRequest, otherwise);

    internal static IResult NotFound(HttpRequest request) => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("invitation.not_found", null));

    private static IResult Busy(HttpRequest request) => Problems.Of(request, StatusCodes.Status503ServiceUnavailable, new Problem("invitation.busy", null));

    private InvitationAnswer Of(Invitation invitation, InvitationState state, bool showsLink, Language language) => new(
        invitation.Id.ToString(),
        Naming.CamelCase(invitation.Channel),
        Naming.CamelCase(state),
        showsLink && InvitationLife.IsLive(state) && invitation.IsPassedOnByHand && keys.Has(invitation.KeyId) ? settings.InvitationLink(InvitationToken.Of(invitation, keys)) : null,
        invitation.CreatedAt,
        invitation.DueAt,
        invitation.ExpiresAt)
    {
        Due = state == InvitationState.Queued && invitation.DueZone is { } zone ? new(DueWords.OnClock(invitation.DueAt, zone), zone.Id, invitation.WillGo(language)!) : null,
        SentAt = invitation.SentAt,
        EndedAt = invitation.EndedAt,
        Failure = invitation.Failure,
    };
}
