using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>Questions about people, from the door to the stores and back.</summary>
public sealed class AskingTests(SharedAzurite azurite) : ChatTests(azurite)
{
    [Theory]
    [InlineData("en-US", "who are the administrators?", "Account Administrators: 2.\n• Marta Admin\n• Nora Admin")]
    [InlineData("es-ES", "¿quiénes son los administradores?", "Administradores de cuenta: 2.\n• Marta Admin\n• Nora Admin")]
    public async Task Every_administrator_may_know_who_administers_the_account_and_of_those_no_more_than_the_name(string locale, string said, string answer)
    {
        await PersonAsync("Nora", user => user with { Role = OrganisationRole.AccountAdministrator });
        await PersonAsync("Olga", user => user with { Role = OrganisationRole.AccountAdministrator, BlockedAt = Some.Now });

        await SayAsync(Marta, said, locale: locale);

        Channel.Texts[^1].ShouldBe(answer);
        var find = new FindAdministrators(Get<IUserLists>());
        var ofATeam = new Actor(Organisation, new UserId(Guid.NewGuid()), WayIn.Bot, [new(Guid.NewGuid())]);
        (await find.HandleAsync(ofATeam, Token))!.Select(user => user.Name.First).ShouldBe(["Marta", "Nora"]);
        (await find.HandleAsync(ofATeam with { Scope = [] }, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_question_is_a_turn_and_what_it_reads()
    {
        await AddAsync(Some.User("Luis", "Gómez", "A-18"));
        await SayAsync(Marta, "hello");
        Requests.Clear();

        await SayAsync(Marta, "show Luis");

        Channel.Texts[^1].ShouldContain("Luis Gómez");
        // Who is called so by first and by last name, that user, and the draft.
        Requests.Kinds.ShouldBe([RequestKind.Query, RequestKind.Query, RequestKind.Read, RequestKind.Write]);
    }

    [Fact]
    public async Task A_change_is_a_question_and_its_transaction_with_the_right_asked_again_and_the_second_half_of_the_draft()
    {
        await AddAsync(Some.User("Luis", "Gómez", "A-18"), "Store Operations");
        await SayAsync(Marta, "hello");
        Requests.Clear();

        await SayAsync(Marta, "change A-18's area to Sales");

        Channel.Texts[^1].ShouldBe("Done. Luis Gómez: Area is now Sales.");
        Requests.Kinds.ShouldBe(
        [
            RequestKind.Read, RequestKind.Read, RequestKind.Write,
            RequestKind.Read, RequestKind.Read, RequestKind.Transaction,
            RequestKind.Write,
        ]);
    }

    [Fact]
    public async Task A_yes_that_comes_twice_changes_once()
    {
        await AddAsync(Some.User("Luis", "Gómez", "A-18"));
        await AddAsync(Some.User("Olga", "Gómez"));
        await SayAsync(Marta, "add tag night to everyone in Sales");

        await Task.WhenAll(SayAsync(Marta, "yes"), SayAsync(Marta, "yes"));

        Channel.Texts.Count(text => text.StartsWith("Done", StringComparison.Ordinal)).ShouldBe(1);
        Channel.Texts.ShouldContain("That is done already.");
        (await FindAsync("Luis")).Tags.Select(tag => tag.Text).ShouldBe(["night"]);
        (await FindAsync("Olga")).Tags.Select(tag => tag.Text).ShouldBe(["night"]);
    }

    [Fact]
    public async Task A_second_yes_is_answered_after_the_first_however_slowly_the_channel_takes_that()
    {
        var other = await PersonAsync("Bea", user => user with { Role = OrganisationRole.AccountAdministrator });
        await AddAsync(Some.User("Luis", "Gómez", "A-18"));
        await SayAsync(Marta, "add tag night to everyone in Sales");
        var before = Channel.Sent.Count;
        var (isOnItsWay, goOn, replies) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        Channel.Delays = () =>
        {
            if (Interlocked.Increment(ref replies) > 1)
            {
                return Task.CompletedTask;
            }

            isOnItsWay.SetResult();
            return goOn.Task;
        };

        var first = SayAsync(Marta, "yes");
        await isOnItsWay.Task;
        var second = SayAsync(Marta, "yes");
        // Meanwhile somebody else is heard and answered, more than once.
        for (var turns = 0; turns < 3; turns++)
        {
            await SayAsync(other.Account, "hello");
        }

        goOn.SetResult();
        await Task.WhenAll(first, second);

        var texts = Channel.Sent.Skip(before).Where(sent => (string?)sent["recipient"]!["id"] == Marta).Select(RecordingChannel.Text).ToList();
        texts.Select(text => text.Split(':', '.')[0]).ShouldBe(["Done", "That is done already"]);
    }

    [Fact]
    public async Task Who_lost_the_right_before_the_yes_is_refused()
    {
        await AddAsync(Some.User("Luis", "Gómez", "A-18"));
        await SayAsync(Marta, "add tag night to everyone in Sales");
        await PersonAsync("Bea", user => user with { Role = OrganisationRole.AccountAdministrator });
        await Get<IUsers>().ChangeAsync(Organisation, MartaUser, Some.Change(user => user with { BlockedAt = Some.Now }), Token);

        await SayAsync(Marta, "yes");

        Channel.Texts[^1].ShouldContain("no administrator's rights");
        (await FindAsync("Luis")).Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_act_that_was_cut_short_is_done_by_another_yes()
    {
        await AddAsync(Some.User("Luis", "Gómez", "A-18"));
        await SayAsync(Marta, "add tag night to everyone in Sales");
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.BreakBefore(RequestKind.Transaction);
        }

        await SayAsync(Marta, "yes");
        Channel.Texts[^1].ShouldStartWith("Something went wrong");
        (await FindAsync("Luis")).Tags.ShouldBeEmpty();

        await SayAsync(Marta, "yes");

        Channel.Texts[^1].ShouldStartWith("Done");
        (await FindAsync("Luis")).Tags.Select(tag => tag.Text).ShouldBe(["night"]);
    }

    [Fact]
    public async Task Blocking_is_asked_once_and_done_once()
    {
        await AddAsync(Some.User("Luis", "Gómez", "A-18"));
        await SayAsync(Marta, "block A-18");
        (await FindAsync("Luis")).BlockedAt.ShouldBeNull();

        await Task.WhenAll(SayAsync(Marta, "yes"), SayAsync(Marta, "yes"));

        Channel.Texts.Count(text => text == "Done. Luis Gómez is blocked.").ShouldBe(1);
        var blocked = await FindAsync("Luis");
        (blocked.BlockedAt, blocked.Version).ShouldBe((Some.Now, 2));
        await SayAsync(Marta, "unblock Luis");
        (await FindAsync("Luis")).BlockedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Deleting_needs_the_name_to_the_letter()
    {
        await AddAsync(Some.User("Luis", "Gómez", "A-18"));
        await SayAsync(Marta, "delete Luis");

        await SayAsync(Marta, "Luis Gomez");
        Channel.Texts[^1].ShouldStartWith("I have not done it.");
        (await FindAsync("Luis")).Name.Full.ShouldBe("Luis Gómez");

        await SayAsync(Marta, "delete Luis");
        await SayAsync(Marta, "luis  gómez");
        Channel.Texts[^1].ShouldBe("Done. Luis Gómez is deleted.");
        (await CountAsync("Luis")).ShouldBe(0);
    }

    [Fact]
    public async Task R31_Who_needs_completion_is_listed_and_completed_by_chat()
    {
        var incomplete = Some.User("Luis", "Gómez") with { Position = null, Area = null };
        await Get<IUsers>().AddAsync(Organisation, Some.New(incomplete), Token);

        await SayAsync(Marta, "what is incomplete?");
        Channel.Texts[^1].ShouldContain("Luis Gómez");
        await SayAsync(Marta, "invite Luis");
        Channel.Texts[^1].ShouldBe("I have not done it. This user's position or area is still missing. Fill it in, and they can be invited.");
        await SayAsync(Marta, "change Luis' area to Sales");
        (await FindAsync("Luis")).StateAt(Some.Now).ShouldBe(UserState.NeedsCompletion);
        await SayAsync(Marta, "change Luis' position to Cashier");

        (await FindAsync("Luis")).StateAt(Some.Now).ShouldBe(UserState.Pending);
        await SayAsync(Marta, "what is incomplete?");
        Channel.Texts[^1].ShouldBe("I find nobody whose position or area is missing.");
    }

    [Fact]
    public async Task A_code_finds_whoever_has_it()
    {
        await AddAsync(Some.User("Luis", "Gómez", "A-18"));

        await SayAsync(Marta, "find a-18");

        Channel.Texts[^1].ShouldStartWith("Luis Gómez\n");
    }

    [Fact]
    public async Task A_list_goes_on_where_it_ended()
    {
        foreach (var last in Enumerable.Range(0, 11).Select(number => $"{(char)('A' + number)}lonso"))
        {
            await AddAsync(Some.User("Nora", last));
        }

        await SayAsync(Marta, "find nora");
        Channel.Texts[^1].ShouldContain("And 3 more");
        await SayAsync(Marta, "more people");

        Channel.Texts[^1].Split('\n').Length.ShouldBe(3);
        Channel.Texts[^1].ShouldContain("Nora Klonso");
    }

    private async Task<User> FindAsync(string first)
    {
        var listed = await Get<IUserLists>().ByNameAsync(Organisation, new("", PlainText.Fold(first), []), 1, null, Token);
        return (await Get<IUsers>().FindAsync(Organisation, listed!.Items.Single().User.Id, Token))!;
    }

    private async Task AddAsync(User user, string area = "Sales") => await Get<IUsers>().AddAsync(Organisation, Some.New(user with { Area = new(area) }), Token);
}
