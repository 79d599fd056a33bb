using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>Invites a user who is registered and pending: a new invitation, and the one before is dead (D48).</summary>
/// <param name="Channel">Null: by the organisation's order, the first that is open to the user.</param>
/// <param name="Operation">Null: this call cannot be repeated by name; its own lost answers are recognised all the same.</param>
public sealed record InviteUserRequest(Actor Actor, UserId User, InvitationChannel? Channel, Operation? Operation)
{
    /// <summary>Not to wait for the user's working hours (D50).</summary>
    public bool AtOnce { get; init; }

    /// <summary>In place of <see cref="Channel"/>: the first of these that is open to the user, and the next where it cannot be delivered.</summary>
    public ChannelOrder? Order { get; init; }

    /// <summary>Only who has no invitation that works: another one would end it (D48).</summary>
    public bool KeepsLive { get; init; }
}

public sealed class InviteUser(ICatalogues catalogues, IUsers users, IInvitations invitations, InvitationWays ways, HandOff handOff, MasterKeys keys, IIds ids, TimeProvider time)
{
    /// <summary>Why somebody who has an invitation that works is not invited, where that is kept.</summary>
    public static readonly Problem Live = new("invitation.live", null);

    /// <summary>The invitation as it begins, or why there is none.</summary>
    public static (Invitation? Invitation, Problem? Problem) Begin(InvitationId id, User user, ChannelOrder order, bool atOnce, OrganisationSettings settings, InvitationWays ways, string keyId, UserId? by, OperationId operation, DateTimeOffset now)
    {
        var state = user.StateAt(now);
        return ways.First(user, state, order) is var (chosen, rest)
            ? (Decide(id, user, chosen, atOnce, settings, keyId, by, operation, now) with { Then = rest }, null)
            : (null, Nearest(order.Channels.Select(channel => ways.Forbids(user, state, channel)!)));
    }

    // Of several ways that are closed, the one that only lacks a word is told.
    private static Problem Nearest(IEnumerable<Problem> problems) => problems.ToList() is var all && all.Find(problem => problem.Code == "invitation.no_consent") is { } consent ? consent : all[0];

    /// <summary>The channel that was asked for alone, or the organisation's order.</summary>
    public static ChannelOrder OrderOf(InvitationChannel? channel, OrganisationSettings settings) => channel is { } asked ? new([asked]) : settings.InvitationOrder;

    /// <summary>A new invitation: when it is due, and until when it can be accepted (D47).</summary>
    public static Invitation Decide(InvitationId id, User user, InvitationChannel channel, bool atOnce, OrganisationSettings settings, string keyId, UserId? by, OperationId operation, DateTimeOffset now)
    {
        var due = RightHour.Due(channel, atOnce, user, settings, now);
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
            DueAt = due.At,
            DueZone = due.Zone,
            ExpiresAt = due.At.AddDays(settings.InvitationDays),
            Operation = operation,
        };
    }

    /// <summary>
    /// One read, one more where there was an invitation before and where something is to be sent, one transaction, and the
    /// hand-off. After an exception nothing is known: repeat it with the same operation.
    /// </summary>
    public async Task<InviteUserOutcome> HandleAsync(InviteUserRequest request, CancellationToken cancellationToken)
    {
        var (actor, now) = (request.Actor, time.GetUtcNow());
        var catalogue = await catalogues.FindAsync(actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The actor's organisation has no catalogue.");
        var settings = catalogue.Organisation.Settings;
        var (id, operation) = (new InvitationId(ids.Next()), request.Operation ?? new(new($"{ids.Next():N}"), ""));
        var audit = new AuditEntry(operation.Id, now, actor.User, actor.Way, "invitation.queued", []);
        var tooMany = await TooManyAsync(invitations, actor.Organisation, request.User, request.Channel, settings, now, cancellationToken);
        return await InviteUserOutcome.OfAsync(users, invitations, handOff, keys, actor, request.User, operation, before =>
        {
            var (invitation, problem) = Begin(id, before, request.Order ?? OrderOf(request.Channel, settings), request.AtOnce, settings, ways, keys.CurrentId, actor.User, operation.Id, now);
            return invitation is null || tooMany is not null
                ? (null, problem ?? tooMany)
                : (new(before with { Invitation = id }, null, false, audit)
                {
                    MoveInvitation = former => request.KeepsLive && InvitationLife.IsLive(former.StateAt(now)) ? null : former.Revoked(now),
                    NewInvitation = invitation,
                    Operation = operation,
                }, Live);
        }, cancellationToken);
    }

    /// <summary>Nobody's phone or mailbox is filled (D50). Two at the same instant may be one more than that.</summary>
    internal static async Task<Problem?> TooManyAsync(IInvitations invitations, OrganisationId organisation, UserId user, InvitationChannel? channel, OrganisationSettings settings, DateTimeOffset now, CancellationToken cancellationToken) =>
        channel is { } known && !InvitationWays.NeedsSending(known) ? null
        : await invitations.CountSentAsync(organisation, user, now.AddDays(-1), cancellationToken) >= settings.MostDeliveriesADay
            ? new("invitation.too_many", "invite.channel", $"{settings.MostDeliveriesADay}")
            : null;
}
