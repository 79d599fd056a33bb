using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ommnio.LocalHost.Azurite;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedAzurite))]

namespace Ommnio.Storage.Tests;

/// <summary>
/// One storage emulator, in memory, for all tests of the assembly, with its tables and queues. Missing is a failure, not a skip.
/// <c>OMMNIO_TEST_STORAGE</c> may name a real account's connection string instead.
/// </summary>
public sealed class SharedAzurite : IAsyncLifetime
{
    private AzuriteServer? _server;

    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var token = TestContext.Current.CancellationToken;
        var account = Environment.GetEnvironmentVariable("OMMNIO_TEST_STORAGE");
        _server = account is null ? await AzuriteServer.StartAsync(new AzuriteOptions(), progress: null, token) : null;
        ConnectionString = account ?? _server!.ConnectionString;
        await new StorageTables(new TableServiceClient(ConnectionString)).EnsureAsync(token);
        foreach (var queue in (string[])[InvitationMessages.QueueName, JobMessages.QueueName])
        {
            await new QueueClient(ConnectionString, queue).CreateIfNotExistsAsync(cancellationToken: token);
        }
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
