using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

public sealed class ChatGroupTests
{
    private static readonly ChatGroupId New = new(Some.Id(15));
    private static readonly Actor Owner = Some.Baker with { Groups = Some.Baker.Groups.Add(Some.NightChat, GroupRole.Administrator) };

    [Fact]
    public void A_group_is_made_as_it_was_asked_for_and_open_unless_said_otherwise()
    {
        Create(Some.Account, new(" Canteen  ", null, " ")).ShouldBe(new ChatGroup(New, "Canteen", ChatGroupKind.Open, null));
        Create(Some.Baker, new("News", "readOnly", "for all")).ShouldBe(new ChatGroup(New, "News", ChatGroupKind.ReadOnly, "for all"));
    }

    [Theory]
    [InlineData("12345678901234567890", true)]
    [InlineData("👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀", true)]
    [InlineData("123456789012345678901", false)]
    public void R18_A_name_has_up_to_twenty_characters_as_a_reader_counts(string name, bool isGood) =>
        (CreateChatGroup.Decide(new(Some.Account, new(name, null, null), null), New).Edit is not null).ShouldBe(isGood);

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        CreateChatGroup.Decide(new(Some.Account, new("", "secret", new('d', 501)), null), New).Outcome.ShouldBeOfType<GroupOutcome.Refused>().Problems
            .Select(problem => (problem.Code, problem.Field)).ShouldBe([("text.missing", "name"), ("group.unknown_kind", "kind"), ("text.too_long", "description")]);

    [Fact]
    public void Only_administrators_of_the_account_or_of_a_team_make_groups() =>
        CreateChatGroup.Decide(new(Owner with { Scope = [] }, new("New", null, null), null), New).Outcome.ShouldBeOfType<GroupOutcome.Forbidden>();

    [Fact]
    public void R20_Who_creates_a_group_has_a_place_in_it_as_its_administrator_and_only_one()
    {
        var audit = new AuditEntry(new("op"), Some.Now, Some.Ana, WayIn.Api, "user.changed", ["chatGroups"]);

        var creator = CreateChatGroup.Administrating(Some.User(), New, audit).ShouldNotBeNull().User;

        creator.ChatGroups.ShouldBe([new(New, GroupRole.Administrator)]);
        (creator.Version, creator.UpdatedAt).ShouldBe((4, Some.Now));
        CreateChatGroup.Administrating(creator, New, audit).ShouldBeNull();
    }

    [Fact]
    public void A_change_takes_another_version_and_none_takes_none()
    {
        var (edit, outcome) = Change(Some.Account, Some.NightChat, group => group with { Kind = "readOnly" });

        edit.ShouldBe(new CatalogueEdit.PutGroup(Some.Catalogue.ChatGroup(Some.NightChat)! with { Kind = ChatGroupKind.ReadOnly, Version = 2 }));
        outcome.ShouldBeOfType<GroupOutcome.Done>().Group.Version.ShouldBe(2);
        Change(Some.Account, Some.NightChat, group => group).ShouldBe((null, new GroupOutcome.Done(Some.Catalogue.ChatGroup(Some.NightChat)!)));
        ChangeChatGroup.Decide(new(Some.Account, Some.NightChat, 2, group => group), Some.Catalogue, DirectMembers.None).Outcome.ShouldBeOfType<GroupOutcome.Stale>();
        Change(Some.Account, New, group => group).Outcome.ShouldBeOfType<GroupOutcome.NotFound>();
    }

    [Fact]
    public void D36_A_team_administrator_edits_what_is_wholly_theirs_or_what_they_administer()
    {
        Change(Some.Baker, Some.BakeryChat, Renamed, DirectMembers.InScope).Edit.ShouldNotBeNull();
        Change(Some.Baker, Some.BakeryChat, Renamed, DirectMembers.SomeForeign).Outcome.ShouldBeOfType<GroupOutcome.Forbidden>();
        Change(Some.Baker, Some.NightChat, Renamed).Outcome.ShouldBeOfType<GroupOutcome.NotFound>();
        Change(Owner, Some.NightChat, Renamed).Edit.ShouldNotBeNull();
        Change(Some.Baker, Some.NewsOfNight, Renamed).Outcome.ShouldBeOfType<GroupOutcome.NotFound>();
        Change(Some.Baker, Some.NewsOfNight, Renamed, DirectMembers.InScope).Edit.ShouldNotBeNull();
    }

    [Fact]
    public void D36_Of_a_group_that_they_are_only_in_they_learn_that_it_is_not_theirs()
    {
        var member = Some.Baker with { Groups = Some.Baker.Groups.Add(Some.NightChat, GroupRole.Writer) };

        Change(member, Some.NightChat, Renamed).Outcome.ShouldBeOfType<GroupOutcome.Forbidden>().Problem.Code.ShouldBe("group.not_yours");
        Delete(member, Some.NightChat, "Owls").Outcome.ShouldBeOfType<GroupOutcome.Forbidden>();
    }

