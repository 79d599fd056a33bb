using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>Where users with a phone are, over all organisations. Users' own changes keep it in step: it may name one who has the number no more, and never misses one.</summary>
public interface IPhones
{
    /// <summary>One query.</summary>
    Task<IReadOnlyList<LinkedUser>> FindAsync(PhoneNumber phone, CancellationToken cancellationToken);
}

public sealed record LinkedUser(OrganisationId Organisation, UserId User);

public abstract record SignUpByPhoneOutcome
{
    private SignUpByPhoneOutcome()
    {
    }

    /// <param name="Users">Those whom this call let in.</param>
    public sealed record Linked(IReadOnlyList<LinkedUser> Users) : SignUpByPhoneOutcome;

    public sealed record Refused(Problem Problem) : SignUpByPhoneOutcome;
}

/// <summary>
/// The chat product has proved that somebody holds a number: every pending user with it is in, whatever the organisation (D52, R12).
/// Blocked ones are skipped, those whose data are not complete, and those of whom nobody has recorded that they agree to their number
/// being used (D16). Safe to repeat.
/// </summary>
public sealed class SignUpByPhone(IPhones phones, IUsers users, HandOff handOff, IIds ids, TimeProvider time)
{
    /// <param name="said">With its country.</param>
    public async Task<SignUpByPhoneOutcome> HandleAsync(string? said, CancellationToken cancellationToken)
    {
        var read = PhoneNumber.ReadInternational(said, "phone");
        if (read.Value is not { } phone)
        {
            return new SignUpByPhoneOutcome.Refused(read.Problem!);
        }

        List<LinkedUser> linked = [];
        foreach (var found in await phones.FindAsync(phone, cancellationToken))
        {
            if (await LinkAsync(found, phone, cancellationToken))
            {
                linked.Add(found);
            }
        }

        return new SignUpByPhoneOutcome.Linked(linked);
    }

    private async Task<bool> LinkAsync(LinkedUser found, PhoneNumber phone, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var audit = new AuditEntry(new($"{ids.Next():N}"), now, found.User, WayIn.SignUp, "user.signedUp", []);
        var changing = await users.ChangeAsync(found.Organisation, found.User, before => before.Phone == phone && before.PhoneConsent is not null && before.StateAt(now) == UserState.Pending
            // An invitation that was open is answered by this.
            ? new(before.SignedUp(phone, now), null, false, audit) { MoveInvitation = invitation => invitation.Accepted(now) ?? invitation }
            : null, cancellationToken);
        if (changing is Changing.Changed { Invitation: { TellAt: not null } accepted })
        {
            await handOff.RunAsync(found.Organisation, accepted, cancellationToken);
        }

        return changing switch
        {
            Changing.Changed => true,
            Changing.Busy => throw new InvalidOperationException("Others change this user again and again; nothing is lost by asking again."),
            _ => false,
        };
    }
}
