using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

using Shouldly;

namespace Ommnio.Storage.Tests.Proof;

/// <summary>A command: which one, and two numbers to choose by.</summary>
internal readonly record struct Command(int What, int One, int Two);

/// <summary>
/// Administrators and invitees at work on the same few users at the same time, through the product's use cases. All that is acknowledged
/// is written down, with when it was asked and answered.
/// </summary>
internal sealed class Actors(Doings doings, SetGroupMember setGroup, IReadOnlyList<TeamId> teams, IReadOnlyList<ChatGroupId> groups, CancellationToken cancellationToken)
{
    private const int Codes = 5;
    private readonly ConcurrentBag<UserId> users = [];
    private readonly ConcurrentDictionary<UserId, string> names = [];
    private readonly ConcurrentDictionary<UserId, ConcurrentQueue<Invitation>> invitations = [];
    private int number;

    internal ConcurrentBag<Done> Done { get; } = [];

    internal ConcurrentDictionary<UserId, Span> Erased { get; } = [];

    /// <summary>That a code was somebody else's.</summary>
    internal ConcurrentBag<(string Code, Span When)> Taken { get; } = [];

    internal ConcurrentBag<(UserId User, InvitationId Invitation)> Accepted { get; } = [];

    internal async Task RunAsync(IReadOnlyList<Command[]> actors)
    {
        await RegisterAsync(0);
        await Task.WhenAll(actors.Select(commands => Task.Run(
            async () =>
            {
                foreach (var command in commands)
                {
                    await DoAsync(command, Anybody(command.One));
                }
            },
            cancellationToken)));
    }

    private Task DoAsync(Command command, UserId some) => command.What switch
    {
        0 => RegisterAsync(command.Two),
        1 or 2 => ChangeAsync("code", some, fields => fields with { Code = CodeOf(command.Two) }, state => state with { Code = CodeOf(command.Two) }, CodeOf(command.Two)),
        3 => AddNoteAsync(some),
        4 => ChangeAsync("teams", some, fields => fields with { Teams = [.. TeamsOf(command.Two).Select(team => new TeamFields(team, null, null))] }, state => state with { Teams = [.. TeamsOf(command.Two)] }),
        5 => GroupAsync(some, groups[command.Two % groups.Count], command.Two % 2 == 0),
        6 => BlockAsync(some, command.Two % 2 == 0),
        7 => InviteAsync(some),
        8 => AcceptAsync(some),
        9 => command.Two % 2 == 0 ? RevokeAsync(some) : ResendAsync(some),
        _ => command.Two % 4 == 0 ? EraseAsync(some) : AddNoteAsync(some),
    };

    private async Task RegisterAsync(int two)
    {
        var (last, code, began) = (string.Create(CultureInfo.InvariantCulture, $"Number {Interlocked.Increment(ref number)}"), CodeOf(two), Stopwatch.GetTimestamp());
        var outcome = await doings.Register.HandleAsync(new(doings.Actor, new UserFields { FirstName = "Ana", LastName = last, Position = "Cashier", Area = "Sales", Code = code }, two % 2 == 0 ? "link" : null, null), cancellationToken);
        var when = new Span(began, Stopwatch.GetTimestamp());
        if (outcome is RegisterUserOutcome.Registered(var user, var invitation, _, _))
        {
            Done.Add(new("registered", user.Id, user.Version, _ => UserState.Of(user), when));
            Keep(invitation);
            names[user.Id] = user.Name.Full;
            users.Add(user.Id);
        }
        else
        {
            outcome.ShouldBeOfType<RegisterUserOutcome.Taken>();
            Taken.Add((code!, when));
        }
    }

    private async Task ChangeAsync(string what, UserId user, Func<UserFields, UserFields> edit, Func<UserState, UserState> effect, string? code = null)
    {
        var began = Stopwatch.GetTimestamp();
        Note(what, user, effect, began, await doings.Change.HandleAsync(new(doings.Actor, user, null, edit, RemoveNationalId: false), cancellationToken), code);
    }

    // Each adds to what is there, so that the notes tell the order of all that was added, and nothing that was lost.
    private Task AddNoteAsync(UserId user)
    {
        var note = string.Create(CultureInfo.InvariantCulture, $"[{Interlocked.Increment(ref number)}]");
        return ChangeAsync($"note {note}", user, fields => fields with { Notes = fields.Notes + note }, state => state with { Notes = state.Notes + note });
    }

