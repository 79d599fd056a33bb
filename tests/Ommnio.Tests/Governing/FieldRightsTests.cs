using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Functions.Wire;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Governing;

public sealed class FieldRightsTests
{
    private static readonly User Member = Some.User() with { SignedUpAt = Some.Now.AddDays(-90) };
    private static readonly User Other = Some.User(Some.Bea) with { SignedUpAt = Some.Now.AddDays(-90) };

    [Fact]
    public void R33_A_colleague_sees_name_position_area_location_code_and_picture_and_nothing_else() =>
        FieldRights.ShownTo(Viewer.Colleague).ShouldBe(["id", "firstName", "lastName", "position", "area", "location", "code", "picture"], ignoreOrder: true);

    [Fact]
    public void The_user_sees_their_settings_besides() =>
        FieldRights.ShownTo(Viewer.Oneself).ShouldBe([.. FieldRights.ShownTo(Viewer.Colleague), "language", "workingHours", "timeZone"], ignoreOrder: true);

    [Fact]
    public void R11_Phone_and_email_are_for_administrators_alone()
    {
        foreach (var viewer in (Viewer[])[Viewer.Oneself, Viewer.Colleague, Viewer.Nobody])
        {
            FieldRights.ShownTo(viewer).Intersect(["phone", "email", "notes", "tags", "teams", "hasId"]).ShouldBeEmpty();
        }

        FieldRights.ShownTo(Viewer.Nobody).ShouldBeEmpty();
    }

    [Fact]
    public void What_HTTP_answers_to_an_administrator_is_what_administrators_are_shown()
    {
        // Of the answer, not of the user.
        string[] besides = ["warnings", "rules", "invitation"];

        WireJson.Plain.UserAnswer.Properties.Select(property => property.Name).Except(besides).ShouldBe(FieldRights.ShownTo(Viewer.Administrator), ignoreOrder: true);
    }

    [Fact]
    public void R33_A_shared_team_makes_colleagues_while_its_members_see_each_other()
    {
        var (one, other) = (Member with { Teams = [Some.In(Some.Night)] }, Other with { Teams = [Some.In(Some.Night)] });
        var hiding = Some.Catalogue with { Teams = [.. Some.Catalogue.Teams.Select(team => team with { MembersSeeEachOther = false, ChatGroups = [] })] };

        FieldRights.Of(one, other, Some.Catalogue with { ChatGroups = [] }, Some.Now).ShouldBe(Viewer.Colleague);
        FieldRights.Of(one, other, hiding, Some.Now).ShouldBe(Viewer.Nobody);
        FieldRights.Of(one, other with { Teams = [Some.In(Some.Bakery)] }, Some.Catalogue, Some.Now).ShouldBe(Viewer.Nobody);
    }

    [Fact]
    public void R33_A_shared_open_chat_group_makes_colleagues_and_a_read_only_one_does_not()
    {
        static User In(User user, ChatGroupId group) => user with { ChatGroups = [new(group)] };

        FieldRights.Of(In(Member, Some.NightChat), In(Other, Some.NightChat), Some.Catalogue, Some.Now).ShouldBe(Viewer.Colleague);
        FieldRights.Of(In(Member, Some.NightChat), Other with { Teams = [Some.In(Some.Night)] }, Some.Catalogue, Some.Now).ShouldBe(Viewer.Colleague);
        FieldRights.Of(In(Member, Some.NewsOfNight), In(Other, Some.NewsOfNight), Some.Catalogue, Some.Now).ShouldBe(Viewer.Nobody);
    }

    [Fact]
    public void D31_Who_is_in_the_team_below_is_no_member_of_the_team_above() =>
        FieldRights.Of(Member with { Teams = [Some.In(Some.Kitchen)] }, Other with { Teams = [Some.In(Some.Bakery)] }, Some.Catalogue, Some.Now).ShouldBe(Viewer.Nobody);

    [Fact]
    public void An_administrator_sees_as_one_only_whom_they_administer()
    {
        var administrator = Member with { Teams = [Some.In(Some.Bakery, TeamRole.Administrator), Some.In(Some.Night)] };

        FieldRights.Of(administrator, Other with { Teams = [Some.In(Some.Kitchen)] }, Some.Catalogue, Some.Now).ShouldBe(Viewer.Administrator);
        FieldRights.Of(administrator, Other with { Teams = [Some.In(Some.Night)] }, Some.Catalogue, Some.Now).ShouldBe(Viewer.Colleague);
        FieldRights.Of(administrator, Other, Some.Catalogue, Some.Now).ShouldBe(Viewer.Nobody);
        FieldRights.Of(Member, Member, Some.Catalogue, Some.Now).ShouldBe(Viewer.Oneself);
    }

    [Fact]
    public void Who_has_no_access_sees_nobody()
    {
        FieldRights.Of(Member with { SignedUpAt = null }, Member, Some.Catalogue, Some.Now).ShouldBe(Viewer.Nobody);
        FieldRights.Of(Member with { BlockedAt = Some.Now }, Member, Some.Catalogue, Some.Now).ShouldBe(Viewer.Nobody);
    }
}
