using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Ommnio.Benchmarks.Stage;
using Ommnio.Bot.Activities;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Storage.Tests.Chatting;
using Ommnio.Storage.Tests.Faults;

namespace Ommnio.Benchmarks.Scale;

/// <summary>An organisation of so many users on a storage of its own, whose requests are counted. Its clock stands still, so that no cache grows old while something is counted.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly Product product;
    private readonly Company company;
    private readonly RequestLog log;
    private readonly ChannelDoor door;
    private string account = "";
    private int used;

    private Scene(Product product, Company company, RequestLog log, int users)
    {
        (this.product, this.company, this.log, Users) = (product, company, log, users);
        door = new(product.Get<BotEndpoint>(), product.ChannelSecret, product.Channel.Address, product.Get<TimeProvider>());
        used = users;
    }

    internal int Users { get; }

    internal Actor Actor => company.Actor;

    /// <summary>On Azurite, with every row of every user.</summary>
    internal static async Task<Scene> FilledAsync(int users, CancellationToken cancellationToken)
    {
        var scene = await StartAsync(users, [], cancellationToken);
        await scene.product.FillAsync(scene.company, users, _ => true, cancellationToken);
        (scene.account, _) = await scene.product.AdministratorAsync(scene.company, People.Fields(scene.used++), cancellationToken);
        return scene;
    }

    /// <summary>On a stand-in that makes up the users of its table as they are asked for: it costs no memory, and keeps nothing.</summary>
    internal static async Task<Scene> ImaginedAsync(int users, CancellationToken cancellationToken)
    {
        var table = new ImaginedTable(users);
        var scene = await StartAsync(users, [table], cancellationToken);
        var (rows, decide) = (scene.product.RowsOf(), await scene.product.DecidingAsync(scene.company, cancellationToken));
        table.RowsOf = number => rows.New(scene.company.Id, decide(new Guid(number, 0, 0, new byte[8]), People.Fields(number), null));
        return scene;
    }

    internal T Get<T>() where T : notnull => product.Get<T>();

    internal async Task<NewUser> AddAsync(int number, string? invite)
    {
        var user = await product.DecideAsync(company, People.Fields(number), invite, default);
        await Get<IUsers>().AddAsync(company.Id, user, default);
        return user;
    }

    /// <param name="answered">What the bot has to say then.</param>
    internal async Task SayAsync(string text, string answered = "")
    {
        if (await door.PostAsync(account, new JsonObject { ["text"] = text, ["locale"] = "en-US" }, default) != 200 || !product.Channel.Texts[^1].Contains(answered, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"To \"{text}\" the bot said: {product.Channel.Texts[^1]}");
        }
    }

    /// <summary>Once for what is remembered from then on, and once counted.</summary>
    internal async Task<Traffic> CountAsync(Operation operation)
    {
        await (await operation.Prepare(this, used++))();
        var counted = await operation.Prepare(this, used++);
        log.Clear();
        await counted();
        return log.Total;
    }

    /// <summary>What one user is in the table.</summary>
    internal async Task<(int Rows, int Bytes)> SizeAsync(UserFields fields, string? invite)
    {
        var rows = product.RowsOf().New(company.Id, await product.DecideAsync(company, fields, invite, default));
        return (rows.Count, rows.Sum(Storage.Tables.TableGuard.Check));
    }

    public ValueTask DisposeAsync() => product.DisposeAsync();

    private static async Task<Scene> StartAsync(int users, IReadOnlyList<HttpPipelinePolicy> policies, CancellationToken cancellationToken)
    {
        var log = new RequestLog();
        var product = await Product.StartAsync(new StandingClock(), cancellationToken, [log, .. policies]);
        return new(product, await product.CompanyAsync(cancellationToken), log, users);
    }

    private sealed class StandingClock : TimeProvider
    {
        private readonly DateTimeOffset now = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => now;
    }
}
