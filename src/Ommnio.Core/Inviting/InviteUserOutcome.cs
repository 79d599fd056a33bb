using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>What inviting and inviting again come to.</summary>
public abstract record InviteUserOutcome
{
    private InviteUserOutcome()
    {
    }

    /// <summary>The same operation again answers the same invitation.</summary>
    public sealed record Invited(Invitation Invitation, InvitationToken Token) : InviteUserOutcome;

    public sealed record NotFound : InviteUserOutcome;

    /// <summary>The user or the channel does not allow it now.</summary>
    public sealed record Refused(Problem Problem) : InviteUserOutcome;

    public sealed record Forbidden(Problem Problem) : InviteUserOutcome;

    /// <summary>The operation's name stands for another request.</summary>
    public sealed record Mismatch : InviteUserOutcome;

    public sealed record Busy : InviteUserOutcome;

    /// <summary>Checks the rights on the user as loaded, decides, stores, and hands off what came of it.</summary>
    /// <param name="decide">The change, and beside it the problem for the case that the invitation before does not allow it; or the problem alone.</param>
    internal static async Task<InviteUserOutcome> OfAsync(
        IUsers users, IInvitations invitations, HandOff handOff, MasterKeys keys, Actor actor, UserId id, Operation operation, Func<User, (ChangedUser? Change, Problem? Problem)> decide, CancellationToken cancellationToken)
    {
        InviteUserOutcome refusal = new NotFound();
        var changing = await users.ChangeAsync(actor.Organisation, id, before =>
        {
            var ruling = Authority.On(actor, UserAct.Invite, Subject.Of(before));
            var (change, problem) = ruling is Ruling.Allowed ? decide(before) : default;
            refusal = ruling is Ruling.Forbidden(var forbidden) ? new Forbidden(forbidden) : problem is not null ? new Refused(problem) : change is null ? new NotFound() : new Refused(new("invitation.ended", null));
            return change;
        }, cancellationToken);
        switch (changing)
        {
            case Changing.Changed { Invitation: { } invitation }:
                await handOff.RunAsync(actor.Organisation, invitation, cancellationToken);
                return new Invited(invitation, InvitationToken.Of(invitation, keys));
            // A repeat gets its first answer, also when the user has signed up since.
            case Changing.Refused when refusal is Refused && await invitations.FindDoneAsync(actor.Organisation, operation, id, cancellationToken) is { } done:
                return done.Invitation is { } made ? new Invited(made, InvitationToken.Of(made, keys)) : new Mismatch();
            case Changing.Refused:
                return refusal;
            case Changing.Mismatch:
                return new Mismatch();
            case Changing.NotFound:
                return new NotFound();
            default:
                return new Busy();
        }
    }
}
