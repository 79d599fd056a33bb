using Xunit;

namespace Ommnio.EndToEnd.Tests.FunctionsHost;

/// <summary>One host for the tests of a class that leave it as it was.</summary>
public sealed class SharedContract(SharedAzurite azurite) : IAsyncLifetime
{
    private Contract? _contract;

    internal Contract Contract => _contract!;

    public async ValueTask InitializeAsync() => _contract = await Contract.StartAsync(azurite, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _contract?.DisposeAsync() ?? ValueTask.CompletedTask;
}
