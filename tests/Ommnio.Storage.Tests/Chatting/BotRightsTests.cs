using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>
/// Who hears what of whom in the chat: Marta administers the account, Tom the bakery, Carl nothing. Olga is in the bakery, Fred in
/// the harbour, and Zed nowhere: for Tom, Fred and the harbour are answered word for word as Zed and a team that there is not (R35).
/// </summary>
public sealed class BotRightsTests(SharedAzurite azurite) : ChatTests(azurite), IAsyncLifetime
{
    private readonly TeamId bakery = new(Guid.CreateVersion7());
    private readonly TeamId harbour = new(Guid.CreateVersion7());

    public static TheoryData<string> AboutPeople =>
    [
        "find {0}", "busca a {0}", "show {0}", "who reports to {0}?", "why is {0} in Bakery?", "why is {0} not in Bakery?",
        "change {0}'s position to Manager", "clear {0}'s code", "{0} now reports to Olga", "Olga now reports to {0}", "add {0} to Bakery", "add {0} to Bakery (admin)", "take {0} out of Bakery",
        "move {0} to Sales", "move {0} to Bakery", "add tag night to {0}", "remove tag night from {0}",
        "block {0}", "unblock {0}", "delete {0}", "da de baja a {0}", "invite {0}",
    ];

    public static TheoryData<string> AboutTeams =>
    [
        "who is in {0}?", "quién está en {0}", "why is Olga in {0}?", "why is Olga not in {0}?", "add Olga to {0}", "add Olga to {0} (admin)", "take Olga out of {0}", "move Olga to {0}",
        "add tag night to everyone in {0}",
    ];

