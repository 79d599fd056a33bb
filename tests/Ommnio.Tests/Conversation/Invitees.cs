using Ommnio.Bot.Conversation;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Tests.Conversation;

/// <summary>What the storage would answer about users and their invitations, by the same pure decisions as the use cases.</summary>
internal sealed class Invitees(Catalogue catalogue, Actor actor, InvitationWays ways, DateTimeOffset now)
{
    private readonly Dictionary<string, Invitation> newest = [];
    private readonly Dictionary<Guid, Input> done = [];
    private int made;

    internal Dictionary<string, User> Users { get; } = [];

    /// <summary>How many invitations were made or sent again.</summary>
    internal int Sent => done.Count;

    /// <summary>Null for an effect on somebody else, or of another kind.</summary>
    internal Input? To(Effect effect) => effect switch
    {
        Effect.Look(var id, var withInvitation) when Users.TryGetValue(id, out var user) => new Input.Looked(user) { Invitation = withInvitation ? newest.GetValueOrDefault(id) : null },
        Effect.Change(var id, var edit, _) when Users.TryGetValue(id, out var user) => Changed(user, edit.On),
        Effect.Invite(var id, var key, var channel, var atOnce) => Once(key, () => Invited(Users[id], [channel], atOnce)),
        Effect.SendNow(var id, _, var key) => Once(Guid.CreateVersion7(new DateTimeOffset(1970 + key.ToByteArray()[0], 1, 1, 0, 0, 0, TimeSpan.Zero)), () => SentNow(id)),
        Effect.ShowInvitation(var id, _) => new Input.InvitationShown(ToPassOn(newest[id])),
        Effect.Uninvite(var id) when newest.TryGetValue(id, out var invitation) => Uninvited(id, invitation),
        _ => null,
    };

    private Input Once(Guid key, Func<Input> act)
    {
        if (!done.TryGetValue(key, out var outcome))
        {
            outcome = act();
            done[key] = outcome;
        }

        return outcome;
    }

    private Input Invited(User user, IEnumerable<InvitationChannel> order, bool atOnce)
    {
        var id = new InvitationId(new Guid(500 + ++made, 0, 0, new byte[8]));
        var (invitation, problem) = InviteUser.Begin(id, user, new([.. order]), atOnce, catalogue.Organisation.Settings, ways, "2026", actor.User, new($"{made}"), now);
        if (invitation is null)
        {
            return new Input.Refused([problem!]);
        }

        // Whoever asks again within seconds is answered by what is there; these were made a while ago.
        newest[user.Id.ToString()] = invitation with { CreatedAt = now.AddMinutes(-1) };
        Users[user.Id.ToString()] = user with { Invitation = id };
        return new Input.Invited(invitation, invitation.IsPassedOnByHand ? ToPassOn(invitation) : null);
    }

    internal Input.InvitedAll InvitedAll(IEnumerable<User> users, IReadOnlyList<InvitationChannel> order) => new([.. users.ToList().Select(user => InvitedAmong(user, order))]);

    private InvitedUser InvitedAmong(User user, IReadOnlyList<InvitationChannel> order) =>
        newest.TryGetValue(user.Id.ToString(), out var before) && InvitationLife.IsLive(before.StateAt(now)) ? new(user.Name.Full, null, false, null) : Invited(user, order, atOnce: false) switch
        {
            Input.Invited(var invitation, _) => new(user.Name.Full, invitation.Channel, invitation.WaitsAt(now), null),
            Input.Refused(var problems) => new(user.Name.Full, null, false, problems[0]),
            _ => throw new InvalidOperationException("An invitation has no other outcome."),
        };

    private Input.Invited SentNow(string id)
    {
        var invitation = newest[id].Resent("2026", actor.User, atOnce: true, new(now, null), 14, new("now"), now)!;
        newest[id] = invitation;
        return new(invitation, null);
    }

    private Input.Uninvited Uninvited(string id, Invitation invitation)
    {
        newest[id] = invitation.Revoked(now);
        return new();
    }

    private Input Changed(User before, Func<UserFields, UserFields> edit)
    {
        var fields = edit(UserFields.Of(before));
        var (after, _, problems) = new ReadUser(fields, catalogue, actor, before, before.RelatedTo, fields.PhoneConsent is true, now).Read(before.Id);
        if (after is null)
        {
            return new Input.Refused(problems);
        }

        Users[before.Id.ToString()] = after;
        return new Input.Done(after, Core.Grouping.RuleMoves.None, []);
    }

    private static InvitationToPassOn ToPassOn(Invitation invitation) =>
        new($"https://chat.example/i/{invitation.Id.ToString()[..8]}", new byte[] { 1, 2, 3 }, "https://chat.example/print#ticket");
}
