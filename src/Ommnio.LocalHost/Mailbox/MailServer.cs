using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MimeKit;
using SmtpServer;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Ommnio.LocalHost.Mailbox;

/// <summary>A real SMTP server on this machine. It takes every message and passes none on.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    private MailServer(int port, Outbox outbox)
    {
        Port = port;
        var options = new SmtpServerOptionsBuilder()
            .ServerName("127.0.0.1")
            .Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, port)))
            .MaxMessageSize(1024 * 1024)
            .Build();
        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add(new Store(outbox));
        _running = new SmtpServer.SmtpServer(options, services).StartAsync(_stopping.Token);
    }

    public int Port { get; }

    /// <summary>What the app needs to send by this server, and SMS by <see cref="SmsDoor"/>.</summary>
    public IReadOnlyDictionary<string, string> WorkerSettings(Uri url) => new Dictionary<string, string>
    {
        ["Email__Host"] = "127.0.0.1",
        ["Email__Port"] = Port.ToString(CultureInfo.InvariantCulture),
        ["Email__Security"] = "none",
        ["Email__From"] = "invitations@ommnio.test",
        ["Sms__Endpoint"] = url.ToString(),
        ["Sms__Account"] = SmsDoor.Account,
        ["Sms__Token"] = "local",
        ["Sms__From"] = SmsDoor.Number,
    };

    /// <param name="port">0 takes a free one.</param>
    public static MailServer Start(int port, Outbox outbox) => new(port == 0 ? FreePort() : port, outbox);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }

        _stopping.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Store(Outbox outbox) : MessageStore
    {
        public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream(buffer.ToArray());
            using var message = await MimeMessage.LoadAsync(bytes, cancellationToken);
            outbox.Put("email", message.From.ToString(), message.To.ToString(), message.Subject ?? "", message.TextBody ?? "", message.HtmlBody, message.MessageId);
            return SmtpResponse.Ok;
        }
    }
}
