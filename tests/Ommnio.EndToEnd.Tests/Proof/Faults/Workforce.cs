using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Users;
using Ommnio.EndToEnd.Tests.Handoff;
using Ommnio.Storage.Tests.Proof;
using Shouldly;

namespace Ommnio.EndToEnd.Tests.Proof.Faults;

/// <summary>
/// Registers people, changes them and takes back some of their invitations, by many callers at once while the product is disturbed; and
/// knows what was acknowledged.
/// </summary>
/// <param name="channel">By which everybody is invited.</param>
internal sealed class Workforce(HttpClient http, string channel)
{
    private const int Callers = 8;
    private readonly ConcurrentDictionary<int, string> registered = [];
    private readonly ConcurrentBag<int> changed = [];
    private readonly ConcurrentBag<int> revoked = [];

    internal IEnumerable<string> Invited => registered.Keys.Except(revoked).Select(AddressOf);

    internal IEnumerable<string> TakenBack => revoked.Select(AddressOf);

    internal Task WorkAsync(int people, CancellationToken cancellationToken) => Parallel.ForAsync(0, people, new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellationToken }, async (number, _) =>
    {
        var isTakenBack = number % 5 == 0;
        var created = (await http.UntilDecidedAsync(HttpMethod.Post, "users", Person(number, isTakenBack), $"work-{number}")).ShouldBe(HttpStatusCode.Created);
        registered[number] = created.Id;
        if (isTakenBack)
        {
            (await http.UntilDecidedAsync(HttpMethod.Delete, $"users/{created.Id}/invitations/{(string)created["invitation"]["id"]!}", null)).Status.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
            revoked.Add(number);
        }
        else if (number % 3 == 0)
        {
            (await http.UntilDecidedAsync(HttpMethod.Patch, $"users/{created.Id}", $$"""{"notes":"changed {{number}}"}""")).ShouldBe(HttpStatusCode.OK);
            changed.Add(number);
        }
    });

    /// <summary>Or it has come to an end, be it by a fault.</summary>
    internal async Task HasReachedAsync(int people, Task working)
    {
        await Until.TrueAsync($"{people} people are registered", TimeSpan.FromMinutes(2), () => Task.FromResult(working.IsCompleted || registered.Count >= people));
        await (working.IsFaulted ? working : Task.CompletedTask);
    }

    /// <summary>Everybody who was acknowledged is there, once and whole, and nobody else is.</summary>
    /// <param name="others">How many there were before.</param>
    internal async Task IsWholeAsync(string storage, string organisation, MasterKeys keys, int others)
    {
        var rows = await Disturbed.RowsAsync(storage, organisation, "");
        PartitionAudit.Of(new OrganisationId(organisation), rows, keys).ShouldBeEmpty();
        rows.Count(row => row.RowKey.StartsWith("u:", StringComparison.Ordinal)).ShouldBe(registered.Count + others);
        rows.Count(row => row.RowKey.StartsWith("c:W-", StringComparison.OrdinalIgnoreCase)).ShouldBe(registered.Count);
        var documents = rows.Where(row => row.RowKey.StartsWith("u:", StringComparison.Ordinal)).ToDictionary(row => row.RowKey[2..], row => row.GetString("Doc"));
        foreach (var (number, id) in registered)
        {
            documents[id].ShouldContain($"\"W-{number}\"");
            documents[id].Contains($"changed {number}", StringComparison.Ordinal).ShouldBe(changed.Contains(number), id);
        }

        var invitations = rows.Where(row => row.RowKey.StartsWith("i:", StringComparison.Ordinal)).ToLookup(row => row.RowKey.Split(':')[1], StateOf);
        registered.Where(one => invitations[one.Value].Single() != (revoked.Contains(one.Key) ? "revoked" : "sent")).ShouldBeEmpty();
        // What is complete the audit has seen; that nothing was sent twice it does not know.
        var sent = rows.Where(row => row.RowKey.StartsWith("a:", StringComparison.Ordinal) && row.GetString("Action") is "invitation.sent" or "invitation.delivered").ToLookup(row => row.RowKey.Split(':')[1]);
        registered.Where(one => revoked.Contains(one.Key) ? sent[one.Value].Count() > 1 : sent[one.Value].Count() != 1).ShouldBeEmpty();
    }

    private static string AddressOf(int number) => string.Create(CultureInfo.InvariantCulture, $"w{number}@example.com");

    private static string StateOf(TableEntity invitation) => (string)System.Text.Json.Nodes.JsonNode.Parse(invitation.GetString("Doc"))!["state"]!;

    // Whose invitation is taken back is invited for another day, so that it is a question of minutes for nobody.
    private string Person(int number, bool isForLater)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(3).ToString("ddd", CultureInfo.InvariantCulture).ToLowerInvariant();
        var hours = isForLater ? $$"""{"days":["{{day}}"],"from":"10:00","to":"11:00"}""" : """{"days":["mon","tue","wed","thu","fri","sat","sun"],"from":"00:00","to":"00:00"}""";
        return $$"""
            {"firstName":"Ana","lastName":"Number {{number}}","position":"Cashier","area":"Sales","code":"W-{{number}}","email":"{{AddressOf(number)}}","nationalId":"{{number:D8}}Z","workingHours":[{{hours}}],"invite":{"channel":"{{channel}}"} }
            """;
    }
}
