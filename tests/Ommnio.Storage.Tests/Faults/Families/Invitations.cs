using System.Collections.Concurrent;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>Users are invited by every channel, one by one and by the sheet; invitations are sent again, revoked, accepted and asked for.</summary>
internal sealed class Invitations(Crowd crowd, MasterKeys keys) : Family(crowd)
{
    private const int Contested = 24;
    private readonly FindInvitations findInvitations = crowd.Get<FindInvitations>();
    private readonly RegisterUser registerUser = crowd.Get<RegisterUser>();
    private readonly PrepareSheet prepareSheet = crowd.Get<PrepareSheet>();
    private readonly ReplayInvitations replayInvitations = crowd.Get<ReplayInvitations>();
    private readonly InviteUser inviteUser = crowd.Get<InviteUser>();
    private readonly ResendInvitation resendInvitation = crowd.Get<ResendInvitation>();
    private readonly RevokeInvitation revokeInvitation = crowd.Get<RevokeInvitation>();
    private readonly AcceptInvitation acceptInvitation = crowd.Get<AcceptInvitation>();
    private readonly AskForInvitation askForInvitation = crowd.Get<AskForInvitation>();
    private readonly ConcurrentDictionary<UserId, InvitationId> accepted = [];
    private readonly ConcurrentBag<(UserId User, InvitationId Invitation)> revoked = [];

    internal override IReadOnlyList<Doing> Doings =>
    [
        new(12, WithSome(InviteAsync)),
        new(4, WithSome(ResendAsync)),
        new(3, WithSome(RevokeAsync)),
        new(8, WithSome(AcceptAsync)),
        new(3, WithSome(AskAsync)),
        new(1, (_, random) => Crowd.AnswerAsync(random, () => prepareSheet.HandleAsync(new(Crowd.Actor, null, "Bakery", 10, null), Token))),
        new(1, (_, random) => Crowd.AnswerAsync(random, async () => await replayInvitations.HandleAsync(Crowd.Actor, null, Token) ?? throw new InvalidOperationException("The first page has no cursor."))),
    ];

    // An invitation is taken back while it is accepted, now earlier, now later.
    internal override Task EndAsync() => Task.WhenAll(Enumerable.Range(0, Contested).Select(async number =>
    {
        var fields = new UserFields { FirstName = "Ana", LastName = $"Contested {number}", Position = "Cashier", Area = "Sales" };
        var registered = (RegisterUserOutcome.Registered)await Crowd.UntilAnsweredAsync(() => registerUser.HandleAsync(new(Crowd.Actor, fields, "link", Named("contested", number)), Token));
        var known = Crowd.Meet(registered.User);
        known.Invitations.Add(registered.Invitation!);
        await Task.WhenAll(AcceptAsync(known, number, new(number)), RevokeLateAsync());

        async Task RevokeLateAsync()
        {
            for (var requests = number % 8; requests > 0; requests--)
            {
                await Crowd.UntilAnsweredAsync(() => findInvitations.OfAsync(Crowd.Actor, known.Id, Token));
            }

            await RevokeAsync(known, number, new(number));
        }
    }));

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        foreach (var row in after.Of("z:"))
        {
            yield return $"{row.RowKey} was never sent";
        }

        foreach (var (known, user) in after.Left(Crowd.People))
        {
            foreach (var lost in known.Invitations.Where(invitation => !after.Rows.ContainsKey(Keys.Invitation(known.Id, invitation.Id))))
            {
                yield return $"the invitation {lost.Id} of {known.Id} was acknowledged and is lost";
            }

            foreach (var open in after.Invitations[user.Id].Where(invitation => invitation.State != InvitationState.Sent && invitation.EndedAt is null))
            {
                yield return $"the invitation {open.Id} of {known.Id} is still {open.State}";
            }
        }

        foreach (var (id, invitation) in accepted.Where(one => after.Users.ContainsKey(one.Key)))
        {
            if (after.Users[id].SignedUpAt is null || after.Invitations[id].SingleOrDefault(one => one.Id == invitation)?.State != InvitationState.Accepted)
            {
                yield return $"{id} accepted, was told so, and is not in by that";
            }
        }

        // Sent again, a revoked one may live once more; an accepted one is never one that was taken back before.
        foreach (var (id, invitation) in revoked.Where(one => after.Users.ContainsKey(one.User)))
        {
            if (after.Invitations[id].SingleOrDefault(one => one.Id == invitation) is { State: InvitationState.Accepted, Rotation: 1 })
            {
                yield return $"the invitation {invitation} of {id} was revoked, and accepted after that";
            }
        }
    }

    // By an administrator, who is told of it, or by a key, which is not.
    private Actor Somebody(Random random) => random.Next(2) == 0 ? Crowd.Actor : Crowd.Actor with { User = Deliveries.Inviter };

    private async Task InviteAsync(Known some, int number, Random random)
    {
        InvitationChannel? channel = random.Next(5) is var drawn && drawn < 4 ? (InvitationChannel)drawn : null;
        var request = new InviteUserRequest(Somebody(random), some.Id, channel, Named("invite", number)) { AtOnce = random.Next(2) == 0 };
        if (await Crowd.AnswerAsync(random, () => inviteUser.HandleAsync(request, Token)) is InviteUserOutcome.Invited invited)
        {
            some.Invitations.Add(invited.Invitation);
        }
    }

    private async Task ResendAsync(Known some, int number, Random random)
    {
        if (some.Invitations.FirstOrDefault() is { } newest
            && await Crowd.AnswerAsync(random, () => resendInvitation.HandleAsync(new(Somebody(random), some.Id, newest.Id, Named("resend", number)), Token)) is InviteUserOutcome.Invited sent)
        {
            some.Invitations.Add(sent.Invitation);
        }
    }

    private async Task RevokeAsync(Known some, int number, Random random)
    {
        if (some.Invitations.FirstOrDefault() is { } newest
            && await Crowd.AnswerAsync(random, () => revokeInvitation.HandleAsync(new(Crowd.Actor, some.Id, newest.Id), Token)) is RevokeInvitationOutcome.Revoked)
        {
            revoked.Add((some.Id, newest.Id));
        }
    }

    private async Task AcceptAsync(Known some, int number, Random random)
    {
        if (some.Invitations.FirstOrDefault() is { } newest
            && await Crowd.AnswerAsync(random, () => acceptInvitation.HandleAsync(new(InvitationToken.Of(newest, keys).Text, null), Token)) is AcceptInvitationOutcome.Accepted)
        {
            accepted[some.Id] = newest.Id;
        }
    }

    private async Task AskAsync(Known some, int number, Random random)
    {
        if (some.Invitations.LastOrDefault() is { } oldest)
        {
            await Crowd.AnswerAsync(random, async () =>
            {
                await askForInvitation.HandleAsync(InvitationToken.Of(oldest, keys).Text, Token);
                return "asked";
            });
        }
    }
}
