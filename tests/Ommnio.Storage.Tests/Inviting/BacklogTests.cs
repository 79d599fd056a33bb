using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ommnio.Core.Organisations;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Inviting;

public sealed class BacklogTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private readonly string connection = azurite.ConnectionString;

    [Fact]
    public async Task The_oldest_row_of_any_outbox_tells_how_long_something_waits()
    {
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(Organisation), Token);
        var due = Some.Now.AddYears(-20);
        foreach (var minutes in (int[])[30, 0, 90])
        {
            // Other tests sweep, so it looks like any other.
            var row = new TableEntity(Organisation.Value, Keys.Outbox(due.AddMinutes(minutes), Some.OperationId())) { ["User"] = $"{Guid.CreateVersion7():N}", ["Invitation"] = $"{Guid.CreateVersion7():N}" };
            await Tables.Directory.AddEntityAsync(row, Token);
        }

        // Twenty years before anything that other tests store.
        (await Get<Backlog>().OldestAsync(due.AddMinutes(95), Token)).ShouldBe(TimeSpan.FromMinutes(95));
        (await Get<Backlog>().OldestAsync(due, Token)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_queues_messages_are_counted_and_a_queue_that_is_not_there_is_told()
    {
        var queue = new QueueClient(connection, $"{Organisation.Value}-poison");
        (await Get<Backlog>().MessagesInAsync(queue.Name, Token)).ShouldBeNull();

        await queue.CreateAsync(cancellationToken: Token);
        (await Get<Backlog>().MessagesInAsync(queue.Name, Token)).ShouldBe(0);
        await queue.SendMessageAsync("1", Token);
        await queue.SendMessageAsync("2", Token);

        (await Get<Backlog>().MessagesInAsync(queue.Name, Token)).ShouldBe(2);
    }
}
