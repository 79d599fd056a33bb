using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>The invitee's side: whoever holds the token is in (R29).</summary>
/// <param name="Phone">The number that the person signs up with; the company's record is not touched by it (D15).</param>
public sealed record AcceptInvitationRequest(string? Token, string? Phone);

public abstract record AcceptInvitationOutcome
{
    private AcceptInvitationOutcome()
    {
    }

    /// <summary>The user is active now.</summary>
    public sealed record Accepted(Organisation Organisation, User User) : AcceptInvitationOutcome;

    /// <summary>One and the same for unknown, used, expired and revoked tokens, whatever the user's state (D51).</summary>
    public sealed record DoesNotWork : AcceptInvitationOutcome;

    /// <summary>The request itself is wrong; the token was not looked at.</summary>
    public sealed record Refused(Problem Problem) : AcceptInvitationOutcome;

    public sealed record Busy : AcceptInvitationOutcome;
}

public sealed class AcceptInvitation(FindByToken find, IUsers users, ICatalogues catalogues, HandOff handOff, MasterKeys keys, IIds ids, TimeProvider time)
{
    /// <summary>The user who signs up by this; null when they cannot.</summary>
    public static User? Decide(User before, InvitationId invitation, PhoneNumber? phone, DateTimeOffset now) =>
        before.Invitation == invitation && before.StateAt(now) == UserState.Pending ? before.SignedUp(phone, now) : null;

    /// <summary>Three reads, whatever the token is; and two more, one transaction, and a message for the administrator where it works.</summary>
    public async Task<AcceptInvitationOutcome> HandleAsync(AcceptInvitationRequest request, CancellationToken cancellationToken)
    {
        // Judged before the token, so that the answer tells nothing of it; without a country, since none is known yet.
        var phone = string.IsNullOrWhiteSpace(request.Phone) ? default : PhoneNumber.ReadInternational(request.Phone, "phone");
        if (phone.Problem is { } problem)
        {
            return new AcceptInvitationOutcome.Refused(problem);
        }

        if (await find.FindAsync(request.Token, cancellationToken) is not { Works: true, Message: var message, Hash: var hash })
        {
            return new AcceptInvitationOutcome.DoesNotWork();
        }

        var (now, operation) = (time.GetUtcNow(), new OperationId($"{ids.Next():N}"));
        var audit = new AuditEntry(operation, now, message.User, WayIn.SignUp, "invitation.accepted", []);
        var changing = await users.ChangeAsync(message.Organisation, message.User, before => Decide(before, message.Invitation, phone.Value, now) is { } after
            ? new(after, null, false, audit) { MoveInvitation = current => current.IsOpenedBy(hash, keys, now) ? current.Accepted(now) : null }
            : null, cancellationToken);
        switch (changing)
        {
            case Changing.Changed { User: var user, Invitation: { } accepted }:
                if (accepted.TellAt is not null)
                {
                    await handOff.RunAsync(message.Organisation, accepted, cancellationToken);
                }

                var catalogue = await catalogues.FindAsync(message.Organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue.");
                return new AcceptInvitationOutcome.Accepted(catalogue.Organisation, user);
            case Changing.Busy:
                return new AcceptInvitationOutcome.Busy();
            default:
                return new AcceptInvitationOutcome.DoesNotWork();
        }
    }
}
