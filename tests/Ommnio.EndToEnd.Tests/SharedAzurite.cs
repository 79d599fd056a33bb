using Ommnio.EndToEnd.Tests;
using Ommnio.EndToEnd.Tests.Proof.PersonalData;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedAzurite))]

namespace Ommnio.EndToEnd.Tests;

/// <summary>One storage emulator, in memory, for all tests of the assembly. Missing is a failure, not a skip.</summary>
public sealed class SharedAzurite : IAsyncLifetime
{
    private WatchedAzurite? _server;

    public string ConnectionString => _server!.ConnectionString;

    public async ValueTask InitializeAsync() =>
        _server = await WatchedAzurite.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
