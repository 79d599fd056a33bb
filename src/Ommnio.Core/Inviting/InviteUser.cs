using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>Invites a user who is registered and pending: a new invitation, and the one before is dead (D48).</summary>
/// <param name="Operation">Null: this call cannot be repeated by name; its own lost answers are recognised all the same.</param>
public sealed record InviteUserRequest(Actor Actor, UserId User, InvitationChannel Channel, Operation? Operation)
{
    /// <summary>Not to wait for the user's working hours (D50).</summary>
    public bool AtOnce { get; init; }
}

public sealed class InviteUser(ICatalogues catalogues, IUsers users, IInvitations invitations, HandOff handOff, MasterKeys keys, IIds ids, TimeProvider time)
{
    /// <summary>Why a user cannot be invited by a channel (R13, R14, R31); null when they can.</summary>
    public static Problem? Forbids(UserState state, InvitationChannel channel) =>
        state != UserState.Pending ? new("invitation.not_pending", "invite", Naming.CamelCase(state))
        : channel is not (InvitationChannel.Link or InvitationChannel.Qr) ? new("invitation.channel_unavailable", "invite.channel", Naming.CamelCase(channel))
        : null;

    /// <summary>A new invitation: when it is due, and until when it can be accepted (D47).</summary>
    public static Invitation Decide(InvitationId id, User user, InvitationChannel channel, bool atOnce, OrganisationSettings settings, string keyId, UserId? by, OperationId operation, DateTimeOffset now)
    {
        var due = RightHour.Due(channel, atOnce, user.WorkingHours ?? settings.WorkingHours, user.TimeZone ?? settings.TimeZone, now);
        return new()
        {
            Id = id,
            User = user.Id,
            Channel = channel,
            State = InvitationLife.Beginning(channel),
            KeyId = keyId,
            By = by,
            AtOnce = atOnce,
            CreatedAt = now,
            DueAt = due,
            ExpiresAt = due.AddDays(settings.InvitationDays),
            Operation = operation,
        };
    }

    /// <summary>One read, one more where there was an invitation before, one transaction, and the hand-off. After an exception nothing is known: repeat it with the same operation.</summary>
    public async Task<InviteUserOutcome> HandleAsync(InviteUserRequest request, CancellationToken cancellationToken)
    {
        var (actor, now) = (request.Actor, time.GetUtcNow());
        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var (id, operation) = (new InvitationId(ids.Next()), request.Operation ?? new(new($"{ids.Next():N}"), ""));
        var audit = new AuditEntry(operation.Id, now, actor.User, actor.Way, "invitation.queued", []);
        return await InviteUserOutcome.OfAsync(users, invitations, handOff, keys, actor, request.User, operation, before =>
        {
            if (Forbids(before.StateAt(now), request.Channel) is { } problem)
            {
                return (null, problem);
            }

            var invitation = Decide(id, before, request.Channel, request.AtOnce, catalogue.Organisation.Settings, keys.CurrentId, actor.User, operation.Id, now);
            return (new(before with { Invitation = id }, null, false, audit)
            {
                MoveInvitation = former => former.Revoked(now),
                NewInvitation = invitation,
                Operation = operation,
            }, null);
        }, cancellationToken);
    }
}
