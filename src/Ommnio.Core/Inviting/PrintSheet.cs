using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <param name="Invitations">Those that work, in the order of their names.</param>
/// <param name="Uninvited">How many are pending and have none that works: a sheet shows, and invites nobody.</param>
/// <param name="NotAllowed">How many are left out because they have rights beyond the actor's (D27).</param>
/// <param name="Next">Where the next sheet begins; null: this was the last.</param>
public sealed record FilledSheet(IReadOnlyList<ShownInvitation> Invitations, int Uninvited, int NotAllowed, string? Next);

public abstract record PrintSheetOutcome
{
    private PrintSheetOutcome()
    {
    }

    public sealed record Filled(FilledSheet Sheet) : PrintSheetOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : PrintSheetOutcome;
}

/// <summary>
/// The invitations of many, to be printed and cut out. Whoever has one that works gets that one, by whichever channel it went, since a
/// link and a QR carry the same token (D48).
/// </summary>
public sealed class PrintSheet(InvitationSheet sheet, PresentInvitation present)
{
    /// <summary>What a page of the list costs; and for each user two reads, and a write that makes the token work if it did not yet. Safe to repeat.</summary>
    public async Task<PrintSheetOutcome> HandleAsync(SheetRequest request, CancellationToken cancellationToken)
    {
        var (found, problems) = await sheet.FindAsync(request, cancellationToken);
        if (found is null)
        {
            return new PrintSheetOutcome.Refused(problems);
        }

        var outcomes = new PresentInvitationOutcome[found.Users.Count];
        await Parallel.ForAsync(0, outcomes.Length, InvitationSheet.Several(cancellationToken), async (place, token) =>
            outcomes[place] = await present.NewestAsync(request.Actor, found.Users[place], token));
        return new PrintSheetOutcome.Filled(new(
            [.. outcomes.OfType<PresentInvitationOutcome.Shown>().Select(shown => shown.Invitation)],
            outcomes.Count(outcome => outcome is PresentInvitationOutcome.Ended),
            outcomes.Count(outcome => outcome is PresentInvitationOutcome.Forbidden),
            found.Next));
    }
}
