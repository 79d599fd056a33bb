using System.Buffers;
using System.Net;
using System.Net.Sockets;
using MailKit.Security;
using MimeKit;
using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;
using Ommnio.Functions.Delivering;
using Shouldly;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;
using Xunit;

namespace Ommnio.Tests.Delivering;

/// <summary>E-mail over a real SMTP server.</summary>
public sealed class SmtpMailTests : IAsyncLifetime
{
    private static readonly InvitationLetter Letter = new("Panadería Ñandú", "José", "https://people.example/i/abc", new(2026, 3, 16), Language.Spanish);

    private readonly CancellationTokenSource stopping = new();
    private readonly Server server = new();
    private readonly int port = FreePort();
    private Task running = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)server);
        services.Add((IMailboxFilter)server);
        var options = new SmtpServerOptionsBuilder().ServerName("test").Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port))).Build();
        running = new SmtpServer.SmtpServer(options, services).StartAsync(stopping.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    [Fact]
    public async Task An_invitation_arrives_as_text_and_HTML_from_the_organisation()
    {
        (await SendAsync("jose@example.com")).ShouldBe(new Sending.Taken());

        var mail = server.Taken.ShouldHaveSingleItem();
        mail.From.Mailboxes.ShouldHaveSingleItem().Name.ShouldBe("Panadería Ñandú");
        mail.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("jose@example.com");
        mail.Subject.ShouldBe("Panadería Ñandú te invita a su chat");
        mail.TextBody.ShouldNotBeNull().ReplaceLineEndings("\n").ShouldBe(Letter.Text);
        mail.HtmlBody.ShouldNotBeNull().ShouldContain("<a class=\"go\" href=\"https://people.example/i/abc\">");
        mail.MessageId.ShouldBe("inv-1@ommnio.example");
        mail.Attachments.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mailbox_that_is_not_there_is_refused_for_good() =>
        (await SendAsync("gone@example.com")).ShouldBe(new Sending.Refused("smtp 550"));

    [Fact]
    public async Task A_mailbox_that_is_busy_is_worth_another_try() =>
        (await SendAsync("busy@example.com")).ShouldBe(new Sending.Later("smtp 450"));

    [Fact]
    public async Task A_server_that_is_down_is_worth_another_try() =>
        (await new SmtpMail(Settings(FreePort())).SendAsync("jose@example.com", Letter, "inv-1", TestContext.Current.CancellationToken)).ShouldBeOfType<Sending.Later>();

    private Task<Sending> SendAsync(string address) => new SmtpMail(Settings(port)).SendAsync(address, Letter, "inv-1", TestContext.Current.CancellationToken);

    private static MailSettings Settings(int port) => new("127.0.0.1", port, SecureSocketOptions.None, null, null, MailboxAddress.Parse("no-reply@ommnio.example"));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Server : MessageStore, IMailboxFilter
    {
        public List<MimeMessage> Taken { get; } = [];

        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            Taken.Add(await MimeMessage.LoadAsync(new MemoryStream(buffer.ToArray()), cancellationToken));
            return SmtpResponse.Ok;
        }

        public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) => to.User switch
        {
            "gone" => throw new SmtpResponseException(new SmtpResponse(SmtpReplyCode.MailboxUnavailable, "no such mailbox")),
            "busy" => throw new SmtpResponseException(new SmtpResponse((SmtpReplyCode)450, "busy")),
            _ => Task.FromResult(true),
        };
    }
}
