using Azure.Data.Tables;
using Ommnio.LocalHost.Azurite;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Azurite;

public sealed class AzuriteServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_servers_run_side_by_side_on_ports_of_their_own()
    {
        await using var one = await AzuriteServer.StartAsync(new AzuriteOptions(), null, Token);
        await using var other = await AzuriteServer.StartAsync(new AzuriteOptions(), null, Token);

        await new TableClient(one.ConnectionString, "only").CreateAsync(Token);

        (await new TableServiceClient(other.ConnectionString).QueryAsync(cancellationToken: Token).CountAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_stored_in_a_folder_is_there_after_a_restart()
    {
        var folder = Directory.CreateTempSubdirectory("azurite-").FullName;
        await using (var first = await AzuriteServer.StartAsync(new AzuriteOptions { DataFolder = folder }, null, Token))
        {
            var table = new TableClient(first.ConnectionString, "kept");
            await table.CreateAsync(Token);
            await table.AddEntityAsync(new TableEntity("p", "r"), Token);
        }

        await using var second = await AzuriteServer.StartAsync(new AzuriteOptions { DataFolder = folder }, null, Token);

        var again = new TableClient(second.ConnectionString, "kept");
        (await again.GetEntityIfExistsAsync<TableEntity>("p", "r", cancellationToken: Token)).HasValue.ShouldBeTrue();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using var first = await AzuriteServer.StartAsync(new AzuriteOptions(), null, Token);
        var port = new TableServiceClient(first.ConnectionString).Uri.Port;

        var error = await Should.ThrowAsync<InvalidOperationException>(
            () => AzuriteServer.StartAsync(new AzuriteOptions { TablePort = port }, null, Token));

        error.Message.ShouldContain(port.ToString());
    }

    [Fact]
    public async Task Nothing_runs_after_disposal()
    {
        var server = await AzuriteServer.StartAsync(new AzuriteOptions(), null, Token);
        Running.Processes(server.ProcessId).ShouldNotBeEmpty();

        await server.DisposeAsync();

        await Until.TrueAsync("Azurite and its watcher are gone", () => Running.Processes(server.ProcessId).Count == 0);
    }
}
