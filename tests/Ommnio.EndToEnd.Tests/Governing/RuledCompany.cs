using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Setup;

namespace Ommnio.EndToEnd.Tests.Governing;

/// <summary>
/// A company of two trees with administrators of every kind, as the organisation's key sees it: what HTTP answers to its
/// administrators is compared with what the table of rights says of them.
/// </summary>
internal sealed class RuledCompany(FunctionsAppFixture app, CreatedOrganisation organisation) : IDisposable
{
    private static readonly JsonArray Users = JsonNode.Parse(SetupCommand.Document("ruled-company.json"))!["users"]!.AsArray();

    private List<User> members = [];

    public HttpClient Key { get; } = app.Client(organisation.ApiKey);

    public static IReadOnlyList<string> Codes { get; } = [.. Users.Select(user => (string)user!["code"]!)];

    public IReadOnlyList<Team> Teams { get; private set; } = [];

    public static async Task<RuledCompany> CreateAsync(FunctionsAppFixture app, string key, CancellationToken cancellationToken)
    {
        var document = SetupCommand.Document("ruled-company.json").Replace("\"ruled-company\"", $"\"{key}\"");
        var company = new RuledCompany(app, await SetupCommand.CreateAsync(app.StorageConnectionString, document, cancellationToken));
        var teams = (await company.Key.GetJsonAsync("teams"))["items"].AsArray();
        var direct = (await company.Key.GetJsonAsync($"users/{company.Id("MS")}"))["chatGroups"].AsArray();
        company.Teams = [.. teams.Select(team => TeamOf(team!))];
        company.Groups = [.. teams.SelectMany(team => team!["chatGroups"]!.AsArray()).Concat(direct).Select(group => GroupOf(group!)).Distinct()];
        company.members = [.. await Task.WhenAll(Codes.Select(company.UserAsync))];
        return company;
    }

    public ImmutableArray<ChatGroup> Groups { get; private set; } = [];

    public string Id(string code) => organisation.UserIdByCode[code];

    /// <summary>A client that acts as the user; the key itself for null.</summary>
    public HttpClient As(string? code) => app.Client(organisation.ApiKey, code is null ? null : Id(code));

    public async Task<User> UserAsync(string code) => UserOf((await Key.GetJsonAsync($"users/{Id(code)}")).Json);

    /// <summary>Who the user is as an actor now, by the product's own function; null: nobody who may do anything.</summary>
    public async Task<Actor?> ActorAsync(string? code) => code is null
        ? new(new(organisation.Id), null, WayIn.Api, null)
        : Authority.Of(new(organisation.Id), await UserAsync(code), WayIn.Api, Catalogue, DateTimeOffset.UnixEpoch);

    /// <summary>Everything that must not appear in an answer to the actor: names and ids of users, teams and chat groups out of their sight.</summary>
    public async Task<IReadOnlyList<string>> HiddenFromAsync(Actor actor)
    {
        var seen = Authority.Seen(actor, Catalogue);
        List<string> hidden = [];
        foreach (var code in Codes)
        {
            var user = await UserAsync(code);
            if (!Authority.MaySee(actor, Subject.Of(user)))
            {
                hidden.AddRange([user.Id.ToString(), user.Name.First, user.Name.Last]);
            }
        }

        hidden.AddRange(Teams.Where(team => seen.Team(team.Id) is null).SelectMany(team => (string[])[team.Id.ToString(), team.Name]));
        hidden.AddRange(Groups.Where(group => Authority.On(actor, GroupAct.See, CaseOf(actor, group)) is not Ruling.Allowed).SelectMany(group => (string[])[group.Id.ToString(), group.Name]));
        return hidden;
    }

    /// <summary>The chat group as the table of rights is asked about it: with whose its direct members are.</summary>
    public GroupCase CaseOf(Actor actor, ChatGroup group)
    {
        var direct = members.Where(user => user.ChatGroups.Any(place => place.Group == group.Id)).ToList();
        return GroupCase.Of(group, Catalogue) with
        {
            Direct = direct.Count == 0 ? DirectMembers.None : direct.TrueForAll(user => Authority.MaySee(actor, Subject.Of(user))) ? DirectMembers.InScope : DirectMembers.SomeForeign,
        };
    }

    public void Dispose() => Key.Dispose();

    private Catalogue Catalogue => new(
        new(new(organisation.Id), "Ruled Company", new("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [])),
        [.. Teams],
        Groups,
        []);

    private static ChatGroup GroupOf(JsonNode group) => new(ChatGroupId.TryParse((string)group["id"]!)!.Value, (string)group["name"]!, ChatGroupKind.Open, null);

    private static Team TeamOf(JsonNode team) => new(
        TeamId.TryParse((string)team["id"]!)!.Value,
        (string)team["name"]!,
        TeamId.TryParse((string?)team["parent"]),
        Naming.Parse<TeamRole>((string)team["defaultRole"]!)!.Value,
        [.. team["chatGroups"]!.AsArray().Select(link => new GroupMembership(ChatGroupId.TryParse((string)link!["id"]!)!.Value))]);

    private static User UserOf(JsonNode user) => new()
    {
        Id = UserId.TryParse((string)user["id"]!)!.Value,
        Name = new((string)user["firstName"]!, (string)user["lastName"]!),
        Position = new((string)user["position"]!),
        Area = new((string)user["area"]!),
        Role = Naming.Parse<OrganisationRole>((string)user["role"]!)!.Value,
        Teams = [.. user["teams"]!.AsArray().Select(team => new TeamMembership(TeamId.TryParse((string)team!["id"]!)!.Value, Naming.Parse<TeamRole>((string)team["role"]!)!.Value, (string)team["roleSource"]! == "own"))],
        ChatGroups = [.. user["chatGroups"]!.AsArray().Where(group => group!["via"]!.AsArray().Any(via => (string)via! == "direct")).Select(group => new GroupMembership(ChatGroupId.TryParse((string)group!["id"]!)!.Value))],
        CreatedAt = DateTimeOffset.UnixEpoch,
        UpdatedAt = DateTimeOffset.UnixEpoch,
        Version = (int)user["version"]!,
        SignedUpAt = (string)user["state"]! is "active" or "inactive" ? DateTimeOffset.UnixEpoch : null,
        BlockedAt = (string)user["state"]! == "blocked" ? DateTimeOffset.UnixEpoch : null,
    };
}
