using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Bot.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

/// <summary>The channels' keys: fresh when they are rotated, there when their server is not, and not asked for without end.</summary>
public sealed class PublishedKeysTests
{
    private readonly Door door = Door.Channel();

    [Fact]
    public async Task Keys_are_asked_for_once_for_many_tokens()
    {
        await SendAsync();
        await SendAsync();

        door.KeysAsked.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_rotation_the_very_first_token_gets_in()
    {
        door.Published = Door.Json((Door.Stranger, ["msteams"]));
        await SendAsync();
        door.Published = Door.Json((Door.Endorsed, ["msteams"]));
        door.Time.Advance(TimeSpan.FromMinutes(5));

        (await SendAsync()).ShouldBe((200, true));
        door.KeysAsked.ShouldBe(2);
    }

    [Fact]
    public async Task Keys_that_nobody_knows_are_asked_for_at_most_every_five_minutes()
    {
        for (var minute = 0; minute < 10; minute++)
        {
            (await SendAsync(door.Token(key: Door.Stranger))).ShouldBe((401, false));
            door.Time.Advance(TimeSpan.FromMinutes(1));
        }

        door.KeysAsked.ShouldBe(2);
    }

    [Fact]
    public async Task A_key_that_was_withdrawn_does_not_outlive_half_a_day()
    {
        await SendAsync();
        door.Published = Door.Json((Door.Stranger, ["msteams"]));
        door.Time.Advance(TimeSpan.FromHours(12));

        (await SendAsync()).ShouldBe((401, false));
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_are_no_fault_of_the_caller()
    {
        door.Published = null;

        await Should.ThrowAsync<KeysUnreachableException>(() => SendAsync());
        await Should.ThrowAsync<KeysUnreachableException>(() => SendAsync());
        door.KeysAsked.ShouldBe(1);

        door.Published = Door.Json((Door.Endorsed, ["msteams"]));
        door.Time.Advance(TimeSpan.FromSeconds(10));
        (await SendAsync()).ShouldBe((200, true));
    }

    [Fact]
    public async Task While_the_server_does_not_answer_what_was_read_before_is_believed()
    {
        await SendAsync();
        door.Published = null;
        door.Time.Advance(TimeSpan.FromDays(2));

        (await SendAsync()).ShouldBe((200, true));
    }

    [Fact]
    public async Task The_server_is_read_as_the_bot_framework_publishes_it()
    {
        var server = new ChannelKeyServer(Clients(request => request.RequestUri!.ToString() switch
        {
            "https://login.botframework.com/v1/.well-known/openidconfiguration" => """{"issuer":"https://api.botframework.com","jwks_uri":"https://login.botframework.com/v1/.well-known/keys"}""",
            "https://login.botframework.com/v1/.well-known/keys" => Door.Json((Door.Endorsed, ["msteams"])),
            _ => throw new InvalidOperationException("Another address was asked."),
        }));

        (await server.ReadAsync(CancellationToken.None)).Keys.ShouldHaveSingleItem().Kid.ShouldBe("endorsed");
    }

    [Fact]
    public async Task Keys_by_plain_http_are_not_read()
    {
        var server = new ChannelKeyServer(Clients(_ => """{"jwks_uri":"http://login.botframework.com/keys"}"""));

        await Should.ThrowAsync<InvalidOperationException>(() => server.ReadAsync(CancellationToken.None));
    }

    private Task<(int Status, bool Ran)> SendAsync(string? token = null) => door.SendAsync($"Bearer {token ?? door.Token()}", Door.Activity());

    private static IHttpClientFactory Clients(Func<HttpRequestMessage, string> answer)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(Outgoing.Client).ConfigurePrimaryHttpMessageHandler(() => new Canned(answer));
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>();
    }

    private sealed class Canned(Func<HttpRequestMessage, string> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer(request)) });
    }
}
