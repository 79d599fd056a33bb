using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Tables;

public sealed class PersonalDataTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private const string MarkedId = "MARKERID99";
    private static readonly string[] Marks = ["markerfirst", "markerlast", "markermail", "600111222", "markernotes", "markerid99"];

    private static User Marked => Some.WholeUser() with
    {
        Name = new("Markerfirst", "Markerlast"),
        Email = EmailAddress.FromStored("markermail@example.com"),
        Phone = PhoneNumber.FromE164("+34600111222"),
        Notes = "markernotes",
    };

    [Fact]
    public async Task No_personal_data_is_in_any_key_but_the_name_in_those_that_list_by_name()
    {
        await DoEverythingAsync();

        var keys = await AllKeysAsync();
        keys.Count.ShouldBeGreaterThan(20);
        keys.Where(key => Marks.Any(mark => key.Contains(mark, StringComparison.OrdinalIgnoreCase))).ShouldAllBe(key =>
            key.StartsWith("n:markerfirst markerlast", StringComparison.Ordinal)
            || key.StartsWith("m:markerlast markerfirst", StringComparison.Ordinal)
            || (key.StartsWith("p:", StringComparison.Ordinal) && key.Split(':', 4)[3].StartsWith("markerfirst markerlast", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task No_personal_data_is_in_the_path_of_any_address()
    {
        await DoEverythingAsync();

        Requests.Addresses.Select(address => Uri.UnescapeDataString(address.AbsolutePath)).ShouldAllBe(path => !Marks.Any(mark => path.Contains(mark, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task No_personal_data_is_in_a_trace_or_an_event_of_the_SDK()
    {
        ConcurrentBag<string> said = [];
        using var traces = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => said.Add($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(traces);
        using var events = new Azure.Core.Diagnostics.AzureEventSourceListener((_, message) => said.Add(message), System.Diagnostics.Tracing.EventLevel.Verbose);

        await DoEverythingAsync();

        said.ShouldContain(line => line.Contains("127.0.0.1", StringComparison.Ordinal) || line.Contains("localhost", StringComparison.Ordinal));
        said.ShouldContain(line => line.StartsWith("table write", StringComparison.Ordinal));
        said.Where(line => Marks.Any(mark => line.Contains(mark, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_national_id_is_nowhere_in_the_clear_and_opens_only_for_its_owner_with_the_key()
    {
        var user = Some.New(Marked, Some.NationalId(MarkedId));
        await Users.AddAsync(Organisation, user, Token);

        var rows = await RowsAsync();
        rows.SelectMany(row => row.Select(column => $"{column.Value}" + (column.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : ""))).ShouldAllBe(text => !text.Contains(MarkedId, StringComparison.OrdinalIgnoreCase));

        var sealedId = UserRows.IdOf(rows.Single(row => row.RowKey == Keys.User(user.User.Id)))!.Value;
        var personal = new PersonalData(Secrets);
        personal.Open(Organisation, user.User.Id, sealedId).Text.ShouldBe(MarkedId);
        Should.Throw<AuthenticationTagMismatchException>(() => personal.Open(Organisation, new(Guid.CreateVersion7()), sealedId));
        Should.Throw<AuthenticationTagMismatchException>(() => personal.Open(new("other"), user.User.Id, sealedId));
        Should.Throw<AuthenticationTagMismatchException>(() => new PersonalData(new("2026", "2026", new Dictionary<string, byte[]> { ["2026"] = new byte[32] })).Open(Organisation, user.User.Id, sealedId));
    }

    [Fact]
    public void The_same_id_is_sealed_otherwise_each_time_and_hashed_the_same_within_an_organisation_alone()
    {
        var personal = new PersonalData(Secrets);
        var (id, user) = (Some.NationalId(), new UserId(Guid.CreateVersion7()));

        personal.Seal(Organisation, user, id).Bytes.ShouldNotBe(personal.Seal(Organisation, user, id).Bytes);
        personal.Hash(Organisation, "id", id.Key).ShouldBe(personal.Hash(Organisation, "id", id.Key));
        personal.Hash(Organisation, "id", id.Key).ShouldNotBe(personal.Hash(new("other"), "id", id.Key));
        personal.Hash(Organisation, "id", id.Key).ShouldNotBe(personal.Hash(Organisation, "phone", id.Key));
    }

    [Fact]
    public void After_a_rotation_old_ids_open_new_ones_take_the_new_key_and_both_are_still_found()
    {
        var old = new PersonalData(Secrets);
        var rotated = new PersonalData(new("2027", "2026", new Dictionary<string, byte[]> { ["2026"] = [.. Enumerable.Range(1, 32).Select(i => (byte)i)], ["2027"] = new byte[32] }));
        var (id, user) = (Some.NationalId(), new UserId(Guid.CreateVersion7()));

        rotated.Open(Organisation, user, old.Seal(Organisation, user, id)).Text.ShouldBe(id.Text);
        rotated.Seal(Organisation, user, id).KeyId.ShouldBe("2027");
        rotated.Hash(Organisation, "id", id.Key).ShouldBe(old.Hash(Organisation, "id", id.Key));
    }

    private IUsers Users => Get<IUsers>();

    private async Task DoEverythingAsync()
    {
        var user = Some.New(Marked, Some.NationalId(MarkedId), invited: true);
        await Users.AddAsync(Organisation, user, Token);
        await Users.AddAsync(Organisation, Some.New(Marked, Some.NationalId(MarkedId)), Token);
        await Users.AddAsync(Organisation, Some.New(Marked with { Code = null, Phone = null, Email = null }), Token);
        var query = new UserQuery("", "markerf", [[new UserFilter.InArea(Marked.Area!)]]);
        await Get<IUserLists>().ByNameAsync(Organisation, query, 1, (await Get<IUserLists>().ByNameAsync(Organisation, query, 1, null, Token))!.Next, Token);
        await Users.FindByNationalIdAsync(Organisation, Some.NationalId(MarkedId), Token);
        await Users.ChangeAsync(Organisation, user.User.Id, Some.Change(before => before with { Position = new("Manager") }), Token);
        await Get<IDrafts>().WriteAsync(Organisation, user.User.Id, "markernotes", null, Token);
        await Get<IDrafts>().ReadAsync(Organisation, user.User.Id, Token);
        await Get<IChannelIdentities>().AddAsync(new("email", "markermail@example.com", Organisation, user.User.Id), Token);
        await Get<IChannelIdentities>().FindAsync("email", "markermail@example.com", Token);
        await Get<IInvitations>().PublishTokenAsync(Organisation, user.Invitation!, InvitationToken.Of(user.Invitation!, Secrets), Token);
        var (partition, row) = LookupKeys.Channel(new PersonalData(Secrets).HashAccount("email", "markermail@example.com"));
        await Tables.Lookup.DeleteEntityAsync(partition, row, cancellationToken: Token);
    }

    private async Task<IReadOnlyList<string>> AllKeysAsync()
    {
        List<string> keys = [];
        foreach (var table in (TableClient[])[Tables.Directory, Tables.Catalogue, Tables.Lookup, Tables.Drafts])
        {
            await foreach (var row in table.QueryAsync<TableEntity>(select: ["PartitionKey", "RowKey"], cancellationToken: Token))
            {
                keys.AddRange([row.PartitionKey, row.RowKey]);
            }
        }

        return keys;
    }
}
