using System.Net;
using Ommnio.EndToEnd.Tests.Http;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Governing;

/// <summary>Pairing codes over HTTP: who makes one, for whom, and that nothing shows it again.</summary>
public sealed class PairingTests(FunctionsAppFixture app)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_Account_Administrator_makes_a_code_for_an_administrator_and_it_is_shown_once()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-pairing", Token);
        using var account = company.As("A1");

        var made = (await account.PostJsonAsync($"users/{company.Id("TN")}/pairing-code", "")).ShouldBe(HttpStatusCode.Created);

        ((string)made["code"]!).ShouldMatch("^[2-9A-Z]{5}-[2-9A-Z]{5}$");
        ((DateTimeOffset)made["expiresAt"]!).ShouldBeInRange(TimeProvider.System.GetUtcNow().AddMinutes(25), TimeProvider.System.GetUtcNow().AddMinutes(30));
        made.Header("Cache-Control").ShouldBe("no-store");
        (await company.Key.GetJsonAsync("export?limit=1000")).Text.ShouldNotContain((string)made["code"]!);
        app.Logs.Entries.ShouldAllBe(line => !line.Text.Contains((string)made["code"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_else_makes_one_and_nobody_gets_one_who_administers_nothing()
    {
        using var company = await RuledCompany.CreateAsync(app, "ruled-no-pairing", Token);
        using var team = company.As("TN");
        using var other = app.Client(app.Foreign.ApiKey);
        var administrator = company.Id("A1");

        (await team.PostJsonAsync($"users/{administrator}/pairing-code", "")).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
        (await team.CallAsync(HttpMethod.Delete, $"users/{administrator}/chat-accounts", null)).ShouldBeProblem(HttpStatusCode.Forbidden, "request.actor_without_rights");
        (await other.PostJsonAsync($"users/{administrator}/pairing-code", "")).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await other.CallAsync(HttpMethod.Delete, $"users/{administrator}/chat-accounts", null)).ShouldBeProblem(HttpStatusCode.NotFound, "user.not_found");
        (await company.Key.PostJsonAsync($"users/{company.Id("MO")}/pairing-code", "")).ShouldBeProblem(HttpStatusCode.Conflict, "pairing.no_administrator");
        (await company.Key.CallAsync(HttpMethod.Delete, $"users/{administrator}/chat-accounts", null)).ShouldBe(HttpStatusCode.NoContent);
    }
}
