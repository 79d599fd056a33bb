using Ommnio.EndToEnd.Tests;
using Ommnio.LocalHost.Azurite;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedAzurite))]

namespace Ommnio.EndToEnd.Tests;

/// <summary>One storage emulator, in memory, for all tests of the assembly. Missing is a failure, not a skip.</summary>
public sealed class SharedAzurite : IAsyncLifetime
{
    private AzuriteServer? _server;

    public string ConnectionString => _server!.ConnectionString;

    public async ValueTask InitializeAsync() =>
        _server = await AzuriteServer.StartAsync(new AzuriteOptions(), progress: null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
