using System.Security.Cryptography;
using Ommnio.Bot.Activities;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Activities;

public sealed class LocalTrustTests
{
    private const string Address = "http://127.0.0.1:5000";
    private readonly Door door = Door.Laptop();

    [Fact]
    public async Task The_laptops_channel_gets_in_on_loopback() => (await SendAsync(door.LocalToken(Address))).ShouldBe((200, true));

    [Theory]
    [InlineData("https://evil.example", "https://evil.example", "directline")]
    [InlineData(Address, "http://127.0.0.1:5001", "directline")]
    [InlineData(Address, Address, "msteams")]
    [InlineData(Address, null, "directline")]
    public async Task The_laptops_channel_is_refused_elsewhere(string claim, string? service, string channel) =>
        (await door.SendAsync($"Bearer {door.LocalToken(claim)}", Door.Activity(service, channel))).ShouldBe((401, false));

    [Fact]
    public async Task The_bots_own_reply_token_does_not_open_its_door() => (await SendAsync(Door.Local.ReplyToken(door.Time.GetUtcNow()))).ShouldBe((401, false));

    [Fact]
    public async Task Another_issuer_audience_or_time_is_401()
    {
        (await SendAsync(door.LocalToken(Address, issuer: "https://api.botframework.com"))).ShouldBe((401, false));
        (await SendAsync(door.LocalToken(Address, audience: "directline"))).ShouldBe((401, false));
        (await SendAsync(door.LocalToken(Address, ends: -1))).ShouldBe((401, false));
    }

    [Fact]
    public async Task A_token_under_another_runs_key_is_401() =>
        (await SendAsync(door.LocalToken(Address, new LocalChannel(RandomNumberGenerator.GetBytes(32), new(Address))))).ShouldBe((401, false));

    [Fact]
    public async Task A_channels_token_does_not_open_the_laptops_door() => (await SendAsync(door.Token(service: Address))).ShouldBe((401, false));

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer junk")]
    [InlineData("Bearer a.b.c")]
    public async Task What_is_no_token_is_401(string? header) => (await door.SendAsync(header, Door.Activity(Address, "directline"))).ShouldBe((401, false));

    [Theory]
    [InlineData("http://10.0.0.7:5000")]
    [InlineData("https://channel.example")]
    public void A_channel_that_is_not_on_this_machine_is_none_of_the_laptop(string address) =>
        Should.Throw<InvalidOperationException>(() => new LocalChannel(new byte[32], new(address)));

    private Task<(int Status, bool Ran)> SendAsync(string token) => door.SendAsync($"Bearer {token}", Door.Activity(Address, "directline"));
}
