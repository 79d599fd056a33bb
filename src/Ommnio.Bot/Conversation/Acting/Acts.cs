using Ommnio.Bot.Conversation.Acting;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>What is done to users who are there. Rights are asked again when it is done, and each can be repeated without doing it twice.</summary>
public abstract partial record Effect
{
    public sealed record Block(string User) : Effect;

    public sealed record Unblock(string User) : Effect;

    /// <param name="Name">As it was typed.</param>
    public sealed record Delete(string User, string Name) : Effect;

    /// <param name="Version">Only if the user is as this change left them; null: however they are.</param>
    public sealed record Change(string User, Edit Edit, int? Version) : Effect;

    /// <summary>Everybody whom the query lists, one by one.</summary>
    public sealed record ChangeAll(PeopleQuery Query, Edit Edit) : Effect;

    /// <summary>The newest invitation is taken back.</summary>
    public sealed record Uninvite(string User) : Effect;
}

public abstract partial record Input
{
    /// <param name="Moves">The teams that rules brought and took.</param>
    public sealed record Done(User User, RuleMoves Moves, IReadOnlyList<Problem> Warnings) : Input;

    public sealed record DoneToAll(int Changed, IReadOnlyList<Problem> Refusals) : Input;

    public sealed record Deleted : Input;

    public sealed record Uninvited : Input;

    /// <summary>Nothing was done.</summary>
    public sealed record Refused(IReadOnlyList<Problem> Problems) : Input;
}
