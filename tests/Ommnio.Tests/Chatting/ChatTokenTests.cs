using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Functions;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Chatting;

/// <summary>What a page gets to talk to the bot: an account that nobody can guess, and a token that the secret bought.</summary>
public sealed class ChatTokenTests
{
    private static readonly OrganisationId Organisation = new("acme12345678");
    private static readonly UserId User = new(Guid.Parse("0198a000-0000-7000-8000-000000000001"));

    [Fact]
    public async Task An_account_is_always_the_same_for_a_user_and_anothers_for_everybody_else()
    {
        var one = await AccountAsync(Organisation, User, 1);

        one.ShouldMatch("^dl_[0-9a-f]{32}$");
        (await AccountAsync(Organisation, User, 1)).ShouldBe(one);
        (await AccountAsync(new("other1234567"), User, 1)).ShouldNotBe(one);
        (await AccountAsync(Organisation, new(Guid.Parse("0198a000-0000-7000-8000-000000000002")), 1)).ShouldNotBe(one);
    }

    [Fact]
    public async Task Who_knows_the_user_but_not_the_key_cannot_say_the_account() =>
        (await AccountAsync(Organisation, User, 1)).ShouldNotBe(await AccountAsync(Organisation, User, 2));

    [Fact]
    public async Task An_account_is_linked_once()
    {
        var identities = new Identities();
        var accounts = new ChatAccounts(identities, Keys(1));

        var account = await accounts.OfAsync(Organisation, User, CancellationToken.None);
        await accounts.OfAsync(Organisation, User, CancellationToken.None);

        identities.Added.ShouldBe([new("directline", account, Organisation, User)]);
    }

    [Fact]
    public async Task Direct_Line_is_asked_with_the_secret_for_the_account_and_the_pages_that_may_use_it()
    {
        var channel = new Canned(HttpStatusCode.OK, """{"token":"t","conversationId":"c","expires_in":1800}""");

        var token = await Tokens(channel).GenerateAsync("dl_1", "earlier", CancellationToken.None);

        token.ShouldBe(new("t", "c", 1800));
        channel.Address.ShouldBe("https://directline.example/v3/directline/tokens/generate");
        channel.Credential.ShouldBe("Bearer secret");
        channel.Body!.ToJsonString().ShouldBe("""{"user":{"id":"dl_1","name":""},"trustedOrigins":["https://app.example"],"conversationId":"earlier"}""");
    }

    [Fact]
    public async Task Without_an_earlier_conversation_none_is_named()
    {
        var channel = new Canned(HttpStatusCode.OK, """{"token":"t","conversationId":"c","expires_in":1800}""");

        await Tokens(channel).GenerateAsync("dl_1", null, CancellationToken.None);

        channel.Body!.AsObject().ContainsKey("conversationId").ShouldBeFalse();
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "{}")]
    [InlineData(HttpStatusCode.InternalServerError, "")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, "null")]
    [InlineData(HttpStatusCode.OK, """{"token":1,"conversationId":"c","expires_in":"x"}""")]
    public async Task What_is_no_token_gives_none(HttpStatusCode status, string body) =>
        (await Tokens(new Canned(status, body)).GenerateAsync("dl_1", null, CancellationToken.None)).ShouldBeNull();

    [Fact]
    public async Task Without_the_settings_there_is_none_and_nobody_is_asked()
    {
        var channel = new Canned(HttpStatusCode.OK, "{}");
        var tokens = new DirectLineTokens(new HttpClient(channel), new(null, null, []), NullLogger<DirectLineTokens>.Instance);

        (await tokens.GenerateAsync("dl_1", null, CancellationToken.None)).ShouldBeNull();
        channel.Address.ShouldBeNull();
    }

    private static DirectLineTokens Tokens(Canned channel) =>
        new(new HttpClient(channel), new(new("https://directline.example"), "secret", ["https://app.example"]), NullLogger<DirectLineTokens>.Instance);

    private static Task<string> AccountAsync(OrganisationId organisation, UserId user, byte key) =>
        new ChatAccounts(new Identities(), Keys(key)).OfAsync(organisation, user, CancellationToken.None);

    private static MasterKeys Keys(byte first) => new("a", "a", new Dictionary<string, byte[]> { ["a"] = [first, .. new byte[31]] });

    private sealed class Identities : IChannelIdentities
    {
        public List<ChannelIdentity> Added { get; } = [];

        public ValueTask<ChannelIdentity?> FindAsync(string channel, string account, CancellationToken cancellationToken) =>
            new(Added.FirstOrDefault(identity => (identity.Channel, identity.Account) == (channel, account)));

        public Task<bool> AddAsync(ChannelIdentity identity, CancellationToken cancellationToken)
        {
            Added.Add(identity);
            return Task.FromResult(true);
        }

        public Task UnlinkAsync(OrganisationId organisation, UserId user, AuditEntry audit, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Canned(HttpStatusCode status, string answer) : HttpMessageHandler
    {
        public string? Address { get; private set; }

        public string? Credential { get; private set; }

        public JsonNode? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            (Address, Credential) = (request.RequestUri!.ToString(), request.Headers.Authorization!.ToString());
            Body = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new(status) { Content = new StringContent(answer) };
        }
    }
}
