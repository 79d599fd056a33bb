using System.Globalization;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>Something that is to be done to a user. What is not trivially undone is shown, and waits for a yes.</summary>
public abstract record Act : Wish
{
    /// <summary>What is done, once it is sure.</summary>
    internal abstract Effect Effect(Guid key);

    /// <summary>The right that it takes beyond seeing the user; null: no more than that, or what it takes follows from what is changed.</summary>
    internal virtual UserAct? Right => null;

    /// <summary>Whether a yes is not enough, and a name has to be typed.</summary>
    internal virtual bool IsTyped => false;

    /// <summary>The act with the name that was typed; null when that is not the name.</summary>
    internal virtual Act? With(string typed) => null;

    /// <summary>Whether it is about teams or chat groups, so that to be in none of them is worth a word.</summary>
    internal virtual bool IsOfMembership => false;

    /// <summary>What takes it back, for a user who was so before it was done; null where nothing safely does.</summary>
    internal virtual Act? Reverse(User before) => null;

    /// <summary>It takes back what was done just before.</summary>
    public bool IsUndo { get; init; }

    /// <summary>What to say when it has been done, where it leaves a user as <see cref="Input.Done"/> says.</summary>
    internal virtual Reply Said(Input.Done done, Seen seen) => throw new InvalidOperationException("This act is answered otherwise.");

    internal override Move Learn(Input result, Seen seen)
    {
        if (result is not Input.Done done)
        {
            return new Move.Tell(Reply.Of("act.refused", string.Join(' ', ((Input.Refused)result).Problems.Select(problem => Showing.InWords(problem, seen.Language))))) { About = Who };
        }

        var rules = Rules(done.Moves.Joined, ("act.joined", "act.joined.some"), done.User, seen).Concat(Rules(done.Moves.Left, ("act.left", "act.left.some"), done.User, seen));
        var isMoved = IsOfMembership || done.Moves.Joined.Length + done.Moves.Left.Length > 0;
        var warnings = done.Warnings.Where(warning => isMoved || warning.Code != "user.no_chat_group").Select(warning => Reply.Of("act.warning", Showing.InWords(Numbered(warning, seen), seen.Language)));
        return new Move.Tell([Said(done, seen), .. rules, .. warnings]) { About = Person.Of(done.User) };
    }

    // Of teams that are not the administrator's, nothing is said (D41).
    private static IEnumerable<Reply> Rules(IEnumerable<RuleMove> moves, (string Known, string Gone) keys, User user, Seen seen) =>
        from move in moves
        let team = seen.Context.OpenTeams.FirstOrDefault(team => team.Id == move.Team)
        where team is not null
        let number = Number(team, move.Rule)
        select number is null ? Reply.Of(keys.Gone, user.Name.Full, team.Name) : Reply.Of(keys.Known, user.Name.Full, team.Name, number);

    // People count a team's rules; ids are for machines.
    private static Problem Numbered(Problem warning, Seen seen) =>
        warning is { Code: "team.stays_by_rule", Args: [var name, var rule] } && RuleId.TryParse(rule) is { } id
        && seen.Context.OpenTeams.FirstOrDefault(team => team.Name == name) is { } team && Number(team, id) is { } number
            ? warning with { Args = [name, number] }
            : warning;

    /// <summary>Which of the team's rules it is, as "why" counts them; null for one that is no more.</summary>
    protected static string? Number(Team team, RuleId rule) =>
        team.Rules.Select(one => one.Id).ToList().IndexOf(rule) is >= 0 and var place ? (place + 1).ToString(CultureInfo.InvariantCulture) : null;
}
