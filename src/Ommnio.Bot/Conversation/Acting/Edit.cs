using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>What is to become of a user's fields: data, so that it can wait for a yes. Done twice it is as if done once.</summary>
[JsonDerivedType(typeof(Set), "set")]
[JsonDerivedType(typeof(Tag), "tag")]
[JsonDerivedType(typeof(Untag), "untag")]
[JsonDerivedType(typeof(Join), "join")]
[JsonDerivedType(typeof(Leave), "leave")]
[JsonDerivedType(typeof(JoinGroup), "joinGroup")]
[JsonDerivedType(typeof(LeaveGroup), "leaveGroup")]
[JsonDerivedType(typeof(Several), "several")]
public abstract record Edit
{
    internal abstract UserFields On(UserFields fields);

    /// <summary>What takes it back, for a user who was so before.</summary>
    internal abstract Edit Inverse(UserFields before);

    /// <param name="Values">The field's value, and nothing else; without one the field is emptied.</param>
    public sealed record Set(Field Field, UserFields Values) : Edit
    {
        internal override UserFields On(UserFields fields) => FieldTable.Copy(Field, Values, fields);

        internal override Edit Inverse(UserFields before) => new Set(Field, FieldTable.Copy(Field, before, new()));
    }

    public sealed record Tag(string Text) : Edit
    {
        internal override UserFields On(UserFields fields) =>
            (fields.Tags ?? []).Any(tag => PlainText.Fold(tag) == PlainText.Fold(Text)) ? fields : fields with { Tags = [.. fields.Tags ?? [], Text] };

        internal override Edit Inverse(UserFields before) => new Untag(Text);
    }

    public sealed record Untag(string Text) : Edit
    {
        internal override UserFields On(UserFields fields) => fields with { Tags = [.. (fields.Tags ?? []).Where(tag => PlainText.Fold(tag) != PlainText.Fold(Text))] };

        internal override Edit Inverse(UserFields before) => new Tag(Text);
    }

    /// <param name="Role">Null is the team's default.</param>
    public sealed record Join(string Team, string? Role) : Edit
    {
        internal override UserFields On(UserFields fields) => fields with { Teams = [.. (fields.Teams ?? []).Where(team => team.Id != Team), new(Team, null, Role) { Via = ["hand"] }] };

        internal override Edit Inverse(UserFields before) => (before.Teams ?? []).FirstOrDefault(team => team.Id == Team) is { } was && was.Via?.Contains("hand") is not false ? new Join(Team, was.Role) : new Leave(Team);
    }

    public sealed record Leave(string Team) : Edit
    {
        internal override UserFields On(UserFields fields) => fields with { Teams = [.. (fields.Teams ?? []).Where(team => team.Id != Team)] };

        internal override Edit Inverse(UserFields before) => new Join(Team, (before.Teams ?? []).FirstOrDefault(team => team.Id == Team)?.Role);
    }

    /// <param name="Role">Null leaves the one that is there; a new member is a plain one.</param>
    public sealed record JoinGroup(string Group, string? Role) : Edit
    {
        internal override UserFields On(UserFields fields) => fields with
        {
            ChatGroups = [.. (fields.ChatGroups ?? []).Where(group => group.Id != Group), new(Group, null, Role ?? RoleIn(fields, Group))],
        };

        internal override Edit Inverse(UserFields before) => RoleIn(before, Group) is { } role ? new JoinGroup(Group, role) : new LeaveGroup(Group);
    }

    public sealed record LeaveGroup(string Group) : Edit
    {
        internal override UserFields On(UserFields fields) => fields with { ChatGroups = [.. (fields.ChatGroups ?? []).Where(group => group.Id != Group)] };

        internal override Edit Inverse(UserFields before) => new JoinGroup(Group, RoleIn(before, Group));
    }

    public sealed record Several(ImmutableArray<Edit> Edits) : Edit
    {
        internal override UserFields On(UserFields fields) => Edits.Aggregate(fields, (edited, edit) => edit.On(edited));

        internal override Edit Inverse(UserFields before) => new Several([.. Edits.Reverse().Select(edit => edit.Inverse(before))]);
    }

    private static string? RoleIn(UserFields fields, string group) => (fields.ChatGroups ?? []).FirstOrDefault(one => one.Id == group)?.Role;
}
