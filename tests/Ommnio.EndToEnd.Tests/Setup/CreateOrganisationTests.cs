using System.Net;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Setup;

public sealed class CreateOrganisationTests(FunctionsAppFixture app)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void The_answer_is_one_document_with_the_key_and_the_users_in_order()
    {
        app.Organisation.Id.ShouldMatch("^[a-z2-7]{20}$");
        app.Organisation.ApiKey.ShouldStartWith("reg_live_");
        app.Organisation.UserIdByCode.Keys.ShouldBe(["AA-1", "TA-1", "M-1", "F-1", "B-1"]);
    }

    [Fact]
    public async Task Repeating_a_document_with_a_key_doubles_nothing_and_gives_another_API_key()
    {
        var again = await SetupCommand.CreateAsync(app.StorageConnectionString, SetupCommand.Document("madrid-foods.json"), Token);

        again.Id.ShouldBe(app.Organisation.Id);
        again.UserIdByCode.ShouldBe(app.Organisation.UserIdByCode);
        again.ApiKey.ShouldNotBe(app.Organisation.ApiKey);
        using var client = app.Client(again.ApiKey);
        ((string?)(await client.GetJsonAsync("users/by-code/AA-1")).ShouldBe(HttpStatusCode.OK)["state"]).ShouldBe("active");
        (await client.GetJsonAsync("users?q=ada%20admin"))["items"].AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_document_with_mistakes_is_refused_with_all_of_them_and_stores_nothing()
    {
        var ran = await SetupCommand.RunAsync(app.StorageConnectionString, """{"key":"bad","name":"Bad","users":[{"firstName":"Ana","lastName":"G","position":"P","area":"A"},{"firstName":"Eva","phone":"1"}]}""", Token);

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldBeEmpty();
        ran.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0]).ShouldBe(["users[1].lastName", "users[1].position", "users[1].area", "users[1].phone"]);
        var catalogue = new TableClient(app.StorageConnectionString, "catalogue");
        (await catalogue.QueryAsync<TableEntity>().AnyAsync(row => row.Texts().Any(text => text.Contains("\"Bad\"", StringComparison.Ordinal)), Token)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"name":"X","usres":[]}""", "usres: ")]
    [InlineData("""{"name":"X","users":[{"firstName":7}]}""", "users[0].firstName: ")]
    [InlineData("nonsense", "document: ")]
    [InlineData("", "document: ")]
    public async Task A_document_of_another_form_is_refused_with_its_place(string document, string beginning)
    {
        var ran = await SetupCommand.RunAsync(app.StorageConnectionString, document, Token);

        ran.ExitCode.ShouldBe(1);
        ran.Errors.ShouldStartWith(beginning);
    }

    [Fact]
    public async Task Five_hundred_users_are_there_in_a_moment()
    {
        var users = new JsonArray([.. Enumerable.Range(0, 500).Select(n => (JsonNode)new JsonObject { ["firstName"] = $"N{n}", ["lastName"] = "Many", ["position"] = "Cashier", ["area"] = "Stores", ["code"] = $"N-{n}" })]);

        var created = await SetupCommand.CreateAsync(app.StorageConnectionString, new JsonObject { ["name"] = "Many Users", ["users"] = users }.ToJsonString(), Token);

        created.UserIdByCode.Count.ShouldBe(500);
        using var client = app.Client(created.ApiKey);
        (await client.GetJsonAsync("users?limit=1000"))["items"].AsArray().Count.ShouldBe(500);
    }
}
