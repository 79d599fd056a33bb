using Ommnio.Bot.Conversation;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>What the conversation does with invitations: by the use cases that every way in goes through, with the actor's rights as they are now.</summary>
internal sealed class Invitations(InviteUser invite, ResendInvitation resend, RevokeInvitation revoke, PresentInvitation present, FindUsers find, MasterKeys keys, BotSettings settings, TimeProvider time)
{
    private const int AtOnce = 4;

    /// <summary>Null for an effect that is somebody else's.</summary>
    internal async Task<Input?> DoAsync(Actor actor, Effect effect, CancellationToken cancellationToken) => effect switch
    {
        Effect.Invite(var user, var key, var channel, var atOnce) => await InviteAsync(actor, user, key, channel, atOnce, cancellationToken),
        Effect.SendNow(var user, var invitation, var key) => await SendNowAsync(actor, user, invitation, key, cancellationToken),
        Effect.ShowInvitation(var user, var invitation) => await ShowAsync(actor, user, invitation, cancellationToken),
        Effect.Uninvite(var user) => await UninviteAsync(actor, user, cancellationToken),
        _ => null,
    };

    // One name for each thing that one offer may lead to: asked for again, each is found done.
    private async Task<Input> InviteAsync(Actor actor, string user, Guid key, InvitationChannel channel, bool atOnce, CancellationToken cancellationToken) =>
        UserId.TryParse(user) is not { } id ? Refused("user.not_found")
        : Told(actor, await invite.HandleAsync(new(actor, id, channel, new(new($"botinvite{key:N}{channel}{(atOnce ? "Now" : "")}"), "")) { AtOnce = atOnce }, cancellationToken));

    /// <summary>Each by itself, some at a time: what was cut short is done by saying it again, for whoever is invited stays so.</summary>
    internal async Task<Input> InviteAllAsync(Actor actor, IReadOnlyList<(UserId Id, string Name)> users, IReadOnlyList<InvitationChannel> ways, bool atOnce, CancellationToken cancellationToken)
    {
        var invited = new InvitedUser?[users.Count];
        await Parallel.ForAsync(0, users.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (place, token) =>
            invited[place] = Told(users[place].Name, await invite.HandleAsync(new(actor, users[place].Id, null, null) { Order = new([.. ways]), KeepsLive = true, AtOnce = atOnce }, token)));
        return new Input.InvitedAll([.. invited.OfType<InvitedUser>()]);
    }

    // Nobody who is gone meanwhile is spoken of.
    private InvitedUser? Told(string name, InviteUserOutcome outcome) => outcome switch
    {
        InviteUserOutcome.Invited(var invitation, _) => new(name, invitation.Channel, invitation.WaitsAt(time.GetUtcNow()), null),
        InviteUserOutcome.Refused(var problem) => new(name, null, false, problem == InviteUser.Live ? null : problem),
        InviteUserOutcome.Forbidden(var problem) => new(name, null, false, problem),
        InviteUserOutcome.Busy => new(name, null, false, new("invitation.busy", null)),
        _ => null,
    };

    private async Task<Input> SendNowAsync(Actor actor, string user, string invitation, Guid key, CancellationToken cancellationToken) =>
        UserId.TryParse(user) is not { } id || InvitationId.TryParse(invitation) is not { } made ? Refused("invitation.not_found")
        : Told(actor, await resend.HandleAsync(new(actor, id, made, new(new($"botsend{key:N}"), "")) { AtOnce = true }, cancellationToken));

    private Input Told(Actor actor, InviteUserOutcome outcome) => outcome switch
    {
        InviteUserOutcome.Invited({ IsPassedOnByHand: true } invitation, var token) => new Input.Invited(invitation, ToPassOn(actor, invitation.User, invitation.Id, settings.InvitationLink(token))),
        InviteUserOutcome.Invited(var invitation, _) => new Input.Invited(invitation, null),
        InviteUserOutcome.Refused(var problem) => new Input.Refused([problem]),
        InviteUserOutcome.Forbidden(var problem) => new Input.Refused([problem]),
        InviteUserOutcome.Busy => Refused("invitation.busy"),
        _ => Refused("user.not_found"),
    };

    private async Task<Input> ShowAsync(Actor actor, string user, string invitation, CancellationToken cancellationToken) =>
        UserId.TryParse(user) is not { } id || InvitationId.TryParse(invitation) is not { } open ? Refused("invitation.not_found") : await present.HandleAsync(actor, id, open, cancellationToken) switch
        {
            PresentInvitationOutcome.Shown(var shown) => new Input.InvitationShown(ToPassOn(actor, id, open, shown.Letter.Link)),
            PresentInvitationOutcome.Ended(var problem) => new Input.Refused([problem]),
            PresentInvitationOutcome.Forbidden(var problem) => new Input.Refused([problem]),
            _ => Refused("invitation.not_found"),
        };

    private InvitationToPassOn ToPassOn(Actor actor, UserId user, InvitationId invitation, string link)
    {
        var ticket = new PrintTicket(actor.Organisation, actor.User!.Value, user, invitation, time.GetUtcNow() + PrintTicket.Life);
        return new(link, settings.QrPicture(link), settings.PrintLink(ticket.Write(keys)));
    }

    private async Task<Input> UninviteAsync(Actor actor, string user, CancellationToken cancellationToken)
    {
        if (UserId.TryParse(user) is not { } id || await find.ByIdAsync(actor, id, cancellationToken) is not { Invitation: { } newest })
        {
            return Refused("invitation.not_found");
        }

        return await revoke.HandleAsync(new(actor, id, newest), cancellationToken) switch
        {
            RevokeInvitationOutcome.Revoked => new Input.Uninvited(),
            RevokeInvitationOutcome.Forbidden(var problem) => new Input.Refused([problem]),
            RevokeInvitationOutcome.Accepted => Refused("invitation.accepted"),
            RevokeInvitationOutcome.Busy => Refused("invitation.busy"),
            _ => Refused("invitation.not_found"),
        };
    }

    private static Input.Refused Refused(string code) => new([new Problem(code, null)]);
}
