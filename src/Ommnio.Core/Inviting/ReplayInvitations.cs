using Ommnio.Core.Governing;

namespace Ommnio.Core.Inviting;

/// <param name="Replayed">How many are on their way again.</param>
/// <param name="Kept">How many stay failed: the user is in or blocked by now, has another invitation, was sent too much today, or is not the actor's to invite.</param>
/// <param name="Next">Where to go on; null: that was the last page.</param>
public sealed record ReplayedInvitations(int Replayed, int Kept, string? Next);

/// <summary>
/// Sends again all that was given up through no fault of the user's data: what no run could deliver (its message was poison), and what
/// its provider did not take for hours. Each with a new token and a new term. Safe to repeat: what is on its way is not failed any more.
/// </summary>
public sealed class ReplayInvitations(IInvitations invitations, ResendInvitation resend)
{
    private static readonly string[] GivenUp = ["invitation.undeliverable", "invitation.provider_down"];

    /// <summary>One query, and what a resend costs for each that was given up.</summary>
    /// <returns>Null when <paramref name="after"/> is no cursor of this.</returns>
    public async Task<ReplayedInvitations?> HandleAsync(Actor actor, string? after, CancellationToken cancellationToken)
    {
        if (await invitations.FailedAsync(actor.Organisation, GivenUp, after, cancellationToken) is not { } page)
        {
            return null;
        }

        var outcomes = new InviteUserOutcome[page.Items.Count];
        await Parallel.ForAsync(0, outcomes.Length, InvitationSheet.Several(cancellationToken), async (place, token) =>
            outcomes[place] = await resend.HandleAsync(new(actor, page.Items[place].User, page.Items[place].Id, null), token));
        // Whom the actor does not see is not counted either (R35).
        return new(
            outcomes.Count(outcome => outcome is InviteUserOutcome.Invited),
            outcomes.Count(outcome => outcome is not (InviteUserOutcome.Invited or InviteUserOutcome.NotFound)),
            page.Next);
    }
}
