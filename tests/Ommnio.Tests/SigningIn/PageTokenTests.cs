using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Ommnio.Core.Governing;
using Ommnio.Functions;
using Ommnio.Functions.Security;
using Ommnio.Functions.SigningIn;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.SigningIn;

/// <summary>What the page gets for the ID token of who signed in there: a conversation as themselves, and nothing for anybody else.</summary>
public sealed class PageTokenTests : IAsyncLifetime
{
    private const string Page = "https://page.example";
    private static readonly MasterKeys Keys = new("a", "a", new Dictionary<string, byte[]> { ["a"] = new byte[32] });
    private readonly DirectLine channel = new();
    private readonly Attempts attempts = new(3);
    private readonly ChatTokenLimit limit = new();
    private Issuer issuer = null!;
    private SignInTokens signIns = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.StartAsync();
        signIns = new(new(issuer.Name, Issuer.Client), new HttpClient(), TimeProvider.System, NullLogger<SignInTokens>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        signIns.Dispose();
        attempts.Dispose();
        limit.Dispose();
        channel.Dispose();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_signed_in_talks_under_an_account_that_is_always_theirs_and_cannot_be_guessed()
    {
        var (status, answer, headers) = await PostAsync(issuer.Token("marta"));

        (status, (string?)answer["token"], (string?)answer["conversationId"]).ShouldBe((200, "t", "c"));
        ((string)answer["userId"]!).ShouldMatch("^dl_[0-9a-f]{32}$");
        channel.Accounts.ShouldBe([(string?)answer["userId"]]);
        headers.CacheControl.ToString().ShouldBe("no-store");
        ((string?)(await PostAsync(issuer.Token("marta", ends: 30))).Answer["userId"]).ShouldBe((string?)answer["userId"]);
        ((string?)(await PostAsync(issuer.Token("ana"))).Answer["userId"]).ShouldNotBe((string?)answer["userId"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("reg_live_abcdefghijkl_0123456789012345678901234567890123456789012_00000000")]
    public async Task Whoever_is_not_signed_in_gets_401_and_nobody_is_asked_for_a_conversation(string token)
    {
        var (status, answer, headers) = await PostAsync(token);

        (status, (string?)answer["code"], headers.WWWAuthenticate.ToString()).ShouldBe((401, "sign_in.refused", "Bearer"));
        channel.Accounts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sign_in_that_is_over_is_told_from_a_fault() => (await PostAsync(issuer.Token(ends: -10))).Status.ShouldBe(401);

    [Fact]
    public async Task Who_tries_tokens_that_do_not_work_is_stopped_and_then_shows_what_they_like()
    {
        for (var times = 0; times < 3; times++)
        {
            (await PostAsync("made up")).Status.ShouldBe(401);
        }

        (await PostAsync("made up")).Status.ShouldBe(429);
        (await PostAsync(issuer.Token())).Status.ShouldBe(429);
    }

    [Fact]
    public async Task Who_takes_one_conversation_after_the_other_is_told_to_wait_and_nobody_else_is()
    {
        for (var times = 0; times < ChatTokenLimit.OneAccount; times++)
        {
            (await PostAsync(issuer.Token("marta"))).Status.ShouldBe(200);
        }

        (await PostAsync(issuer.Token("marta"))).Status.ShouldBe(429);
        (await PostAsync(issuer.Token("ana"))).Status.ShouldBe(200);
        channel.Accounts.Count.ShouldBe(ChatTokenLimit.OneAccount + 1);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_503()
    {
        var token = issuer.Token();
        await issuer.DisposeAsync();

        (await PostAsync(token)).Status.ShouldBe(503);
    }

    [Fact]
    public async Task Only_our_page_may_read_the_answer_in_a_browser()
    {
        var (_, _, ours) = await PostAsync(issuer.Token(), origin: Page);
        var (status, _, foreign) = await PostAsync(issuer.Token(), origin: "https://evil.example");

        (ours.AccessControlAllowOrigin.ToString(), ours.Vary.ToString()).ShouldBe((Page, "Origin"));
        (status, foreign.AccessControlAllowOrigin.ToString(), foreign.AccessControlAllowCredentials.ToString()).ShouldBe((200, "", ""));
        (await PostAsync("made up", origin: Page)).Headers.AccessControlAllowOrigin.ToString().ShouldBe(Page);
    }

    [Theory]
    [InlineData(Page, Page)]
    [InlineData("https://evil.example", "")]
    [InlineData("null", "")]
    [InlineData(null, "")]
    public async Task A_browser_that_asks_first_is_told_the_same(string? origin, string allowed)
    {
        var http = Context("", origin);
        await Function().MayPageCall(http.Request).ExecuteAsync(http);

        (http.Response.StatusCode, http.Response.Headers.AccessControlAllowOrigin.ToString()).ShouldBe((204, allowed));
        http.Response.Headers.AccessControlAllowHeaders.ToString().ShouldBe(allowed.Length == 0 ? "" : "authorization, content-type, accept-language");
    }

    private PageTokens Function() => new(
        signIns,
        new PageOrigins([Page]),
        new ChatAccounts(null!, Keys),
        new DirectLineTokens(new HttpClient(channel, disposeHandler: false), new(new("https://directline.example"), "secret", [Page]), NullLogger<DirectLineTokens>.Instance),
        attempts, limit);

    private async Task<(int Status, JsonNode Answer, IHeaderDictionary Headers)> PostAsync(string token, string? origin = null)
    {
        var http = Context(token, origin);
        var answer = await Function().PageToken(http.Request, TestContext.Current.CancellationToken);
        await answer.ExecuteAsync(http);
        return (http.Response.StatusCode, JsonNode.Parse(((MemoryStream)http.Response.Body).ToArray())!, http.Response.Headers);
    }

    private static DefaultHttpContext Context(string token, string? origin)
    {
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider() };
        (http.Request.Method, http.Request.ContentType) = ("POST", "application/json");
        http.Request.Body = new MemoryStream("{}"u8.ToArray());
        http.Request.Headers.Authorization = $"Bearer {token}";
        http.Request.Headers.Origin = origin;
        http.Response.Body = new MemoryStream();
        return http;
    }

    private sealed class DirectLine : HttpMessageHandler
    {
        public List<string?> Accounts { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Accounts.Add((string?)JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!["user"]!["id"]);
            return new(HttpStatusCode.OK) { Content = new StringContent("""{"token":"t","conversationId":"c","expires_in":1800}""", Encoding.UTF8) };
        }
    }
}
