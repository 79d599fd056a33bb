using System.Net;
using System.Text;
using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;
using Ommnio.Functions.Delivering;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Delivering;

/// <summary>SMS over HTTP, against a server of the test's own on this machine.</summary>
public sealed class TwilioMessagesTests
{
    private static readonly InvitationLetter Letter = new("Acme", "Ana", "https://people.example/i/abc", new(2026, 3, 16), Language.English);

    [Fact]
    public async Task A_message_goes_to_the_accounts_messages_with_its_credentials()
    {
        var (sending, path, authorization, body) = await SendAsync(201, "{}");

        sending.ShouldBe(new Sending.Taken());
        path.ShouldBe("/2010-04-01/Accounts/AC1/Messages.json");
        authorization.ShouldBe("Basic " + Convert.ToBase64String("AC1:secret"u8));
        body.ShouldBe("To=%2B34612345678&Body=" + WebUtility.UrlEncode(Letter.Sms) + "&From=%2B15005550006");
    }

    [Theory]
    [InlineData(400, """{"code": 21211}""", "sms 21211")]
    [InlineData(400, """{"code": 21610}""", "sms 21610")]
    public async Task A_number_that_gets_no_messages_is_refused_for_good(int status, string answer, string reason) =>
        (await SendAsync(status, answer)).Sending.ShouldBe(new Sending.Refused(reason));

    [Theory]
    [InlineData(400, """{"code": 20001}""", "sms 20001")]
    [InlineData(400, "not JSON", "sms JsonException")]
    [InlineData(401, "{}", "sms 401")]
    [InlineData(429, "{}", "sms 429")]
    [InlineData(503, "", "sms 503")]
    public async Task What_is_not_about_the_number_is_worth_another_try(int status, string answer, string reason) =>
        (await SendAsync(status, answer)).Sending.ShouldBe(new Sending.Later(reason));

    private static async Task<(Sending Sending, string? Path, string? Authorization, string Body)> SendAsync(int status, string answer)
    {
        var port = FreePort();
        using var server = new HttpListener();
        server.Prefixes.Add($"http://127.0.0.1:{port}/");
        server.Start();
        using var http = new HttpClient();
        var sending = new TwilioMessages(http, new(new Uri($"http://127.0.0.1:{port}/"), "AC1", "secret", "+15005550006")).SendAsync("+34612345678", Letter, TestContext.Current.CancellationToken);
        var call = await server.GetContextAsync();
        using var reader = new StreamReader(call.Request.InputStream);
        var body = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        call.Response.StatusCode = status;
        call.Response.Close(Encoding.UTF8.GetBytes(answer), willBlock: true);
        return (await sending, call.Request.Url?.AbsolutePath, call.Request.Headers["Authorization"], body);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
