using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Governing;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Governing;

public sealed class CredentialsTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private readonly SharedAzurite azurite = azurite;

    private IApiKeys ApiKeys => Get<IApiKeys>();

    private IChannelIdentities Identities => Get<IChannelIdentities>();

    [Fact]
    public async Task A_key_is_read_back_as_it_was_by_one_point_read_a_minute()
    {
        var key = Key();
        await ApiKeys.AddAsync(key, Token);
        Requests.Clear();

        Say(await ApiKeys.FindAsync(key.Id, Token)).ShouldBe(Say(key));
        Time.Advance(TimeSpan.FromSeconds(59));
        await ApiKeys.FindAsync(key.Id, Token);
        Requests.Kinds.ShouldBe([RequestKind.Read]);

        Time.Advance(TimeSpan.FromSeconds(1));
        await ApiKeys.FindAsync(key.Id, Token);
        Requests.Kinds.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_revoked_key_is_gone_within_a_minute()
    {
        var key = Key();
        await ApiKeys.AddAsync(key, Token);
        await ApiKeys.FindAsync(key.Id, Token);
        var (partition, row) = Ommnio.Storage.Tables.LookupKeys.ApiKey(key.Id);
        await Tables.Lookup.DeleteEntityAsync(partition, row, cancellationToken: Token);

        Time.Advance(TimeSpan.FromSeconds(60));

        (await ApiKeys.FindAsync(key.Id, Token)).ShouldBeNull();
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("/\\#?%'\u0001")]
    [InlineData("")]
    public async Task An_unknown_key_is_none_whatever_it_looks_like(string id) => (await ApiKeys.FindAsync(id, Token)).ShouldBeNull();

    [Fact]
    public async Task A_key_longer_than_any_of_ours_costs_no_request()
    {
        (await ApiKeys.FindAsync(new('/', 10_000), Token)).ShouldBeNull();

        Requests.Kinds.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_added_key_whose_answer_was_lost_recognises_itself_and_another_of_the_same_id_is_refused()
    {
        var key = Key();
        Faults.LoseAnswerOf(RequestKind.Write);

        await ApiKeys.AddAsync(key, Token);

        await Should.ThrowAsync<InvalidOperationException>(() => ApiKeys.AddAsync(key with { SecretHash = [9, 9] }, Token));
        Say(await ApiKeys.FindAsync(key.Id, Token)).ShouldBe(Say(key));
    }

    [Fact]
    public async Task A_channel_account_is_known_by_two_point_reads_a_minute_and_a_stranger_by_one()
    {
        var identity = Identity();
        await Identities.AddAsync(identity, Token);
        Requests.Clear();

        (await Identities.FindAsync(identity.Channel, identity.Account, Token)).ShouldBe(identity);
        (await Identities.FindAsync(identity.Channel, identity.Account, Token)).ShouldBe(identity);
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Read]);

        Requests.Clear();
        (await Identities.FindAsync("msteams", identity.Account, Token)).ShouldBeNull();
        Requests.Kinds.ShouldBe([RequestKind.Read]);
    }

    [Fact]
    public async Task A_linked_account_stays_as_it_is()
    {
        var identity = Identity();
        Faults.LoseAnswerOf(RequestKind.Write);
        await Identities.AddAsync(identity, Token);
        await Identities.AddAsync(identity, Token);

        await Should.ThrowAsync<InvalidOperationException>(() => Identities.AddAsync(identity with { User = new(Guid.CreateVersion7()) }, Token));

        await using var another = Another(azurite);
        (await another.GetRequiredService<IChannelIdentities>().FindAsync(identity.Channel, identity.Account, Token)).ShouldBe(identity);
    }

    [Fact]
    public async Task An_account_cannot_be_guessed_from_what_is_stored_of_it()
    {
        await Identities.AddAsync(Identity() with { Account = "marker@example.com" }, Token);
        var plain = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("directline\nmarker@example.com"u8));

        await foreach (var row in Tables.Lookup.QueryAsync<TableEntity>(cancellationToken: Token))
        {
            var text = $"{row.PartitionKey} {row.RowKey} {string.Join(' ', row.Select(property => property.Value))}";
            text.ShouldNotContain("marker");
            text.ShouldNotContain(plain[..40]);
        }
    }

    private ApiKey Key() => new($"{Guid.NewGuid():N}"[..12], Organisation, [Scope.Lookup, Scope.UsersRead], [1, 2, 3], Some.Now.AddYears(1));

    private ChannelIdentity Identity() => new("directline", $"dl_{Guid.NewGuid():N}", Organisation, new(Guid.CreateVersion7()));

    private static string Say(ApiKey? key) =>
        key is null ? "none" : $"{key.Id} {key.Organisation} {string.Join(',', key.Scopes.Order())} {Convert.ToHexString(key.SecretHash.AsSpan())} {key.ExpiresAt:O}";
}
