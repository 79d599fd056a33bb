using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Tests.Inviting;

/// <summary>Gives one canned invitation and writes down what it is asked; where the call is all that matters.</summary>
/// <param name="lostMoves">Which moves, counted from 1, somebody else is faster at.</param>
internal sealed class OneInvitation(Invitation? invitation, params IReadOnlyList<int> lostMoves) : IInvitations, IInvitationMessages, IAdministratorChats
{
    public List<(Invitation After, AuditEntry? Audit)> Moves { get; } = [];

    public List<string> Published { get; } = [];

    public List<InvitationMessage> Sent { get; } = [];

    public DateTimeOffset? OverdueBefore { get; private set; }

    public bool IsReachable { get; set; } = true;

    /// <summary>When the queue answers.</summary>
    public Task Answer { get; init; } = Task.CompletedTask;

    public Task<Stored<Invitation>?> FindAsync(OrganisationId organisation, UserId user, InvitationId id, CancellationToken cancellationToken) =>
        Task.FromResult(invitation is null ? null : new Stored<Invitation>(invitation, "0"));

    /// <summary>What the same operation made before.</summary>
    public InvitationDone? Done { get; init; }

    /// <summary>Whose the one token is that is known here.</summary>
    public InvitationMessage? Whose { get; init; }

    public List<(UserId Administrator, UserId User, InvitationNews News)> Told { get; } = [];

    /// <summary>Why, of those that failed.</summary>
    public List<Problem> Whys { get; } = [];

    public Task<bool> TellAsync(OrganisationId organisation, UserId administrator, User user, InvitationNews news, Problem? why, CancellationToken cancellationToken)
    {
        Whys.AddRange(why is null ? [] : (Problem[])[why]);
        Told.Add((administrator, user.Id, news));
        return Task.FromResult(true);
    }

    public List<TimeSpan> Delays { get; } = [];

    public HandOff HandOff() => new(this, this, Some.Keys(), new FakeTimeProvider(Some.Now));

    public Task<IReadOnlyList<Invitation>> ListAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Invitation>>(invitation is null ? [] : [invitation]);

    /// <summary>What the organisation has that failed.</summary>
    public IReadOnlyList<Invitation> Failed { get; init; } = [];

    /// <summary>The cursor behind what failed.</summary>
    public const string Next = "next";

    /// <summary>There is no other page than the first.</summary>
    public Task<Page<Invitation>?> FailedAsync(OrganisationId organisation, IReadOnlyList<string> failures, string? after, CancellationToken cancellationToken) =>
        Task.FromResult<Page<Invitation>?>(after is null ? new([.. Failed.Where(one => failures.Contains(one.Failure))], Next) : null);

    /// <summary>How many messages the user was sent today.</summary>
    public int SentToday { get; init; }

    public DateTimeOffset? CountedSince { get; private set; }

    public Task<int> CountSentAsync(OrganisationId organisation, UserId user, DateTimeOffset since, CancellationToken cancellationToken)
    {
        CountedSince = since;
        return Task.FromResult(SentToday);
    }

    public Task<InvitationDone?> FindDoneAsync(OrganisationId organisation, Operation operation, UserId user, CancellationToken cancellationToken) => Task.FromResult(Done);

    public Task<InvitationMessage?> FindByTokenAsync(ReadOnlyMemory<byte> tokenHash, CancellationToken cancellationToken) => Task.FromResult(Whose);

    public async Task<bool> TryPublishTokenAsync(OrganisationId organisation, Invitation published, InvitationToken token, CancellationToken cancellationToken)
    {
        await PublishTokenAsync(organisation, published, token, cancellationToken);
        return true;
    }

    public Task<Stored<Invitation>?> MoveAsync(OrganisationId organisation, Stored<Invitation> before, Invitation after, AuditEntry? audit, CancellationToken cancellationToken)
    {
        Moves.Add((after, audit));
        return Task.FromResult(lostMoves.Contains(Moves.Count) ? null : new Stored<Invitation>(after, $"{Moves.Count}"));
    }

    public Task PublishTokenAsync(OrganisationId organisation, Invitation published, InvitationToken token, CancellationToken cancellationToken)
    {
        // Some publish several at the same time.
        lock (Published)
        {
            Published.Add(token.Text);
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<InvitationMessage> OverdueAsync(DateTimeOffset before, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        OverdueBefore = before;
        await Task.Yield();
        yield return new(Some.Organisation, Some.Ana, new(Some.Id(1)));
        yield return new(Some.Organisation, Some.Bea, new(Some.Id(2)));
    }

    public async Task<bool> TrySendAsync(InvitationMessage message, TimeSpan delay, CancellationToken cancellationToken)
    {
        lock (Sent)
        {
            Sent.Add(message);
            Delays.Add(delay);
        }

        await Answer;
        return IsReachable;
    }
}
