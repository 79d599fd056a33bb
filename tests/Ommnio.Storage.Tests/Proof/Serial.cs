using System.Collections.Immutable;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests.Proof;

/// <summary>When something was under way, in ticks of the clock that only runs forward.</summary>
internal sealed record Span(long From, long To);

/// <summary>What can be changed of a user here.</summary>
internal sealed record UserState(string? Code, string Notes, ImmutableSortedSet<string> Teams, ImmutableSortedSet<string> Groups, bool IsBlocked, bool IsIn)
{
    internal static UserState Of(User user) => new(
        user.Code?.Text, user.Notes ?? "", [.. user.Teams.Select(place => $"{place.Team}")], [.. user.ChatGroups.Select(place => $"{place.Group}")], user.BlockedAt is not null, user.SignedUpAt is not null);

    // A record compares sets by reference.
    public bool Equals(UserState? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private string Text => $"{Code} {Notes} teams {string.Join(',', Teams)} groups {string.Join(',', Groups)} {(IsBlocked ? "blocked" : "")} {(IsIn ? "in" : "")}";
}

/// <summary>A change of one user that was acknowledged.</summary>
/// <param name="Version">Of the user, as the acknowledgement said: what decides its place in the serial order.</param>
internal sealed record Done(string What, UserId User, int Version, Func<UserState, UserState> Effect, Span When);

/// <summary>That a code was somebody's.</summary>
/// <param name="Until">While it was given up; null: it was theirs at the end.</param>
internal sealed record Holding(string Code, UserId User, Span Since, Span? Until)
{
    internal bool MayBe(Span then) => Since.From <= then.To && (Until is null || Until.To >= then.From);

    /// <summary>Whether both had it at one instant, however the calls went.</summary>
    internal bool Contradicts(Holding other) => Code == other.Code && User != other.User && Since.To < (other.Until?.From ?? long.MaxValue) && other.Since.To < (Until?.From ?? long.MaxValue);
}

/// <summary>Puts what several did at once into one order, and does it again one after the other.</summary>
internal static class Serial
{
    /// <param name="done">All that was acknowledged of one user.</param>
    /// <returns>What the user has come to be, with the state after each version; a sentence where there is no such order.</returns>
    internal static (IReadOnlyList<(Done By, UserState After)> Steps, string? Wrong) Replay(IEnumerable<Done> done)
    {
        List<(Done By, UserState After)> steps = [];
        var state = new UserState(null, "", [], [], false, false);
        foreach (var (version, same) in done.GroupBy(one => one.Version).OrderBy(one => one.Key).Select(one => (one.Key, one.ToList())))
        {
            // One of them made this version. The others found nothing left to change in it.
            var before = state;
            var makers = same.Where(one => same.TrueForAll(other => ReferenceEquals(other, one) || other.Effect(one.Effect(before)) == one.Effect(before))).ToList();
            if (version != steps.Count + 1 || makers is not [var made, ..])
            {
                return (steps, $"{same[0].User}: after version {steps.Count}, {before}, comes {version} by {string.Join(" and ", same.Select(one => one.What))}, which no order explains");
            }

            // Where several may have made it nobody knows who did: not before the first of them began, and it was there when the first answer came.
            state = made.Effect(state);
            steps.Add((made with { When = new(makers.Min(one => one.When.From), same.Min(one => one.When.To)) }, state));
        }

        return (steps, null);
    }

    /// <summary>Whose every code was, and when.</summary>
    /// <param name="gone">When the user was deleted, who was.</param>
    internal static IEnumerable<Holding> Holdings(IReadOnlyList<(Done By, UserState After)> steps, Span? gone)
    {
        for (var start = 0; start < steps.Count;)
        {
            var next = start + 1;
            while (next < steps.Count && steps[next].After.Code == steps[start].After.Code)
            {
                next++;
            }

            if (steps[start].After.Code is { } code)
            {
                yield return new(code, steps[start].By.User, steps[start].By.When, next < steps.Count ? steps[next].By.When : gone);
            }

            start = next;
        }
    }
}
