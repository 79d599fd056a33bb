using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>Invites a user who is registered and pending.</summary>
public sealed record InviteUserRequest(Actor Actor, UserId User, InvitationChannel Channel, Operation Operation);

public abstract record InviteUserOutcome
{
    private InviteUserOutcome()
    {
    }

    /// <summary>The same operation again answers the same invitation.</summary>
    public sealed record Invited(Invitation Invitation, InvitationToken Token) : InviteUserOutcome;

    public sealed record NotFound : InviteUserOutcome;

    public sealed record Refused(Problem Problem) : InviteUserOutcome;
}

public sealed class InviteUser(ICatalogues catalogues, IUsers users, IInvitations invitations, IInvitationMessages messages, MasterKeys keys, IIds ids, TimeProvider time)
{
    /// <summary>Why a user cannot be invited by a channel (R13, R14, R31); null when they can.</summary>
    public static Problem? Forbids(UserState state, InvitationChannel channel) =>
        state != UserState.Pending ? new("invitation.not_pending", "invite", Naming.CamelCase(state))
        : channel != InvitationChannel.Link ? new("invitation.channel_unavailable", "invite.channel", Naming.CamelCase(channel))
        : null;

    /// <summary>A new invitation, to be delivered at once.</summary>
    public static Invitation Decide(InvitationId id, UserId user, InvitationChannel channel, string keyId, int days, OperationId operation, DateTimeOffset now) => new()
    {
        Id = id,
        User = user,
        Channel = channel,
        State = InvitationState.Queued,
        KeyId = keyId,
        CreatedAt = now,
        DueAt = now,
        ExpiresAt = now.AddDays(days),
        Operation = operation,
    };

    public async Task<InviteUserOutcome> HandleAsync(InviteUserRequest request, CancellationToken cancellationToken)
    {
        var (actor, now) = (request.Actor, time.GetUtcNow());
        var user = await users.FindAsync(actor.Organisation, request.User, cancellationToken);
        if (user is null || !Authority.MaySee(actor, user.Id, user.Teams))
        {
            return new InviteUserOutcome.NotFound();
        }

        if ((Forbids(user.StateAt(now), request.Channel) ?? Authority.ForbidsTakeover(actor, user)) is { } problem)
        {
            return new InviteUserOutcome.Refused(problem);
        }

        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken);
        var days = catalogue!.Organisation.Settings.InvitationDays;
        var operation = request.Operation;
        var invitation = Decide(new(ids.Next()), user.Id, request.Channel, keys.CurrentId, days, operation.Id, now);
        var audit = new AuditEntry(operation.Id, now, actor.User, actor.Way, "invitation.queued", []);
        var stored = await invitations.AddAsync(actor.Organisation, invitation, operation, audit, cancellationToken);
        await messages.TrySendAsync(new(actor.Organisation, user.Id, stored.Id), cancellationToken);
        return new InviteUserOutcome.Invited(stored, InvitationToken.Of(stored, keys));
    }
}
