using Ommnio.Functions.Security;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Http;

public sealed class ApiKeyTextTests
{
    [Fact]
    public void A_new_key_is_read_back_by_id_and_secret()
    {
        var key = ApiKeyText.New();

        var read = ApiKeyText.TryParse(key.Reveal())!;

        read.Id.ShouldBe(key.Id);
        read.SecretHash.ShouldBe(key.SecretHash);
        key.Reveal().ShouldMatch("^reg_live_[0-9A-Za-z]{12}_[0-9A-Za-z]{43}_[0-9a-f]{8}$");
    }

    [Fact]
    public void No_two_keys_are_alike() => ApiKeyText.New().Reveal().ShouldNotBe(ApiKeyText.New().Reveal());

    [Fact]
    public void A_key_with_any_character_changed_is_known_as_mistyped_without_asking_storage()
    {
        var key = ApiKeyText.New().Reveal();
        foreach (var place in Enumerable.Range(0, key.Length))
        {
            var other = key[place] == 'x' ? 'y' : 'x';
            ApiKeyText.TryParse($"{key[..place]}{other}{key[(place + 1)..]}").ShouldBeNull($"place {place}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("reg_live_")]
    [InlineData("reg_live___")]
    [InlineData("sk_live_abc")]
    public void What_is_no_key_is_none(string text) => ApiKeyText.TryParse(text).ShouldBeNull();

    [Fact]
    public void Its_text_for_logs_holds_no_secret()
    {
        var key = ApiKeyText.New();

        key.ToString().ShouldBe($"reg_live_{key.Id}_…");
    }
}
