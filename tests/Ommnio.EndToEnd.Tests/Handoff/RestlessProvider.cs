using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MimeKit;
using Ommnio.EndToEnd.Tests.FunctionsHost;
using SmtpServer;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Ommnio.EndToEnd.Tests.Handoff;

/// <summary>A mail server that refuses some messages for now, and takes others while it says that it did not. Which ones, a seed decides.</summary>
internal sealed partial class RestlessProvider : MessageStore, IMailboxFilter, IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Random random;
    private readonly Task running;
    private int lies;

    public RestlessProvider(int seed)
    {
        random = new Random(seed);
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var services = new SmtpServer.ComponentModel.ServiceProvider();
        services.Add((IMessageStore)this);
        services.Add((IMailboxFilter)this);
        var options = new SmtpServerOptionsBuilder().ServerName("test").Endpoint(endpoint => endpoint.Endpoint(new IPEndPoint(IPAddress.Loopback, Port))).Build();
        running = new SmtpServer.SmtpServer(options, services).StartAsync(stopping.Token);
    }

    public int Port { get; }

    /// <summary>Takes everything, and says so.</summary>
    public bool IsCalm { get; init; }

    /// <summary>The tokens that arrived at each address, one for each message.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<string>> Arrived { get; } = [];

    /// <summary>How many messages were taken while it said that they were not.</summary>
    public int Lies => lies;

    /// <summary>A host that sends through it as fast as it can, and gives up nothing for long.</summary>
    public LocalHost.FunctionsHost.FunctionsHostOptions HostOptions(string storage, string workersStorage, params (string Name, string Value)[] more) => FunctionsAppFixture.Options(
        storage,
        new CollectedLogs(),
        [
            ("Storage__ConnectionString", workersStorage),
            ("Email__Host", "127.0.0.1"),
            ("Email__Port", $"{Port}"),
            ("Email__Security", "none"),
            ("Email__From", "no-reply@example.com"),
            ("Email__PerMinute", "60000"),
            ("Email__PerMinuteAndOrganisation", "60000"),
            ("Delivery__Lease", "00:00:02"),
            ("Delivery__OverdueAfter", "00:00:01"),
            ("AzureFunctionsJobHost__extensions__queues__visibilityTimeout", "00:00:01"),

            // More than the worker is killed: a message that was in work each time would be given up, which is another test's.
            ("AzureFunctionsJobHost__extensions__queues__maxDequeueCount", "10"),
            .. more,
        ]);

    public override async Task<SmtpResponse> SaveAsync(ISessionContext context, IMessageTransaction transaction, ReadOnlySequence<byte> buffer, CancellationToken cancellationToken)
    {
        var message = await MimeMessage.LoadAsync(new MemoryStream(buffer.ToArray()), cancellationToken);
        Arrived.GetOrAdd(message.To.Mailboxes.Single().Address, _ => []).Add(Token().Match(message.TextBody!).Groups[1].Value);
        if (!OneIn(10))
        {
            return SmtpResponse.Ok;
        }

        Interlocked.Increment(ref lies);
        return new SmtpResponse(SmtpReplyCode.Aborted, "try later");
    }

    public Task<bool> CanAcceptFromAsync(ISessionContext context, IMailbox from, int size, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<bool> CanDeliverToAsync(ISessionContext context, IMailbox to, IMailbox from, CancellationToken cancellationToken) =>
        OneIn(5) ? throw new SmtpResponseException(new SmtpResponse((SmtpReplyCode)450, "busy")) : Task.FromResult(true);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private bool OneIn(int many)
    {
        lock (random)
        {
            return !IsCalm && random.Next(many) == 0;
        }
    }

    [GeneratedRegex("/i/([a-z2-7]{32})")]
    private static partial Regex Token();
}
