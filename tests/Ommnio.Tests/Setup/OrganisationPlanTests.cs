using System.Text;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Functions.Http;
using Ommnio.Functions.Setup;
using Ommnio.Functions.Wire;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Setup;

public sealed class OrganisationPlanTests
{
    private const string Whole =
        """
        {"key":"k","name":"Foods","settings":{"language":"es","timeZone":"Europe/Madrid","region":"ES","workingDays":["mon","sat"]},
         "areas":[{"name":"Stores","aliases":["Shops"]}],"chatGroups":[{"name":"All"},{"name":"News","kind":"readOnly"}],
         "teams":[{"name":"Top","chatGroups":["All"]},{"name":"Below","parent":"Top","defaultRole":"administrator"}]}
        """;

    [Fact]
    public void A_document_becomes_an_organisation()
    {
        var (catalogue, problems) = Read(Whole);

        problems.ShouldBeEmpty();
        catalogue!.Organisation.Id.Value.ShouldMatch("^[a-z2-7]{20}$");
        catalogue.Organisation.Settings.Language.ShouldBe("es");
        catalogue.Organisation.Settings.WorkingDays.Length.ShouldBe(2);
        catalogue.TeamNamed("Below")!.Parent.ShouldBe(catalogue.TeamNamed("Top")!.Id);
        catalogue.TeamNamed("Top")!.ChatGroups.ShouldBe([new(catalogue.ChatGroups[0].Id)]);
        catalogue.LabelsOf(LabelKind.Area).Single().Aliases.ShouldBe(["Shops"]);
    }

    [Fact]
    public void The_same_key_means_the_same_organisation_and_no_key_another_each_time()
    {
        Read(Whole).Catalogue!.Organisation.Id.ShouldBe(Read(Whole).Catalogue!.Organisation.Id);
        Read("""{"name":"Foods"}""").Catalogue!.Organisation.Id.ShouldNotBe(Read("""{"name":"Foods"}""").Catalogue!.Organisation.Id);
    }

    [Fact]
    public void Two_groups_may_bear_one_name()
    {
        var groups = Read("""{"name":"F","chatGroups":[{"name":"All"},{"name":"All"}]}""").Catalogue!.ChatGroups;

        groups[0].Id.ShouldNotBe(groups[1].Id);
    }

    [Theory]
    [InlineData("{}", "name: name is missing. Please give it.")]
    [InlineData("""{"name":"F","settings":{"timeZone":"CET"}}""", "settings.timeZone: ")]
    [InlineData("""{"name":"F","settings":{"language":"español"}}""", "settings.language: ")]
    [InlineData("""{"name":"F","settings":{"region":"Spain"}}""", "settings.region: ")]
    [InlineData("""{"name":"F","settings":{"workingDays":["lunes"]}}""", "settings.workingDays: ")]
    [InlineData("""{"name":"F","teams":[{"name":"A","parent":"B"}]}""", "teams[0].parent: there is no team B in the document.")]
    [InlineData("""{"name":"F","teams":[{"name":"A"},{"name":"á"}]}""", "teams: A is there twice; a team's name is unique.")]
    [InlineData("""{"name":"F","teams":[{"name":"A","parent":"B"},{"name":"B","parent":"A"}]}""", "teams: A is below itself.")]
    [InlineData("""{"name":"F","teams":[{"name":"A","defaultRole":"boss"}]}""", "teams[0].defaultRole: is member or administrator.")]
    [InlineData("""{"name":"F","teams":[{"name":"A","chatGroups":["G"]}]}""", "teams[0].chatGroups: there is no chat group G in the document.")]
    [InlineData("""{"name":"F","teams":[{}]}""", "teams[0].name: ")]
    [InlineData("""{"name":"F","chatGroups":[{"name":"123456789012345678901"}]}""", "chatGroups[0].name: ")]
    [InlineData("""{"name":"F","chatGroups":[{"name":"G","kind":"secret"}]}""", "chatGroups[0].kind: is open or readOnly.")]
    [InlineData("""{"name":"F","tags":[{"name":""}]}""", "tags[0].name: ")]
    public void What_is_wrong_is_said_with_its_place(string json, string beginning)
    {
        var (catalogue, problems) = Read(json);

        catalogue.ShouldBeNull();
        problems[0].ShouldStartWith(beginning);
    }

    [Fact]
    public void Every_users_problems_are_said_before_anything_is_stored()
    {
        var file = Parse("""{"name":"F","users":[{"firstName":"Ana","lastName":"G","position":"P","area":"A","code":"1"},{"firstName":"Eva","relatedTo":{"code":"1"}},{"firstName":"Leo","lastName":"H","position":"P","area":"A","relatedTo":{"code":"9"}}]}""");
        var catalogue = OrganisationPlan.Read(file, new DocumentIds("k")).Catalogue!;

        var problems = SeedUsers.Problems(new Actor(catalogue.Organisation.Id, null, WayIn.Setup, null), catalogue, file.Users!, DateTimeOffset.UnixEpoch);

        problems.Select(problem => problem.Split(':')[0]).ShouldBe(["users[1].lastName", "users[1].position", "users[1].area", "users[2].relatedTo"]);
    }

    [Theory]
    [InlineData("""[{"name":"payroll","scopes":["lookup"]},{"scopes":["lookup"]}]""", "apiKeys[1].name: every key needs a name of its own.")]
    [InlineData("""[{"name":"a","scopes":["lookup"]},{"name":"a","scopes":["lookup"]}]""", "apiKeys[1].name: every key needs a name of its own.")]
    [InlineData("""[{"name":"a","scopes":[]}]""", "apiKeys[0].scopes: at least one of admin, catalogue.write, invitations.write, lookup, product, users.read, users.write.")]
    [InlineData("""[{"name":"a","scopes":["Lookup"]}]""", "apiKeys[0].scopes: at least one of")]
    public void An_API_key_needs_a_name_and_scopes_that_there_are(string json, string problem) =>
        PlannedKeys.Read(Parse($$"""{"name":"F","apiKeys":{{json}}}""").ApiKeys!).Problems.ShouldHaveSingleItem().ShouldStartWith(problem);

    [Fact]
    public void An_API_key_may_do_what_its_scopes_say() =>
        PlannedKeys.Read(Parse("""{"name":"F","apiKeys":[{"name":"payroll","scopes":["lookup","users.read"]}]}""").ApiKeys!).Keys["payroll"].ShouldBe([Scope.Lookup, Scope.UsersRead], ignoreOrder: true);

    private static (Catalogue? Catalogue, IReadOnlyList<string> Problems) Read(string json) => Parse(json) is var file ? OrganisationPlan.Read(file, new DocumentIds(file.Key)) : default;

    private static OrganisationFile Parse(string json) => JsonBody.Parse(Encoding.UTF8.GetBytes(json), WireJson.Plain.OrganisationFile).Value!;
}
