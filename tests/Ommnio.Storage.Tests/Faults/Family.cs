using Azure.Data.Tables;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>Something that the crowd does.</summary>
/// <param name="Weight">How often, among all.</param>
/// <param name="DoAsync">With the operation's number, which no other one has.</param>
internal sealed record Doing(int Weight, Func<int, Random, Task> DoAsync)
{
    /// <summary>Not in the second half, so that what follows from it can be told at the end.</summary>
    public bool IsEarly { get; init; }
}

/// <summary>Operations that belong together, and what holds for them when the storm is over.</summary>
internal abstract class Family(Crowd crowd)
{
    protected Crowd Crowd { get; } = crowd;

    protected CancellationToken Token => Crowd.Token;

    internal abstract IReadOnlyList<Doing> Doings { get; }

    /// <summary>While the weather is fair.</summary>
    internal virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>What is done last, in the storm, by somebody who does not give up.</summary>
    internal virtual Task EndAsync() => Task.CompletedTask;

    /// <summary>What somebody sees to who looks after things, as long as anything is open.</summary>
    internal virtual Task MendAsync(Aftermath so) => Task.CompletedTask;

    /// <summary>Looks up what the rows of the organisation do not say, when all is over.</summary>
    internal virtual Task LookAsync(Aftermath after) => Task.CompletedTask;

    /// <summary>What is not as it must be, in sentences.</summary>
    internal abstract IEnumerable<string> Wrong(Aftermath after);

    /// <summary>For what follows somebody whom the crowd knows; nothing while there is nobody.</summary>
    protected Func<int, Random, Task> WithSome(Func<Known, int, Random, Task> act) => (number, random) => Crowd.Some(random) is { } some ? act(some, number, random) : Task.CompletedTask;

    protected static Operation Named(string kind, int number) => new(new($"{kind}{number}"), "hash");
}

/// <summary>All that is there when the storm is over and everything has been delivered.</summary>
internal sealed class Aftermath
{
    internal Aftermath(IReadOnlyList<TableEntity> rows, Catalogue catalogue)
    {
        (Rows, Catalogue) = (rows.ToDictionary(row => row.RowKey), catalogue);
        Users = Of(Keys.Users).Select(UserMapping.Read).ToDictionary(user => user.Id);
        Invitations = Of("i:").Select(row => ChangeRows.ReadInvitation(row.GetString("Doc"))).ToLookup(invitation => invitation.User);
    }

    public IReadOnlyDictionary<string, TableEntity> Rows { get; }

    public IReadOnlyDictionary<UserId, User> Users { get; }

    public ILookup<UserId, Invitation> Invitations { get; }

    public Catalogue Catalogue { get; }

    public IEnumerable<TableEntity> Of(string kind) => Rows.Values.Where(row => row.RowKey.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>Everybody of whom there is something left to ask.</summary>
    public IEnumerable<(Known Known, User User)> Left(IEnumerable<Known> people) =>
        people.Where(known => Users.ContainsKey(known.Id)).Select(known => (known, Users[known.Id]));
}
