using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Listing;

/// <summary>Which list is read for what is asked, and when none is.</summary>
public sealed class ReadingListsTests
{
    private static readonly User Owl = Some.User(Some.Bea) with { Teams = [Some.In(Some.Night)] };

    private readonly OneList list = new(Some.User());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_goes_by_name_unless_codes_are_asked_for()
    {
        (await Listed(Some.Account, new(Text: "Gar"))).ShouldBeOfType<ListUsersOutcome.Listed>().Page.Items.ShouldHaveSingleItem().User.Id.ShouldBe(Some.Ana);
        (await Listed(Some.Account, new(Sort: "code"), after: "A-16")).ShouldBeOfType<ListUsersOutcome.Listed>();

        var (query, limit, after) = list.Asked.ShouldHaveSingleItem();
        (query.Text, query.AlsoByLastName, limit, after).ShouldBe(("gar", true, 25, null));
        list.AskedByCode.ShouldBe([(25, "A-16")]);
    }

    [Fact]
    public async Task What_is_no_cursor_is_refused_with_its_field()
    {
        (await Listed(Some.Account, new(), OneList.NoCursor)).ShouldBeOfType<ListUsersOutcome.Refused>().Problems.ShouldBe([new("request.bad_cursor", "after")]);
    }

    [Fact]
    public async Task What_is_asked_wrongly_reads_nothing()
    {
        (await Listed(Some.Account, new(Sort: "age"))).ShouldBeOfType<ListUsersOutcome.Refused>().Problems.ShouldBe([new("list.unknown_sort", "sort")]);
        list.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task R35_Whom_the_actor_may_not_see_is_nobodys_manager()
    {
        (await Listed(Some.Baker, new(RelatedTo: $"{Some.Bea}"))).ShouldBeOfType<ListUsersOutcome.Refused>().Problems.ShouldBe([new("manager.unknown", "relatedTo")]);
        list.Asked.ShouldBeEmpty();
        (await Listed(Some.Account, new(RelatedTo: $"{Some.Bea}"))).ShouldBeOfType<ListUsersOutcome.Listed>();
    }

    [Fact]
    public async Task D36_A_chat_group_is_a_Team_Administrators_to_list_while_its_own_members_are_theirs()
    {
        (await Listed(Some.Baker, new(Group: $"{Some.NewsOfNight}"))).ShouldBeOfType<ListUsersOutcome.Refused>();
        var theirs = new OneList(Some.User() with { Teams = [Some.In(Some.Bakery)] });
        (await Listed(Some.Baker, new(Group: $"{Some.NewsOfNight}"), null, theirs)).ShouldBeOfType<ListUsersOutcome.Listed>();
    }

    [Fact]
    public async Task Users_are_named_by_their_whole_name_and_only_to_who_sees_them()
    {
        (await Lists(list).NamedAsync(Some.Baker, "ana", 7, Token)).ShouldHaveSingleItem().Id.ShouldBe(Some.Ana);

        var (query, limit, _) = list.Asked.ShouldHaveSingleItem();
        (query.Text, query.AlsoByLastName, limit).ShouldBe(("ana", false, 7));
        query.InEach.ShouldHaveSingleItem().ShouldBe(Authority.SeenIn(Some.Baker)!);
    }

    [Fact]
    public async Task Every_administrator_may_know_who_administers_the_account_and_a_member_may_not()
    {
        var find = new FindAdministrators(list);

        (await find.HandleAsync(Some.Baker, Token)).ShouldNotBeNull().ShouldHaveSingleItem().Id.ShouldBe(Some.Ana);
        (await find.HandleAsync(Some.Baker with { Scope = [] }, Token)).ShouldBeNull();
        list.AskedForAdministrators.ShouldBe([50]);
    }

    private static ListUsers Lists(OneList list)
    {
        var users = new OneUser(Owl, Some.User());
        return new(users, list, new(users), new FakeTimeProvider(Some.Now));
    }

    private Task<ListUsersOutcome> Listed(Actor actor, UserListFields fields, string? after = null, OneList? from = null) =>
        Lists(from ?? list).HandleAsync(new(actor, fields, 25, after), Token);
}
