using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Ommnio.EndToEnd.Tests.Setup;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Handoff;

/// <summary>The secret key is changed while invitations live, as an operator does it: a new current one beside the old, and a restart.</summary>
public sealed class KeyRotationTests
{
    private static readonly (string, string)[] Rotated =
    [
        ("Secrets__CurrentKeyId", "next"), ("Secrets__Keys__next", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))), ("Secrets__IndexKeyId", FunctionsAppFixture.Secrets["Secrets__CurrentKeyId"]),
    ];

    [Fact(Timeout = 180_000)]
    public async Task Live_links_go_on_working_and_what_is_sent_again_is_made_with_the_new_key()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var azurite = await WatchedAzurite.StartAsync(cancellationToken);
        var organisation = await SetupCommand.CreateAsync(azurite.ConnectionString, SetupCommand.Document("other-company.json"), cancellationToken);
        (string User, string Link) kept, resent;
        await using (var before = await StartAsync(azurite.ConnectionString, []))
        {
            using var http = FunctionsAppFixture.Client(before.Url, organisation.ApiKey);
            kept = await InviteAsync(http, "Vera");
            resent = await InviteAsync(http, "Renata");
        }

        await using var after = await StartAsync(azurite.ConnectionString, Rotated);
        using var client = FunctionsAppFixture.Client(after.Url, organisation.ApiKey);

        // Shown again, it is the link that was handed out.
        ((string?)(await NewestAsync(client, kept.User))["link"]).ShouldBe(kept.Link);
        var again = (await client.PostJsonAsync($"users/{resent.User}/invitations/{(string)(await NewestAsync(client, resent.User))["id"]!}/resend", "{}")).ShouldBe(HttpStatusCode.OK);
        (await AcceptAsync(client, resent.Link)).ShouldBe(HttpStatusCode.NotFound);
        (await AcceptAsync(client, kept.Link)).ShouldBe(HttpStatusCode.OK);
        (await AcceptAsync(client, (string)again["link"]!)).ShouldBe(HttpStatusCode.OK);
        (await KeyAsync(azurite.ConnectionString, organisation, kept.User)).ShouldBe("test");
        (await KeyAsync(azurite.ConnectionString, organisation, resent.User)).ShouldBe("next");
    }

    private static Task<LocalHost.FunctionsHost.FunctionsHost> StartAsync(string storage, (string Name, string Value)[] keys) =>
        LocalHost.FunctionsHost.FunctionsHost.StartAsync(FunctionsAppFixture.Options(storage, new CollectedLogs(), [("Storage__ConnectionString", storage), .. keys]), TestContext.Current.CancellationToken);

    private static async Task<(string User, string Link)> InviteAsync(HttpClient http, string name)
    {
        var created = (await http.PostJsonAsync("users", $$"""{"firstName":"{{name}}","lastName":"Clave","position":"Cashier","area":"Sales","invite":{"channel":"link"} }""")).ShouldBe(HttpStatusCode.Created);
        return (created.Id, (string)created["invitation"]["link"]!);
    }

    private static async Task<JsonNode> NewestAsync(HttpClient http, string user) => (await http.GetJsonAsync($"users/{user}/invitations"))["items"][0]!;

    private static async Task<HttpStatusCode> AcceptAsync(HttpClient http, string link) => (await http.PostJsonAsync("invitations/accept", $$"""{"token":"{{link.Split('/')[^1]}}"}""")).Status;

    private static async Task<string> KeyAsync(string storage, CreatedOrganisation organisation, string user) =>
        (string)JsonNode.Parse((await Disturbed.RowsAsync(storage, organisation.Id, $"i:{user}:")).Single().GetString("Doc"))!["keyId"]!;
}
