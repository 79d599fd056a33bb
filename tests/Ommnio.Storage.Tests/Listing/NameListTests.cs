using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Listing;

public sealed class NameListTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private IUsers Users => Get<IUsers>();

    [Fact]
    public async Task A_page_is_one_request_and_the_pages_are_the_whole_list_in_the_order_of_the_names()
    {
        await AddAsync("Zoe Abad", "ana lópez", "Ánå Ruiz", "Bea Gil", "ANA Bravo", "Ñandú Paz", "Noa Sanz");
        Requests.Clear();
        List<string> names = [];
        string? after = null;
        do
        {
            var page = (await ListAsync("", 3, after))!;
            page.Items.Count.ShouldBeLessThanOrEqualTo(3);
            names.AddRange(page.Items.Select(item => item.User.Name.Full));
            after = page.Next;
        }
        while (after is not null);

        names.ShouldBe(["ANA Bravo", "ana lópez", "Ánå Ruiz", "Bea Gil", "Ñandú Paz", "Noa Sanz", "Zoe Abad"]);
        Requests.Kinds.ShouldBe([RequestKind.Query, RequestKind.Query, RequestKind.Query]);
    }

    [Fact]
    public async Task A_name_stands_before_the_longer_names_that_begin_with_it()
    {
        await AddAsync("Ana García López", "Ana García", "Ana García-Paz", "Ana García 2");

        (await NamesAsync("")).ShouldBe(["Ana García", "Ana García 2", "Ana García López", "Ana García-Paz"]);
    }

    [Theory]
    [InlineData("ana", "Ana Gil", "Ana María Sol", "Anabel Paz", "Juan Ana")]
    [InlineData("ana m", "Ana María Sol")]
    [InlineData("o'b", "O'Brien/Sol #1?")]
    [InlineData("o'brien/", "O'Brien/Sol #1?")]
    [InlineData("🙂", "🙂 Smile")]
    [InlineData("%", "% Percent")]
    [InlineData("b")]
    public async Task Names_are_found_by_their_beginning(string prefix, params string[] found)
    {
        await AddAsync("Ana Gil", "Anabel Paz", "Ana María Sol", "Juan Ana", "O'Brien/Sol #1?", "🙂 Smile", "% Percent");

        (await NamesAsync(PlainText.Fold(prefix))).ShouldBe(found);
    }

    [Fact]
    public async Task Two_of_the_same_name_both_stand_in_the_list()
    {
        await AddAsync("Ana Gil", "Ana Gil");

        (await NamesAsync("ana gil")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_longest_names_are_sorted_found_and_told_apart()
    {
        // Each of these letters folds to eighteen.
        var longest = new string('ﷺ', 99);
        await AddAsync($"{longest}a {longest}", $"{longest}b {longest}");

        (await NamesAsync(PlainText.Fold(longest))).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_cursor_is_useless_for_another_organisation_another_query_and_when_tampered_with()
    {
        await AddAsync("Ana Gil", "Ana Paz", "Ana Sol");
        var next = (await ListAsync("ana", 1, null))!.Next!;

        (await ListAsync("ana", 2, next))!.Items.Count.ShouldBe(2);
        Requests.Clear();
        (await ListAsync("ana", 1, next, new("other"))).ShouldBeNull();
        (await ListAsync("an", 1, next)).ShouldBeNull();
        (await ListAsync("ana", 1, next[..^2] + (next[^2] == 'A' ? "B" : "A") + next[^1])).ShouldBeNull();
        foreach (var nonsense in (string[])["", "x", "????", new('A', 5_000), new('A', 38), new('A', 60)])
        {
            (await ListAsync("ana", 1, nonsense)).ShouldBeNull();
        }

        Requests.Kinds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cursor_does_not_show_the_name_that_it_stands_at()
    {
        await AddAsync("Marker Name", "Zoe Gil");

        var next = (await ListAsync("", 1, null))!.Next!;

        System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(next)).ShouldNotContain("marker");
    }

    [Fact]
    public async Task An_empty_page_that_goes_on_is_not_the_end()
    {
        await AddAsync("Ana Gil", "Bea Gil");
        Faults.AnswerEmptyPageBefore(Organisation.Value, "n:");

        (await NamesAsync("")).ShouldBe(["Ana Gil", "Bea Gil"]);

        Requests.Kinds.Count(kind => kind == RequestKind.Query).ShouldBe(2);
    }

    [Fact]
    public async Task A_page_never_asks_for_more_than_the_thousand_that_Azure_gives()
    {
        await AddAsync("Ana Gil");

        (await ListAsync("", 5_000, null))!.Items.Count.ShouldBe(1);

        Uri.UnescapeDataString(Requests.Addresses[^1].Query).ShouldContain("$top=1000");
    }

    private async Task AddAsync(params string[] names)
    {
        foreach (var name in names)
        {
            var space = name.IndexOf(' ', StringComparison.Ordinal);
            await Users.AddAsync(Organisation, Some.New(Some.User(name[..space], name[(space + 1)..])), Token);
        }
    }

    private Task<Page<ListedUser>?> ListAsync(string prefix, int limit, string? after = null, OrganisationId? organisation = null) =>
        Get<IUserLists>().ByNameAsync(organisation ?? Organisation, new("", prefix, []), limit, after, Token);

    private async Task<IReadOnlyList<string>> NamesAsync(string prefix) =>
        [.. (await ListAsync(prefix, 100, null))!.Items.Select(item => item.User.Name.Full)];
}
