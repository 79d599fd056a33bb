using System.Net;
using System.Text;
using Azure.Storage.Queues;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>Personal data is in no log, key or queue message, whatever becomes of a request.</summary>
public sealed class PrivacyTests(FunctionsAppFixture app)
{
    private const string Marked =
        """{"firstName":"Markfirst","lastName":"Marklast","position":"Cashier","area":"Store Operations","code":"MARK-1","nationalId":"MARKID12345","phone":"+34611222333","phoneConsent":true,"email":"markmail@example.com","notes":"Marknotes","invite":{"channel":"link"}}""";

    private static readonly string[] Marks = ["Markfirst", "Marklast", "MARKID12345", "611222333", "markmail", "Marknotes"];

    [Fact]
    public async Task What_a_person_told_us_is_in_no_log_row_key_or_message()
    {
        var created = (await app.Http.PostJsonAsync("users", Marked)).ShouldBe(HttpStatusCode.Created);
        (await app.Http.PostJsonAsync("users", Marked)).ShouldBe(HttpStatusCode.Conflict);
        (await app.Http.PostJsonAsync("users", Marked.Replace("\"invite\"", "\"Markfirst\""))).ShouldBe(HttpStatusCode.BadRequest);
        (await app.Http.PatchJsonAsync($"users/{created.Id}", """{"phone":"Marknotes","email":"markmail"}""")).ShouldBe(HttpStatusCode.BadRequest);
        (await app.Http.PostJsonAsync("users/lookup-id", """{"nationalId":"MARKID12345"}""")).ShouldBe(HttpStatusCode.OK);
        var queue = new QueueClient(app.StorageConnectionString, "invitations");
        var waiting = await queue.PeekMessagesAsync(32);

        var logs = app.Logs.Entries.Select(entry => entry.Text);
        var messages = waiting.Value.Select(message => Encoding.UTF8.GetString(Convert.FromBase64String(message.Body.ToString())));
        var rows = await app.RowsAsync(app.Organisation, "");
        foreach (var mark in Marks)
        {
            logs.ShouldNotContain(text => text.Contains(mark, StringComparison.OrdinalIgnoreCase), mark);
            messages.ShouldNotContain(text => text.Contains(mark, StringComparison.OrdinalIgnoreCase), mark);
            rows.Select(row => Rows.WithoutPlace(row.RowKey)).ShouldNotContain(key => key.Contains(mark, StringComparison.OrdinalIgnoreCase), mark);
        }
    }

    [Fact]
    public async Task An_ID_is_nowhere_in_storage_as_it_was_sent()
    {
        (await app.Http.PostJsonAsync("users", Marked.Replace("MARK-1", "MARK-2").Replace("MARKID12345", "MARKIDABCDE").Replace("611222333", "611222444").Replace("markmail", "markmail2"))).ShouldBe(HttpStatusCode.Created);

        var rows = await app.RowsAsync(app.Organisation, "");

        rows.ShouldNotContain(row => row.Texts().Any(text => text.Contains("MARKIDABCDE", StringComparison.OrdinalIgnoreCase)));
    }
}
