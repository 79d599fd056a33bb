using System.Net;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Shouldly;
using Xunit;
using static Ommnio.EndToEnd.Tests.DirectLine.ChatPage;

namespace Ommnio.EndToEnd.Tests.DirectLine;

public sealed class ConnectorTests
{
    [Fact]
    public async Task What_the_bot_updates_is_served_again_under_its_own_id_and_stays_in_its_place()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (page, said) = await SaidAsync(channel);
        var id = await channel.Bot.ReplyAsync(said, "before");
        await channel.Bot.ReplyAsync(said, "later");
        var (_, mark) = await page.ReadAsync();

        var update = SmallBot.Message("after");
        (await channel.Bot.CallAsync(HttpMethod.Put, said, $"activities/{Uri.EscapeDataString(id)}", update)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var served = (await page.ReadAsync(mark)).Activities.ShouldHaveSingleItem();
        ((string?)served["id"]).ShouldBe(id);
        ((string?)served["text"]).ShouldBe("after");
        (await page.TextsAsync()).ShouldBe(["hello", "after", "later"]);
    }

    [Fact]
    public async Task What_the_bot_deletes_is_served_no_more()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (page, said) = await SaidAsync(channel);
        var path = $"activities/{Uri.EscapeDataString(await channel.Bot.ReplyAsync(said, "gone"))}";

        (await channel.Bot.CallAsync(HttpMethod.Delete, said, path, body: null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await channel.Bot.CallAsync(HttpMethod.Delete, said, path, body: null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await page.TextsAsync()).ShouldBe(["hello"]);
    }

    [Fact]
    public async Task The_bot_may_speak_unasked()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (page, said) = await SaidAsync(channel);

        (await channel.Bot.CallAsync(HttpMethod.Post, said, "activities", SmallBot.Message("by the way"))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await page.ReadAsync()).Activities[^1]["replyToId"].ShouldBeNull();
        (await page.TextsAsync()).ShouldBe(["hello", "by the way"]);
    }

    [Fact]
    public async Task The_bot_is_told_who_is_there()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (_, said) = await SaidAsync(channel);

        foreach (var path in (string[])["members", "pagedmembers", "members/dl_ana"])
        {
            var answer = await channel.Bot.CallAsync(HttpMethod.Get, said, path, body: null);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("\"dl_ana\"");
        }

        (await channel.Bot.CallAsync(HttpMethod.Get, said, "members/dl_bea", body: null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_bot_may_open_a_conversation_with_somebody_it_knows()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (_, said) = await SaidAsync(channel);
        var address = new Uri(new Uri((string)said["serviceUrl"]!), "/v3/conversations");
        JsonObject With(string account) => new() { ["members"] = new JsonArray(new JsonObject { ["id"] = account }), ["activity"] = SmallBot.Message("news") };

        var opened = await channel.Bot.CallAsync(HttpMethod.Post, address, With("dl_ana"));

        opened.StatusCode.ShouldBe(HttpStatusCode.Created);
        var issued = await channel.GenerateAsync(new JsonObject { ["user"] = new JsonObject { ["id"] = "dl_ana" }, ["conversationId"] = (string?)(await JsonOf(opened))["id"] });
        (await new ChatPage(channel.Url, (string)issued["conversationId"]!, (string)issued["token"]!).TextsAsync()).ShouldBe(["news"]);
        (await channel.Bot.CallAsync(HttpMethod.Post, address, With("dl_stranger"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Only_the_bot_may_speak_there()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (page, said) = await SaidAsync(channel);
        string[] tokens =
        [
            page.Token,
            channel.Secret,
            "nonsense",
            channel.Bot.Token("ommnio-local-channel", "ommnio-bot"),
            channel.Bot.Token("ommnio-bot", "ommnio-local-channel", new byte[32]),
            channel.Bot.Credentials.First()["Bearer ".Length..],
        ];

        foreach (var token in tokens)
        {
            (await channel.Bot.CallAsync(HttpMethod.Post, said, "activities", SmallBot.Message("forged"), token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await page.TextsAsync()).ShouldBe(["hello"]);
    }

    [Fact]
    public async Task The_pages_own_address_has_no_Connector()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (page, _) = await SaidAsync(channel);

        var answer = await channel.Bot.CallAsync(HttpMethod.Post, new Uri(channel.Url, $"/v3/conversations/{page.ConversationId}/activities"), SmallBot.Message("here?"));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_conversation_that_is_not_there_takes_nothing()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (_, said) = await SaidAsync(channel);
        said["conversation"]!["id"] = "another";

        (await channel.Bot.CallAsync(HttpMethod.Post, said, "activities", SmallBot.Message("hello?"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_bot_can_check_that_the_channel_sent_it_and_for_which_address()
    {
        await using var channel = await ChannelUnderTest.StartAsync();
        var (_, said) = await SaidAsync(channel);

        var tokens = channel.Bot.Credentials.Select(header => new JsonWebToken(header["Bearer ".Length..])).ToList();

        tokens.Select(token => token.Id).ShouldBeUnique();
        tokens.ShouldAllBe(token => token.Issuer == "ommnio-local-channel" && token.Audiences.Single() == "ommnio-bot");
        tokens.ShouldAllBe(token => token.ValidTo - token.IssuedAt == TimeSpan.FromMinutes(5));
        tokens.ShouldAllBe(token => token.GetClaim("serviceurl").Value == (string)said["serviceUrl"]!);
    }

    private static async Task<(ChatPage Page, JsonObject Said)> SaidAsync(ChannelUnderTest channel)
    {
        var page = await channel.StartedPageAsync();
        await page.SayAsync("hello");
        return (page, channel.Bot.Seen.Last());
    }
}
