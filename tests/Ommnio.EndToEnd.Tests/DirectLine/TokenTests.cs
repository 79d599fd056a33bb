using System.Net;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;
using static Ommnio.EndToEnd.Tests.DirectLine.ChatPage;

namespace Ommnio.EndToEnd.Tests.DirectLine;

public sealed class TokenTests
{
    [Fact]
    public async Task Only_the_secret_makes_a_token()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.PageAsync();
        var body = new JsonObject { ["user"] = new JsonObject { ["id"] = "dl_eve" } };

        (await channel.GenerateAsync(body, "guessed")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await channel.GenerateAsync(body, page.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_account_that_a_page_could_have_chosen_is_refused()
    {
        await using var channel = await ChannelUnderTest.StartAsync();

        var answer = await channel.GenerateAsync(new JsonObject { ["user"] = new JsonObject { ["id"] = "ana" } }, channel.Secret);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Web_Chat_finds_the_account_in_the_token()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.PageAsync();

        var token = new JsonWebToken(page.Token);

        token.GetClaim("user").Value.ShouldBe("dl_ana");
        token.GetClaim("conv").Value.ShouldBe(page.ConversationId);
        (token.ValidTo - token.IssuedAt).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task A_refreshed_token_outlives_the_first()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        channel.Time.Advance(TimeSpan.FromMinutes(20));

        page.Token = (string)(await JsonOf(await page.RefreshAsync()))["token"]!;
        channel.Time.Advance(TimeSpan.FromMinutes(20));

        (await page.PollAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_expired_token_is_refused_as_expired_and_cannot_be_refreshed()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        channel.Time.Advance(TimeSpan.FromMinutes(32));

        var poll = await page.PollAsync();

        poll.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        ((string?)(await JsonOf(poll))["error"]!["code"]).ShouldBe("TokenExpired");
        (await page.RefreshAsync()).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJ1c2VyIjoiZGxfYW5hIn0.")]
    public async Task A_token_that_is_none_of_ours_is_refused(string token)
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        page.Token = token;

        (await page.PollAsync()).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await page.StartAsync()).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task What_the_bot_signs_with_opens_no_page()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        page.Token = channel.Bot.Token("ommnio-local-channel", "directline");

        (await page.PollAsync()).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_earlier_conversation_is_opened_again_for_its_own_account_alone()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var page = await channel.StartedPageAsync();
        JsonObject Asking(string account) => new() { ["user"] = new JsonObject { ["id"] = account }, ["conversationId"] = page.ConversationId };

        ((string?)(await channel.GenerateAsync(Asking("dl_ana")))["conversationId"]).ShouldBe(page.ConversationId);
        ((string?)(await channel.GenerateAsync(Asking("dl_bea")))["conversationId"]).ShouldNotBe(page.ConversationId);
    }

    [Fact]
    public async Task A_conversation_of_an_earlier_run_gives_way_to_a_new_one()
    {
        await using var channel = await ChannelUnderTest.StartAsync();

        var issued = await channel.GenerateAsync(new JsonObject { ["user"] = new JsonObject { ["id"] = "dl_ana" }, ["conversationId"] = "of-yesterday" });

        ((string?)issued["conversationId"]).ShouldNotBe("of-yesterday");
    }
}
