using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using Ommnio.Bot.Activities;
using Ommnio.Functions.SigningIn;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.SigningIn;

/// <summary>Which ID tokens are believed, against a provider that signs real ones and is asked over the wire.</summary>
public sealed class SignInTokensTests : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly Heard logs = new();
    private Issuer issuer = null!;
    private SignInTokens tokens = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await Issuer.StartAsync(time);
        tokens = For(issuer.Name);
    }

    public async ValueTask DisposeAsync()
    {
        tokens.Dispose();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_good_token_says_who_it_is_by_issuer_and_subject_alone()
    {
        (await ProveAsync(issuer.Token())).ShouldBe(new(issuer.Name, "sub:marta"));
        (await ProveAsync(issuer.Token("ana"))).ShouldBe(new(issuer.Name, "sub:ana"));
        issuer.KeysAsked.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_for_another_application_is_refused() => (await ProveAsync(issuer.Token(audience: "another"))).ShouldBeNull();

    [Fact]
    public async Task Another_issuer_is_refused_and_makes_nobody_ask_for_keys()
    {
        (await ProveAsync(issuer.Token(issuer: "https://login.microsoftonline.com/common/v2.0"))).ShouldBeNull();
        (await ProveAsync(issuer.Token(issuer: issuer.Name + "/"))).ShouldBeNull();
        issuer.KeysAsked.ShouldBe(0);
    }

    [Theory]
    [InlineData(-60.0, -1.0, true)]
    [InlineData(-60.0, -3.0, false)]
    [InlineData(1.0, 60.0, true)]
    [InlineData(3.0, 60.0, false)]
    [InlineData(-1.0, null, false)]
    public async Task A_token_lives_as_long_as_it_says_give_or_take_two_minutes(double begins, double? ends, bool isGood) =>
        ((await ProveAsync(issuer.Token(begins: begins, ends: ends))) is not null).ShouldBe(isGood);

    [Fact]
    public async Task A_token_that_nobody_signed_is_refused()
    {
        (await ProveAsync(issuer.Token(signed: false))).ShouldBeNull();
        var named = $"{{\"alg\":\"none\",\"kid\":\"{issuer.Key.KeyId}\"}}";
        (await ProveAsync($"{Base64UrlEncoder.Encode(named)}.{issuer.Token().Split('.')[1]}.")).ShouldBeNull();
    }

    [Fact]
    public async Task A_token_that_was_signed_with_the_published_key_as_if_it_were_a_secret_is_refused()
    {
        var pem = issuer.Key.Rsa.ExportSubjectPublicKeyInfoPem();
        foreach (var secret in (byte[][])[System.Text.Encoding.ASCII.GetBytes(pem), issuer.Key.Rsa.ExportSubjectPublicKeyInfo(), issuer.Key.Rsa.ExportParameters(false).Modulus!])
        {
            var shared = new SymmetricSecurityKey(secret) { KeyId = issuer.Key.KeyId };
            (await ProveAsync(issuer.Token(credentials: new(shared, SecurityAlgorithms.HmacSha256)))).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Somebody_elses_key_of_the_same_name_is_refused() =>
        (await ProveAsync(issuer.Token(credentials: new(Issuer.NewKey(issuer.Key.KeyId), SecurityAlgorithms.RsaSha256)))).ShouldBeNull();

    [Fact]
    public async Task A_token_that_was_changed_is_refused()
    {
        var parts = issuer.Token().Split('.');
        var changed = Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("marta", "other", StringComparison.Ordinal));

        (await ProveAsync($"{parts[0]}.{changed}.{parts[2]}")).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("junk")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d.e")]
    [InlineData("eyJhbGciOiJub25lIn0.bm90IGpzb24.")]
    public async Task What_is_no_token_is_refused(string token) => (await ProveAsync(token)).ShouldBeNull();

    [Fact]
    public async Task A_new_key_is_believed_with_its_first_token_and_the_old_one_no_more()
    {
        var old = issuer.Token();
        (await ProveAsync(old)).ShouldNotBeNull();
        issuer.Rotate("second");
        time.Advance(TimeSpan.FromMinutes(5));

        (await ProveAsync(issuer.Token())).ShouldNotBeNull();
        (await ProveAsync(old)).ShouldBeNull();
        issuer.KeysAsked.ShouldBe(2);
    }

    [Fact]
    public async Task Made_up_keys_make_nobody_ask_again_and_again()
    {
        for (var times = 0; times < 5; times++)
        {
            (await ProveAsync(issuer.Token(credentials: new(Issuer.NewKey($"made-up-{times}"), SecurityAlgorithms.RsaSha256)))).ShouldBeNull();
        }

        issuer.KeysAsked.ShouldBe(1);
    }

    [Fact]
    public async Task A_provider_that_calls_itself_by_another_name_is_not_believed()
    {
        issuer.Pretends = "https://somebody.example";

        await Should.ThrowAsync<KeysUnreachableException>(() => ProveAsync(issuer.Token()));
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_no_refusal()
    {
        var token = issuer.Token();
        await issuer.DisposeAsync();

        await Should.ThrowAsync<KeysUnreachableException>(() => ProveAsync(token));
    }

    [Fact]
    public async Task Of_Entra_a_person_is_their_object_in_their_tenant_and_no_address_of_theirs()
    {
        const string tenant = "0d3a5c6e-1111-4222-8333-444455556666";
        await using var entra = await EntraAsync();
        using var any = For(entra.Name);
        var own = entra.Issued(tenant);

        (await any.ProveAsync(entra.Token("pairwise", issuer: own, more: [("tid", tenant), ("oid", "9f"), ("upn", "a@b.example")]), Token)).ShouldBe(new(own, "oid:9f"));
        (await any.ProveAsync(entra.Token(issuer: own, more: ("tid", tenant)), Token)).ShouldBeNull();
        (await any.ProveAsync(entra.Token(issuer: own, more: [("tid", Guid.NewGuid().ToString()), ("oid", "9f")]), Token)).ShouldBeNull();
        (await any.ProveAsync(entra.Token(issuer: entra.Name, more: [("tid", "{tenantid}"), ("oid", "9f")]), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task One_tenants_own_key_does_not_speak_for_another_tenants_people()
    {
        const string tenant = "0d3a5c6e-1111-4222-8333-444455556666";
        await using var entra = await EntraAsync();
        entra.KeyIssuer = entra.Issued("ffffffff-1111-4222-8333-444455556666");
        using var any = For(entra.Name);

        (await any.ProveAsync(entra.Token(issuer: entra.Issued(tenant), more: [("tid", tenant), ("oid", "9f")]), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Claims_with_Entras_names_mean_nothing_at_another_provider() =>
        (await ProveAsync(issuer.Token(more: [("tid", "127.0.0.1"), ("oid", "9f")]))).ShouldBe(new(issuer.Name, "sub:marta"));

    [Fact]
    public async Task Without_a_provider_no_token_is_good()
    {
        using var nobody = new SignInTokens(null, new HttpClient(), time, logs);

        (await nobody.ProveAsync(issuer.Token(), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Who_somebody_is_comes_into_no_log()
    {
        foreach (var token in (string[])[issuer.Token(), issuer.Token(audience: "another"), issuer.Token(ends: -60), issuer.Token(credentials: new(Issuer.NewKey(issuer.Key.KeyId), SecurityAlgorithms.RsaSha256))])
        {
            await ProveAsync(token);
        }

        logs.Lines.Count.ShouldBe(3);
        logs.Lines.ShouldAllBe(line => !line.Contains("marta", StringComparison.OrdinalIgnoreCase) && !line.Contains("marker", StringComparison.OrdinalIgnoreCase));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Task<SignedIn?> ProveAsync(string token) => tokens.ProveAsync(token, Token);

    private SignInTokens For(string name) => new(new(name, Issuer.Client), new HttpClient(), time, logs);

    private Task<Issuer> EntraAsync() => Issuer.StartAsync(time, "/{tenantid}/v2.0");

    private sealed class Heard : ILogger<SignInTokens>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Add($"{formatter(state, exception)} {exception}");
    }
}