    private async Task GroupAsync(UserId user, ChatGroupId group, bool isMember)
    {
        var began = Stopwatch.GetTimestamp();
        if (await setGroup.HandleAsync(new(doings.Actor, group, user, null, isMember, null), cancellationToken) is SetGroupMemberOutcome.User(var outcome))
        {
            Note($"group {isMember}", user, state => state with { Groups = isMember ? state.Groups.Add($"{group}") : state.Groups.Remove($"{group}") }, began, outcome);
        }
    }

    private async Task BlockAsync(UserId user, bool isBlocked)
    {
        var began = Stopwatch.GetTimestamp();
        Note($"blocked {isBlocked}", user, state => state with { IsBlocked = isBlocked }, began, await doings.Block.HandleAsync(new(doings.Actor, user, null, isBlocked), cancellationToken));
    }

    private void Note(string what, UserId user, Func<UserState, UserState> effect, long began, ChangeUserOutcome outcome, string? code = null)
    {
        var when = new Span(began, Stopwatch.GetTimestamp());
        switch (outcome)
        {
            case ChangeUserOutcome.Changed(var after, _):
                Done.Add(new(what, user, after.Version, effect, when));
                break;
            case ChangeUserOutcome.Taken when code is not null:
                Taken.Add((code, when));
                break;
            default:
                // Others were faster again and again, or the user is gone: nothing was done.
                (outcome is ChangeUserOutcome.NotFound or ChangeUserOutcome.Busy).ShouldBeTrue($"{what}: {outcome}");
                break;
        }
    }

    private async Task InviteAsync(UserId user)
    {
        if (await doings.Invite.HandleAsync(new(doings.Actor, user, InvitationChannel.Link, null), cancellationToken) is InviteUserOutcome.Invited(var invitation, _))
        {
            Keep(invitation);
        }
    }

    private async Task AcceptAsync(UserId user)
    {
        var began = Stopwatch.GetTimestamp();
        if (Newest(user) is { } invitation && await doings.Accept.HandleAsync(new(InvitationToken.Of(invitation, doings.Keys).Text, null), cancellationToken) is AcceptInvitationOutcome.Accepted(_, var after))
        {
            Done.Add(new("accepted", user, after.Version, state => state with { IsIn = true }, new(began, Stopwatch.GetTimestamp())));
            Accepted.Add((user, invitation.Id));
        }
    }

    private Task RevokeAsync(UserId user) => Newest(user) is { } invitation ? doings.Revoke.HandleAsync(new(doings.Actor, user, invitation.Id), cancellationToken) : Task.CompletedTask;

    private async Task ResendAsync(UserId user)
    {
        if (Newest(user) is { } invitation && await doings.Resend.HandleAsync(new(doings.Actor, user, invitation.Id, null), cancellationToken) is InviteUserOutcome.Invited(var again, _))
        {
            Keep(again);
        }
    }

    private async Task EraseAsync(UserId user)
    {
        var began = Stopwatch.GetTimestamp();
        if (await doings.Erase.HandleAsync(new(doings.Actor, user, null, names[user]), cancellationToken) is EraseUserOutcome.Erased)
        {
            Erased.TryAdd(user, new(began, Stopwatch.GetTimestamp())).ShouldBeTrue($"{user} was erased twice");
        }
    }

    private void Keep(Invitation? invitation)
    {
        if (invitation is not null)
        {
            invitations.GetOrAdd(invitation.User, _ => []).Enqueue(invitation);
        }
    }

    private Invitation? Newest(UserId user) => invitations.TryGetValue(user, out var some) ? some.Last() : null;

    private UserId Anybody(int one) => users.ToArray() is var all ? all[one % all.Length] : default;

    private IEnumerable<string> TeamsOf(int two) => teams.Where((_, n) => ((two >> n) & 1) == 1).Select(team => $"{team}");

    private static string? CodeOf(int two) => two % (Codes + 1) is > 0 and var code ? string.Create(CultureInfo.InvariantCulture, $"C-{code}") : null;
}

/// <summary>Brings nothing: what is to be sent stays in the outbox, where it must be.</summary>
internal sealed class NoQueue : IInvitationMessages, IJobMessages
{
    public Task<bool> TrySendAsync(InvitationMessage message, TimeSpan delay, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task<bool> TrySendAsync(JobMessage message, CancellationToken cancellationToken) => Task.FromResult(false);
}
