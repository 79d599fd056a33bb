using System.Collections.Frozen;
using System.Collections.Immutable;
using Ommnio.Core.Users;

namespace Ommnio.Core.Governing;

/// <summary>What can be done to the account as a whole: its API keys, its history, its data, its jobs (D23, D57).</summary>
public enum AccountAct
{
    SeeKeys,
    MakeKey,
    RotateKey,
    RevokeKey,

    /// <summary>All that is kept of a user, or of everybody.</summary>
    Export,
    SeeHistory,
    SeeJob,
    RestartJob,
}

/// <summary>As much as rights over the account depend on; each act looks at what concerns it.</summary>
public sealed record AccountCase
{
    public static AccountCase Whole { get; } = new();

    /// <summary>What a key is to be allowed.</summary>
    public ImmutableHashSet<Scope> Wanted { get; init; } = [];

    /// <summary>What the key may that is used to ask; null where somebody asks without one, in the chat.</summary>
    public ImmutableHashSet<Scope>? Own { get; init; }

    /// <summary>Who started the job.</summary>
    public UserId? StartedBy { get; init; }
}

/// <summary>The table of the account. What reaches beyond any team is an Account Administrator's.</summary>
internal static class AccountRights
{
    private static readonly Right<AccountCase> Yes = new((_, _) => Ruling.Yes);
    private static readonly Right<AccountCase> No = new((_, _) => Ruling.No("request.actor_without_rights"));
    private static readonly Right<AccountCase> WithinOwn = Right<AccountCase>.When((_, key) => key.Own is not { } own || key.Wanted.IsSubsetOf(own), Ruling.No("key.beyond_own", "scopes"));

    // Signing somebody up by their number reaches into every organisation (D52), so that nobody gives it who does not hold it.
    private static readonly Right<AccountCase> OfThisAccount = Right<AccountCase>.When((_, key) => key.Own is not null || !key.Wanted.Contains(Scope.Product), Ruling.No("key.product", "scopes"));
    private static readonly Right<AccountCase> Started = Right<AccountCase>.When((actor, job) => actor.User is { } user && job.StartedBy == user, Ruling.None);

#pragma warning disable format // Fix formatting: a table is read by its columns.
    //   act                        Account Administrator        Team Administrator   member
    private static readonly FrozenDictionary<AccountAct, (Right<AccountCase> Account, Right<AccountCase> Team, Right<AccountCase> Member)> Table = new Dictionary<AccountAct, (Right<AccountCase>, Right<AccountCase>, Right<AccountCase>)>
    {
        [AccountAct.SeeKeys]    = (Yes,                         No,                  No),
        [AccountAct.MakeKey]    = (WithinOwn & OfThisAccount,   No,                  No),
        [AccountAct.RotateKey]  = (WithinOwn & OfThisAccount,   No,                  No),
        [AccountAct.RevokeKey]  = (Yes,                         No,                  No),
        [AccountAct.Export]     = (Yes,                         No,                  No),
        [AccountAct.SeeHistory] = (Yes,                         No,                  No),
        [AccountAct.SeeJob]     = (Yes,                         Started,             Started),
        [AccountAct.RestartJob] = (Yes,                         Started,             Started),
    }.ToFrozenDictionary();
#pragma warning restore format

    internal static Ruling On(Actor actor, AccountAct act, AccountCase account)
    {
        var row = Table[act];
        return (actor.IsAccountAdministrator ? row.Account : actor.IsAdministrator ? row.Team : row.Member).Of(actor, account);
    }
}
