using System.Collections.Immutable;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

/// <summary>The table of chat groups of the domain, row by row. A role in the organisation and one in the group are two axes.</summary>
public sealed class GroupRightsTests
{
    private const string Yes = "yes";
    private const string None = "not there";
    private const string No = "group.not_yours";
    private const string Member = "request.actor_without_rights";

    private static readonly GroupCase Open = new(Some.NightChat, ChatGroupKind.Open, [Some.Night]);
    private static readonly GroupCase ReadOnly = new(Some.NewsOfNight, ChatGroupKind.ReadOnly, [Some.Night]);
    private static readonly GroupCase Bakers = new(Some.BakeryChat, ChatGroupKind.Open, [Some.Bakery]);
    private static readonly Actor Nobody = Some.Baker with { Scope = [] };

    // The act on a read-only group; then what is told: an Account Administrator who is not in it, and to who is in it without being an
    // administrator of anything else, its administrator, writer, member.
    public static TheoryData<GroupAct, string, string, string, string> Rows { get; } = new()
    {
        { GroupAct.Create, Yes, Member, Member, Member },
        { GroupAct.See, Yes, Yes, Yes, Yes },
        { GroupAct.Read, No, Yes, Yes, Yes },
        { GroupAct.EditSettings, Yes, Yes, No, No },
        { GroupAct.Delete, Yes, Yes, No, No },
        { GroupAct.ChangeMembers, Yes, No, No, No },
        { GroupAct.Write, Yes, Yes, Yes, No },
        { GroupAct.WriteUnderItsPicture, Yes, Yes, Yes, No },
        { GroupAct.DeleteItsMessages, Yes, Yes, Yes, No },
        { GroupAct.DeleteOthersMessages, Yes, Yes, No, No },
        { GroupAct.PinMessage, Yes, Yes, Yes, No },
        { GroupAct.PinForEverybody, Yes, No, No, No },
        { GroupAct.ReadOneToOneChats, No, No, No, No },
        { GroupAct.Join, Yes, No, No, No },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void In_a_read_only_group_each_may_do_what_the_table_says(GroupAct act, string account, string administrator, string writer, string member)
    {
        Said(Some.Account, act, ReadOnly).ShouldBe(account);
        Said(In(Nobody, ReadOnly, GroupRole.Administrator), act, ReadOnly).ShouldBe(administrator);
        Said(In(Nobody, ReadOnly, GroupRole.Writer), act, ReadOnly).ShouldBe(writer);
        Said(In(Nobody, ReadOnly, GroupRole.Member), act, ReadOnly).ShouldBe(member);
        Said(Nobody, act, ReadOnly).ShouldBe(act == GroupAct.Create ? Member : None);
        Said(Some.Baker, act, ReadOnly).ShouldBe(act == GroupAct.Create ? Yes : None);
    }

    [Fact]
    public void The_table_has_a_row_for_every_act() => Rows.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<GroupAct>());

    [Theory]
    [InlineData(GroupRole.Member, false)]
    [InlineData(GroupRole.Writer, true)]
    [InlineData(GroupRole.Administrator, true)]
    public void D34_In_a_read_only_group_a_Team_Administrator_writes_only_as_writer_or_its_administrator(GroupRole role, bool may)
    {
        Said(In(Some.Baker, ReadOnly, role), GroupAct.Write, ReadOnly).ShouldBe(may ? Yes : No);
        Said(In(Some.Baker, ReadOnly, role), GroupAct.PinMessage, ReadOnly).ShouldBe(may ? Yes : No);
        Said(In(Some.Baker, Open, role), GroupAct.WriteUnderItsPicture, Open).ShouldBe(Yes);
    }

    [Fact]
    public void In_an_open_group_all_members_write_and_only_they()
    {
        Said(In(Nobody, Open, GroupRole.Member), GroupAct.Write, Open).ShouldBe(Yes);
        Said(In(Nobody, Open, GroupRole.Member), GroupAct.PinMessage, Open).ShouldBe(No);
        Said(Nobody, GroupAct.Write, Open).ShouldBe(None);
    }

    [Fact]
    public void D34_An_Account_Administrator_reads_what_is_said_after_joining() =>
        Said(In(Some.Account, Open, GroupRole.Member), GroupAct.Read, Open).ShouldBe(Yes);

    [Fact]
    public void D36_A_Team_Administrator_edits_a_group_as_its_administrator_or_when_it_is_wholly_theirs()
    {
        Said(Some.Baker, GroupAct.EditSettings, Bakers).ShouldBe(Yes);
        Said(Some.Baker, GroupAct.Delete, Bakers with { Direct = DirectMembers.InScope }).ShouldBe(Yes);
        Said(Some.Baker, GroupAct.EditSettings, Bakers with { Direct = DirectMembers.SomeForeign }).ShouldBe(No);
        Said(Some.Baker, GroupAct.EditSettings, Bakers with { Teams = [Some.Bakery, Some.Night] }).ShouldBe(None);
        Said(In(Some.Baker, Bakers, GroupRole.Administrator), GroupAct.EditSettings, Bakers with { Teams = [Some.Bakery, Some.Night] }).ShouldBe(Yes);
        Said(In(Some.Baker, Bakers, GroupRole.Member), GroupAct.EditSettings, Bakers with { Teams = [Some.Bakery, Some.Night] }).ShouldBe(No);
    }

    [Fact]
    public void D36_A_group_without_teams_is_a_Team_Administrators_only_where_all_its_members_are()
    {
        var direct = new GroupCase(Some.NewsOfNight, ChatGroupKind.Open, []);

        Said(Some.Baker, GroupAct.See, direct).ShouldBe(None);
        Said(Some.Baker, GroupAct.EditSettings, direct with { Direct = DirectMembers.SomeForeign }).ShouldBe(None);
        Said(Some.Baker, GroupAct.EditSettings, direct with { Direct = DirectMembers.InScope }).ShouldBe(Yes);
    }

    [Fact]
    public void A_Team_Administrator_who_administers_a_group_fills_it_and_a_mere_member_who_does_cannot()
    {
        Said(In(Some.Baker, Open, GroupRole.Administrator), GroupAct.ChangeMembers, Open).ShouldBe(Yes);
        Said(In(Some.Baker, Open, GroupRole.Writer), GroupAct.ChangeMembers, Open).ShouldBe(No);
        Said(In(Nobody, Open, GroupRole.Administrator), GroupAct.ChangeMembers, Open).ShouldBe(No);
    }

    private static Actor In(Actor actor, GroupCase group, GroupRole role) => actor with { Groups = ImmutableDictionary<ChatGroupId, GroupRole>.Empty.Add(group.Id, role) };

    private static string Said(Actor actor, GroupAct act, GroupCase group) => Authority.On(actor, act, group) switch
    {
        Ruling.Forbidden(var problem) => problem.Code,
        Ruling.NotThere => None,
        _ => Yes,
    };
}
