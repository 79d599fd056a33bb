using System.Text;
using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Ommnio.Benchmarks.Stage;
using Ommnio.Bot.Activities;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Chatting;

namespace Ommnio.Benchmarks.Speed;

/// <summary>
/// A turn of the bot, everything included (the channel's token checked, the draft read, opened, thought about, sealed and written, the
/// reply delivered to the channel over HTTP), against reading that row and writing it on condition; and against that with the same
/// reply posted, which tells what is left to the turn itself.
/// </summary>
internal static class BotTurn
{
    internal static async Task<IReadOnlyList<Figure>> RunAsync(Product product, Effort effort, CancellationToken cancellationToken)
    {
        var company = await product.CompanyAsync(cancellationToken);
        var door = new ChannelDoor(product.Get<BotEndpoint>(), product.ChannelSecret, product.Channel.Address, TimeProvider.System);
        var (account, user) = await product.AdministratorAsync(company, People.Fields(0), cancellationToken);
        var drafts = product.Tables.Drafts;
        var said = 0;
        await SayAsync("register");
        await SayAsync("Ana");
        TableEntity copy = await drafts.GetEntityAsync<TableEntity>(company.Id.Value, DraftStore.Row(user), cancellationToken: cancellationToken);
        copy.RowKey = "draft:copy";
        await drafts.AddEntityAsync(copy, cancellationToken);

        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var (replies, reply) = (new Uri(product.Channel.Address, "/v3/conversations/c/activities/1"), product.Channel.Sent[^1].ToJsonString());
        return
        [
            Figure.Of("turn", "one read and one conditional write of the draft's row", "ms", await Turns.ByCallAsync(effort, TurnAsync, StoreAsync), 1.5),
            Figure.Of("turn-reply", "the same, and a POST of the reply", "ms", await Turns.ByCallAsync(effort, TurnAsync, async () =>
            {
                await StoreAsync();
                using var posted = await http.PostAsync(replies, new StringContent(reply, Encoding.UTF8, "application/json"), cancellationToken);
                posted.EnsureSuccessStatusCode();
            }), 1.5),
        ];

        // The same field again and again, so that the draft stays as large as it is.
        Task TurnAsync() => SayAsync(said++ % 2 == 0 ? "first name: Ana" : "first name: Eva");

        async Task StoreAsync()
        {
            TableEntity read = await drafts.GetEntityAsync<TableEntity>(copy.PartitionKey, copy.RowKey, cancellationToken: cancellationToken);
            await drafts.UpdateEntityAsync(read, read.ETag, TableUpdateMode.Replace, cancellationToken);
        }

        async Task SayAsync(string text)
        {
            if (await door.PostAsync(account, new JsonObject { ["text"] = text, ["locale"] = "en-US" }, cancellationToken) != 200)
            {
                throw new InvalidOperationException("The bot refused a turn.");
            }
        }
    }
}