    [Theory]
    [InlineData("Owls", true)]
    [InlineData(" OWLS ", true)]
    [InlineData("Owl", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_group_goes_with_its_name_typed(string? typed, bool isGone)
    {
        var (edit, outcome) = Delete(Some.Account, Some.NightChat, typed);

        edit.ShouldBe(isGone ? new CatalogueEdit.RemoveGroup(Some.NightChat) : null);
        (outcome as GroupOutcome.Refused)?.Problems.ShouldBe([new("group.delete.confirm", "confirm")]);
        (outcome is GroupOutcome.Deleted).ShouldBe(isGone);
    }

    [Fact]
    public void R7_Who_is_in_by_a_team_alone_cannot_be_taken_out_singly_and_is_told_by_which()
    {
        var user = Some.User() with { Teams = [Some.In(Some.Bakery)] };

        SetGroupMember.ForbidsLeaving(Some.Account, user, Some.BakeryChat, Some.Catalogue).ShouldBe(new("group.member_through_team", null, "Panadería"));
        SetGroupMember.ForbidsLeaving(Some.Account, user with { ChatGroups = [new(Some.BakeryChat)] }, Some.BakeryChat, Some.Catalogue).ShouldBeNull();
        SetGroupMember.ForbidsLeaving(Some.Account, user, Some.NightChat, Some.Catalogue).ShouldBeNull();
    }

    [Fact]
    public void R35_A_foreign_team_is_not_named_where_it_keeps_somebody_in_a_group()
    {
        var both = Some.Catalogue with { Teams = [.. Some.Catalogue.Teams.Select(team => team.Id == Some.Night ? team with { ChatGroups = [new(Some.BakeryChat)] } : team)] };
        var user = Some.User() with { Teams = [Some.In(Some.Night)] };

        SetGroupMember.ForbidsLeaving(Some.Baker, user, Some.BakeryChat, both).ShouldBe(new("group.member_through_team", null));
        SetGroupMember.ForbidsLeaving(Some.Baker, user with { Teams = [Some.In(Some.Bakery), Some.In(Some.Night)] }, Some.BakeryChat, both).ShouldBe(new("group.member_through_team", null, "Panadería"));
    }

    [Fact]
    public void Who_may_set_the_members_is_asked_of_the_rights()
    {
        SetGroupMember.Refuses(Request(Some.Account, New), Some.Catalogue, DirectMembers.None).ShouldBeOfType<SetGroupMemberOutcome.NoGroup>();
        SetGroupMember.Refuses(Request(Some.Baker, Some.NightChat), Some.Catalogue, DirectMembers.None).ShouldBeOfType<SetGroupMemberOutcome.NoGroup>();
        SetGroupMember.Refuses(Request(Some.Baker, Some.BakeryChat), Some.Catalogue, DirectMembers.None).ShouldBeNull();
        SetGroupMember.Refuses(Request(Owner, Some.NightChat), Some.Catalogue, DirectMembers.None).ShouldBeNull();
        SetGroupMember.Refuses(Request(Some.Baker with { Groups = Some.Baker.Groups.Add(Some.NightChat, GroupRole.Member) }, Some.NightChat), Some.Catalogue, DirectMembers.None)
            .ShouldBeOfType<SetGroupMemberOutcome.Forbidden>();
    }

    [Fact]
    public void Setting_one_place_leaves_the_others_as_they_are()
    {
        var fields = new UserFields { ChatGroups = [new(Some.BakeryChat.ToString(), null, "writer"), new(Some.NightChat.ToString(), null, "member")] };

        SetGroupMember.Edit(fields, Request(Some.Account, Some.NightChat) with { Role = "administrator" }).ChatGroups.ShouldBe([fields.ChatGroups![0], new(Some.NightChat.ToString(), null, "administrator")]);
        SetGroupMember.Edit(fields, Request(Some.Account, Some.NightChat) with { IsMember = false }).ChatGroups.ShouldBe([fields.ChatGroups[0]]);
    }

    private static GroupDetails Renamed(GroupDetails group) => group with { Name = "Renamed" };

    private static SetGroupMemberRequest Request(Actor actor, ChatGroupId group) => new(actor, group, Some.Ana, null, true, null);

    private static ChatGroup Create(Actor actor, GroupDetails details) =>
        CreateChatGroup.Decide(new(actor, details, null), New).Edit.ShouldBeOfType<CatalogueEdit.PutGroup>().Group;

    private static (CatalogueEdit? Edit, GroupOutcome Outcome) Change(Actor actor, ChatGroupId group, Func<GroupDetails, GroupDetails> edit, DirectMembers direct = DirectMembers.None) =>
        ChangeChatGroup.Decide(new(actor, group, null, edit), Some.Catalogue, direct);

    private static (CatalogueEdit? Edit, GroupOutcome Outcome) Delete(Actor actor, ChatGroupId group, string? typed) =>
        DeleteChatGroup.Decide(new(actor, group, null, typed), Some.Catalogue, DirectMembers.None);
}
