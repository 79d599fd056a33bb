using System.Net;
using System.Net.Http.Json;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>Who may have a token to talk to the bot as whom.</summary>
public sealed class ChatTokenTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task An_acting_administrator_gets_no_token_for_somebody_else()
    {
        var users = app.Organisation.UserIdByCode.Values.ToList();
        var administrator = await AdministratorAsync(users);
        using var http = app.Client(app.Organisation.ApiKey, administrator);

        using var answer = await http.PostAsJsonAsync("chat/token", new { userId = users.First(user => user != administrator) }, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_user_of_another_organisation_is_unknown()
    {
        using var answer = await app.Http.PostAsJsonAsync("chat/token", new { userId = app.Foreign.UserIdByCode.Values.First() }, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<string> AdministratorAsync(List<string> users)
    {
        foreach (var user in users)
        {
            using var http = app.Client(app.Organisation.ApiKey, user);
            using var answer = await http.GetAsync("users?limit=1", TestContext.Current.CancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return user;
            }
        }

        throw new InvalidOperationException("The organisation has no administrator.");
    }
}
