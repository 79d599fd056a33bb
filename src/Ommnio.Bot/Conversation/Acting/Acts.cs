using Ommnio.Bot.Conversation.Acting;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
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

    /// <summary>Safe to repeat under the same key; under another one it is another invitation, and the former is dead (D48).</summary>
    public sealed record Invite(string User, Guid Key, InvitationChannel Channel, bool AtOnce) : Effect;

    /// <summary>
    /// Everybody whom the query lists, or who came of a list, and has no invitation that works: each by the first of these ways that is
    /// open to them. Safe to repeat: nobody's invitation is replaced.
    /// </summary>
    /// <param name="Batch">Null: of the query.</param>
    public sealed record InviteAll(PeopleQuery Query, Guid? Batch, IReadOnlyList<InvitationChannel> Ways, bool AtOnce) : Effect;

    /// <summary>An invitation that waits for the user's working hours goes out now; safe to repeat under the same key.</summary>
    public sealed record SendNow(string User, string Invitation, Guid Key) : Effect;

    /// <summary>The link and the QR of an open invitation, as they are.</summary>
    public sealed record ShowInvitation(string User, string Invitation) : Effect;

    /// <summary>The newest invitation is taken back.</summary>
    public sealed record Uninvite(string User) : Effect;
}

/// <summary>An invitation for a person's eyes.</summary>
/// <param name="Png">The QR code of the link.</param>
/// <param name="PrintLink">Opens a page to be printed, for a quarter of an hour and for this administrator alone.</param>
public sealed record InvitationToPassOn(string Link, ReadOnlyMemory<byte> Png, string PrintLink);

/// <summary>One of many who were to be invited.</summary>
/// <param name="Channel">By which they are invited now; null: they are not.</param>
/// <param name="Waits">For their working hours.</param>
/// <param name="Problem">Why they are not; null for who has an invitation already, which stays.</param>
public sealed record InvitedUser(string Name, InvitationChannel? Channel, bool Waits, Problem? Problem);

public abstract partial record Input
{
    /// <param name="Moves">The teams that rules brought and took.</param>
    public sealed record Done(User User, RuleMoves Moves, IReadOnlyList<Problem> Warnings) : Input;

    public sealed record DoneToAll(int Changed, IReadOnlyList<Problem> Refusals) : Input;

    public sealed record Deleted : Input;

    /// <param name="Shown">For a link or a QR, which the administrator passes on.</param>
    public sealed record Invited(Invitation Invitation, InvitationToPassOn? Shown) : Input;

    public sealed record InvitedAll(IReadOnlyList<InvitedUser> Users) : Input;

    public sealed record InvitationShown(InvitationToPassOn Shown) : Input;

    public sealed record Uninvited : Input;

    /// <summary>Nothing was done.</summary>
    public sealed record Refused(IReadOnlyList<Problem> Problems) : Input;
}