    public new async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Get<ICatalogues>().ChangeAsync(Organisation, null, _ => new CatalogueEdit.PutTeam(new(bakery, "Bakery", null, TeamRole.Member, [])), Token);
        await Get<ICatalogues>().ChangeAsync(Organisation, null, _ => new CatalogueEdit.PutTeam(new(harbour, "Harbour", null, TeamRole.Member, [])), Token);
        await AddAsync("Olga", bakery);
        await AddAsync("Fred", harbour);
    }

    [Theory]
    [MemberData(nameof(AboutPeople))]
    public async Task Whoever_is_foreign_is_as_if_not_there(string said)
    {
        var tom = await TomAsync();

        var (own, foreign, absent) = (await HearAsync(tom, said, "Olga"), await HearAsync(tom, said, "Fred"), await HearAsync(tom, said, "Zed"));

        foreign.Replace("Fred", "Zed", StringComparison.Ordinal).ShouldBe(absent);
        own.Replace("Olga", "Zed", StringComparison.Ordinal).ShouldNotBe(absent);
        (await HearAsync(Marta, said, "Fred")).Replace("Fred", "Zed", StringComparison.Ordinal).ShouldNotBe(absent);
    }

    [Theory]
    [MemberData(nameof(AboutTeams))]
    public async Task What_is_foreign_is_as_if_not_there(string said)
    {
        var tom = await TomAsync();

        var (foreign, absent) = (await HearAsync(tom, said, "Harbour"), await HearAsync(tom, said, "Gardening"));

        foreign.Replace("Harbour", "Gardening", StringComparison.Ordinal).ShouldBe(absent);
    }

    [Fact]
    public async Task What_may_not_be_done_to_somebody_is_refused_in_the_catalogues_words()
    {
        var tom = await TomAsync();
        await AddAsync("Petra", bakery, user => user with { Teams = [.. user.Teams, new(harbour, TeamRole.Member, false)] });
        await AddAsync("Ada", bakery, user => user with { Role = OrganisationRole.AccountAdministrator });

        await SayAsync(tom, "block Ada");
        Channel.Texts[^1].ShouldBe("I have not done it. This user has rights beyond yours. Please ask an Account Administrator.");

        await SayAsync(tom, "delete Petra");
        Channel.Texts[^1].ShouldStartWith("I have not done it.");
        Channel.Texts[^1].ShouldNotContain("Harbour");
        (await FindAsync("Petra")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_blocks_or_deletes_themselves()
    {
        await SayAsync(Marta, "block Marta");
        Channel.Texts[^1].ShouldStartWith("I have not done it.");

        await SayAsync(Marta, "delete Marta");
        Channel.Texts[^1].ShouldStartWith("I have not done it.");
    }

    [Fact]
    public async Task Each_administrator_hears_of_each_act_on_each_user_what_the_table_says()
    {
        (string Said, UserAct Act)[] acts =
        [
            ("show {0}", UserAct.See), ("why is {0} in Bakery?", UserAct.See), ("change {0}'s position to Manager", UserAct.Edit), ("change {0}'s time zone to Europe/Paris", UserAct.ChangeSettings),
            ("change {0}'s code to {0}-2", UserAct.ChangeContact), ("clear {0}'s phone", UserAct.ChangeContact), ("invite {0}", UserAct.Invite), ("cancel {0}'s invitation", UserAct.Invite),
            ("unblock {0}", UserAct.Unblock), ("block {0}", UserAct.Block), ("delete {0}", UserAct.Delete), ("add {0} to Bakery (admin)", UserAct.GrantTeamAdministration),
        ];
        string[] refusals = ["user.higher_rights", "user.yourself", "user.foreign_teams", "role.beyond_own", "request.actor_without_rights"];
        string[] names = ["Olga", "Fred", "Petra", "Hugo", "Ada", "Tom", "Marta"];
        var tom = await TomAsync();
        await AddAsync("Petra", bakery, user => user with { Teams = [.. user.Teams, new(harbour, TeamRole.Member, false)] });
        await AddAsync("Hugo", bakery, user => user with { Teams = [.. user.Teams, new(harbour, TeamRole.Administrator, true)] });
        await AddAsync("Ada", bakery, user => user with { Role = OrganisationRole.AccountAdministrator });
        var catalogue = (await Get<ICatalogues>().FindAsync(Organisation, Token))!;
        foreach (var (account, actorName) in ((string, string)[])[(tom, "Tom"), (Marta, "Marta")])
        {
            var actor = Authority.Of(Organisation, (await FindAsync(actorName))!, WayIn.Bot, catalogue, Time.GetUtcNow())!;
            foreach (var (said, act) in acts)
            {
                var absent = await HearAsync(account, said, "Zed");
                foreach (var name in names.Where(name => act != UserAct.GrantTeamAdministration || name != "Tom"))
                {
                    var user = (await FindAsync(name))!;
                    var ruling = Authority.On(actor, act, Subject.Of(user) with { Team = bakery });
                    var heard = await HearAsync(account, said, name);
                    var what = $"{actorName} says: {string.Format(System.Globalization.CultureInfo.InvariantCulture, said, name)}";
                    (heard.Replace(name, "Zed", StringComparison.Ordinal) == absent).ShouldBe(ruling is Ruling.NotThere, $"{what}: {heard}");
                    refusals.SingleOrDefault(code => heard.Contains($"I have not done it. {Words.Say(new(code, null), Language.English)}", StringComparison.Ordinal))
                        .ShouldBe(ruling is Ruling.Forbidden(var problem) ? problem.Code : null, $"{what}: {heard}");
                    await SayAsync(account, "no");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(AboutPeople))]
    [MemberData(nameof(AboutTeams))]
    public async Task Who_administers_nothing_is_refused_alike_whatever_they_say(string said)
    {
        var (carl, _) = await PersonAsync("Carl", user => user with { Teams = [new(bakery, TeamRole.Member, false)] });

        (await HearAsync(carl, said, "Olga")).ShouldStartWith("I am sorry: I can help only administrators");
    }

    private async Task<string> TomAsync() =>
        (await PersonAsync("Tom", user => user with { Teams = [new(bakery, TeamRole.Administrator, true)] })).Account;

    private async Task<string> HearAsync(string account, string said, string about)
    {
        var before = Channel.Texts.Count;
        await SayAsync(account, string.Format(System.Globalization.CultureInfo.InvariantCulture, said, about));
        return string.Join('\n', Channel.Texts.Skip(before));
    }

    private async Task<User?> FindAsync(string first)
    {
        var listed = await Get<IUserLists>().ByNameAsync(Organisation, new("", PlainText.Fold(first), []), 1, null, Token);
        return listed!.Items is [var found, ..] ? await Get<IUsers>().FindAsync(Organisation, found.User.Id, Token) : null;
    }

    private async Task AddAsync(string first, TeamId team, Func<User, User>? edit = null)
    {
        var user = Some.User(first, "Bell") with { Teams = [new(team, TeamRole.Member, false)] };
        await Get<IUsers>().AddAsync(Organisation, Some.New(edit?.Invoke(user) ?? user), Token);
    }
}
