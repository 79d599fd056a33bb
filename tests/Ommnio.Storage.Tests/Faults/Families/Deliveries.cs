using System.Collections.Concurrent;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>Invitations go out: the queue's side, the sweep, and the end of what fails again and again.</summary>
internal sealed class Deliveries(Crowd crowd, Providers providers) : Family(crowd)
{
    /// <summary>Who invites, and is told.</summary>
    internal static readonly UserId Inviter = new(Guid.CreateVersion7());

    private readonly DeliverInvitation deliver = crowd.Get<DeliverInvitation>();
    private readonly FailInvitation fail = crowd.Get<FailInvitation>();
    private readonly SweepOutbox sweep = crowd.Get<SweepOutbox>();
    private readonly ConcurrentDictionary<InvitationId, bool> poison = [];

    internal override IReadOnlyList<Doing> Doings => [new(1, (_, random) => Crowd.AnswerAsync<object>(random, async () => await sweep.HandleAsync(Token)))];

    // More at once than deliveries ever ask.
    internal override Task EndAsync() => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Crowd.UntilAnsweredAsync<object>(async () =>
        await providers.TakeAsync(InvitationChannel.Email, Crowd.Actor.Organisation, TimeSpan.FromMilliseconds(10), Crowd.Time.GetUtcNow(), Token))));

    internal Task DeliverAsync(InvitationMessage message) => providers.WatchAsync(() => deliver.HandleAsync(message, Token));

    internal Task GiveUpAsync(InvitationMessage message)
    {
        poison[message.Invitation] = true;
        return Crowd.UntilAnsweredAsync(() => fail.HandleAsync(message, Token));
    }

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        foreach (var (mail, count) in providers.Mails.Where(mail => mail.Value.Taken > 1 + mail.Value.Unheard))
        {
            yield return $"{mail} was taken {count.Taken} times, though only {count.Unheard} answers were lost";
        }

        foreach (var (turn, times) in providers.Turns.Where(turn => turn.Value > 1))
        {
            yield return $"the turn {turn} was given {times} times";
        }

        foreach (var invitation in after.Invitations.SelectMany(of => of).Where(invitation => after.Users.ContainsKey(invitation.User)))
        {
            if (invitation.State == InvitationState.Sent && InvitationWays.NeedsSending(invitation.Channel) && !providers.Mails.ContainsKey((invitation.Channel, $"{invitation.Id}.{invitation.Rotation}")))
            {
                yield return $"the invitation {invitation.Id} is called sent, and no provider has seen it";
            }

            if (invitation is { State: InvitationState.Accepted, By: not null } && !poison.ContainsKey(invitation.Id) && !providers.Told.ContainsKey(invitation.User))
            {
                yield return $"nobody was told that {invitation.User} is in";
            }
        }
    }
}
