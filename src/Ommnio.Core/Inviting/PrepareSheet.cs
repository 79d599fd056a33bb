using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <param name="Invited">How many have a new invitation.</param>
/// <param name="AlreadyInvited">How many had one that works, and keep it.</param>
/// <param name="NotAllowed">How many are left out because they have rights beyond the actor's (D27).</param>
/// <param name="Busy">How many others were changing at the same time: once more reaches them.</param>
/// <param name="Next">Where the next sheet begins; null: this was the last.</param>
public sealed record PreparedSheet(int Invited, int AlreadyInvited, int NotAllowed, int Busy, string? Next);

public abstract record PrepareSheetOutcome
{
    private PrepareSheetOutcome()
    {
    }

    public sealed record Prepared(PreparedSheet Sheet) : PrepareSheetOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : PrepareSheetOutcome;
}

/// <summary>
/// Invites by QR everybody of a sheet who has no invitation that works, so that it can be printed. Safe to repeat, also side by side:
/// nobody's invitation is replaced, so no paper that was handed out dies by it.
/// </summary>
public sealed class PrepareSheet(InvitationSheet sheet, InviteUser invite)
{
    /// <summary>What a page of the list costs, and for each user what inviting costs.</summary>
    public async Task<PrepareSheetOutcome> HandleAsync(SheetRequest request, CancellationToken cancellationToken)
    {
        var (found, problems) = await sheet.FindAsync(request, cancellationToken);
        if (found is null)
        {
            return new PrepareSheetOutcome.Refused(problems);
        }

        var outcomes = new InviteUserOutcome[found.Users.Count];
        await Parallel.ForAsync(0, outcomes.Length, InvitationSheet.Several(cancellationToken), async (place, token) =>
            outcomes[place] = await invite.HandleAsync(new(request.Actor, found.Users[place], InvitationChannel.Qr, null) { KeepsLive = true }, token));
        return new PrepareSheetOutcome.Prepared(new(
            outcomes.Count(outcome => outcome is InviteUserOutcome.Invited),
            outcomes.Count(outcome => outcome is InviteUserOutcome.Refused(var problem) && problem == InviteUser.Live),
            outcomes.Count(outcome => outcome is InviteUserOutcome.Forbidden),
            outcomes.Count(outcome => outcome is InviteUserOutcome.Busy),
            found.Next));
    }
}
