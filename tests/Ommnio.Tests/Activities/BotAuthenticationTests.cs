using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Ommnio.Bot.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

/// <summary>Who gets in at the bot's door, read from outside.</summary>
public sealed class BotAuthenticationTests
{
    private readonly Door door = Door.Channel();

    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256)]
    [InlineData(SecurityAlgorithms.RsaSha384)]
    [InlineData(SecurityAlgorithms.RsaSha512)]
    public async Task A_channels_own_token_gets_in(string algorithm) => (await SendAsync(door.Token(algorithm: algorithm))).ShouldBe((200, true));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer junk")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.bm90IGpzb24.")]
    [InlineData("Basic dXNlcjpwYXNz")]
    public async Task What_is_no_token_is_401(string? header) => (await door.SendAsync(header, Door.Activity())).ShouldBe((401, false));

    [Theory]
    [InlineData("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/")]
    [InlineData("https://login.microsoftonline.com/d6d49420-f39b-4df7-a1dc-d59a935871db/v2.0")]
    [InlineData("https://api.botframework.com/")]
    [InlineData("https://api.botframework.us")]
    public async Task Another_issuer_is_401_an_emulators_too_and_nobody_is_asked_for_its_keys(string issuer)
    {
        (await SendAsync(door.Token(issuer: issuer))).ShouldBe((401, false));
        door.KeysAsked.ShouldBe(0);
    }

    [Fact]
    public async Task Another_bots_token_is_401() => (await SendAsync(door.Token(audience: "other"))).ShouldBe((401, false));

    [Theory]
    [InlineData(-60.0, -4.0, 200)]
    [InlineData(-60.0, -6.0, 401)]
    [InlineData(4.0, 60.0, 200)]
    [InlineData(6.0, 60.0, 401)]
    [InlineData(-60.0, null, 401)]
    public async Task A_token_lives_as_long_as_it_says_give_or_take_five_minutes(double begins, double? ends, int status) =>
        (await SendAsync(door.Token(begins: begins, ends: ends))).Status.ShouldBe(status);

    [Fact]
    public async Task A_key_that_nobody_published_is_401() => (await SendAsync(door.Token(key: Door.Stranger))).ShouldBe((401, false));

    [Fact]
    public async Task A_stranger_who_calls_their_key_like_a_published_one_is_401()
    {
        using var rsa = RSA.Create(2048);
        (await SendAsync(door.Token(key: new(rsa) { KeyId = Door.Endorsed.KeyId }))).ShouldBe((401, false));
    }

    [Fact]
    public async Task A_key_that_is_not_endorsed_for_the_channel_is_401()
    {
        (await SendAsync(door.Token(key: Door.Unendorsed))).ShouldBe((401, false));
        (await SendAsync(door.Token(key: Door.Unlisted))).ShouldBe((401, false));
        (await SendAsync(door.Token(), Door.Activity(channel: "directline"))).ShouldBe((401, false));
        (await SendAsync(door.Token(), Door.Activity(channel: "webchat"))).ShouldBe((200, true));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData(null)]
    public async Task A_token_for_another_service_address_or_for_none_is_401(string? service) => (await SendAsync(door.Token(service: service))).ShouldBe((401, false));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task An_activity_without_a_service_address_is_401(string? service) => (await SendAsync(door.Token(service: service ?? ""), Door.Activity(service))).ShouldBe((401, false));

    [Theory]
    [InlineData("AseChannel")]
    [InlineData("emulator")]
    [InlineData("slack")]
    [InlineData("")]
    public async Task A_channel_that_is_not_served_is_401(string channel)
    {
        door.Published = Door.Json((Door.Endorsed, [channel]));
        (await SendAsync(door.Token(), Door.Activity(channel: channel))).ShouldBe((401, false));
    }

    [Fact]
    public async Task A_token_signed_with_another_algorithm_or_not_at_all_is_401()
    {
        var shared = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64)) { KeyId = Door.Endorsed.KeyId };
        (await SendAsync(door.Token(credentials: new(shared, SecurityAlgorithms.HmacSha256)))).ShouldBe((401, false));
        (await SendAsync(door.Token(signed: false))).ShouldBe((401, false));
        (await SendAsync(door.Token(algorithm: SecurityAlgorithms.RsaSsaPssSha256))).ShouldBe((401, false));
    }

    [Fact]
    public async Task A_get_does_not_reach_the_bot()
    {
        (await door.SendAsync($"Bearer {door.Token()}", "", "GET")).Ran.ShouldBeFalse();
        var authentication = new BotAuthentication(new NoTrust(), new NoConnectors(), Microsoft.Extensions.Logging.Abstractions.NullLogger<BotAuthentication>.Instance);
        await Should.ThrowAsync<UnauthorizedAccessException>(() => authentication.AuthenticateStreamingRequestAsync($"Bearer {door.Token()}", "msteams", CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"message\",\"value\":[[[")]
    public async Task What_is_no_activity_is_400(string body) => (await door.SendAsync($"Bearer {door.Token()}", body)).ShouldBe((400, false));

    [Fact]
    public async Task Without_a_channel_nobody_gets_in() => (await Door.Shut().SendAsync($"Bearer {door.Token()}", Door.Activity())).ShouldBe((401, false));

    private Task<(int Status, bool Ran)> SendAsync(string token, string? activity = null) => door.SendAsync($"Bearer {token}", activity ?? Door.Activity());
}
