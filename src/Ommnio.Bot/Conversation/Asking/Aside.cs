using System.Collections.Immutable;

namespace Ommnio.Bot.Conversation.Asking;

public enum AsideStage
{
    /// <summary>Answered; a list may go on, and "her" means somebody.</summary>
    Told,

    /// <summary>Something is being found out; never stored, for what only reads is read within the turn.</summary>
    Reading,

    /// <summary>Several fit, and one is to be chosen.</summary>
    Which,

    /// <summary>A value is asked for, and the next message is to be it.</summary>
    Value,

    /// <summary>It was shown, and waits for a yes.</summary>
    Confirm,

    /// <summary>It is being done; saved before it begins, so that what was cut short can be said again.</summary>
    Doing,

    /// <summary>It was done; a second yes does nothing.</summary>
    Done,
}

/// <summary>Which of the things that a wish names is open.</summary>
public enum Slot
{
    Who,
    Other,
    Place,
    Value,
}

/// <summary>What is asked, or is to be done, about users who are there. It stands beside a registration, which it leaves as it is.</summary>
public sealed record Aside(Wish Wish, AsideStage Stage)
{
    public Slot Slot { get; init; }

    public ImmutableArray<Choice> Choices { get; init; } = [];

    /// <summary>Whether the wish goes on with "more".</summary>
    public bool HasMore { get; init; }

    /// <summary>Whom "her" and "him" mean.</summary>
    public Person? About { get; init; }

    /// <summary>What takes back the act that is done, or is to be.</summary>
    public Wish? Undo { get; init; }

    /// <summary>Names an act that a yes has started to the use cases, so that it happens once however often it is asked for.</summary>
    public Guid Key { get; init; }
}
