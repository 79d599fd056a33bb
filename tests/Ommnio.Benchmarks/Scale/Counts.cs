using System.Globalization;
using System.Text;
using Ommnio.Benchmarks.Stage;
using Ommnio.Core.Registering;
using Ommnio.Storage.Tests.Faults;

namespace Ommnio.Benchmarks.Scale;

/// <summary>What each operation costs in requests and rows at each size, and what follows from that on Azure.</summary>
internal static class Counts
{
    private const int Imagined = 1_000_000;

    // Microsoft's targets: entities a second of one partition, and of one account.
    private const double Partition = 2_000;
    private const double Account = 20_000;

    internal static async Task RunAsync(IReadOnlyList<int> sizes, CancellationToken cancellationToken)
    {
        List<(int Size, Dictionary<string, Traffic> Costs)> counted = [];
        foreach (var size in sizes)
        {
            await using var scene = await Scene.FilledAsync(size, cancellationToken);
            counted.Add((size, await CountAsync(scene, Operation.All)));
            await Console.Error.WriteLineAsync($"{size:N0} users counted");
        }

        await using (var scene = await Scene.ImaginedAsync(Imagined, cancellationToken))
        {
            counted.Add((Imagined, await CountAsync(scene, Operation.All.Where(operation => !operation.Writes))));
            Console.WriteLine($"Organisations of {string.Join(", ", sizes.Select(size => $"{size:N0}"))} users on Azurite; of {Imagined:N0} on a stand-in of the table that makes rows up and keeps none.\n");
            Console.WriteLine(Table(counted));
            Console.WriteLine(Bytes(counted[0].Costs));
            Console.WriteLine(await SizesAsync(scene));
        }

        Console.Write(Ceilings(counted[0].Costs));
    }

    private static async Task<Dictionary<string, Traffic>> CountAsync(Scene scene, IEnumerable<Operation> operations)
    {
        Dictionary<string, Traffic> costs = [];
        foreach (var operation in operations)
        {
            costs[operation.Name] = await scene.CountAsync(operation);
        }

        return costs;
    }

    // One line where the size does not matter; else one for each.
    private static string Table(List<(int Size, Dictionary<string, Traffic> Costs)> counted)
    {
        var table = new StringBuilder("| operation | requests | rows read | rows written | at |\n|---|---|---|---|---|\n");
        foreach (var operation in Operation.All)
        {
            var costs = counted.Where(of => of.Costs.ContainsKey(operation.Name)).Select(of => (of.Size, Cost: of.Costs[operation.Name])).ToList();
            var different = costs.GroupBy(of => (of.Cost.Requests, of.Cost.Read, of.Cost.Written)).ToList();
            foreach (var same in different)
            {
                var at = different.Count == 1 ? "any size" : string.Join(", ", same.Select(of => $"{of.Size:N0}"));
                table.Append($"| {operation.Name} | {same.Key.Requests} | {same.Key.Read} | {same.Key.Written} | {at} |\n");
            }
        }

        return table.ToString();
    }

    private static string Bytes(Dictionary<string, Traffic> costs)
    {
        var table = new StringBuilder("| operation | KiB sent | KiB received |\n|---|---|---|\n");
        foreach (var (operation, cost) in costs)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {operation} | {cost.Sent / 1024.0:0.0} | {cost.Received / 1024.0:0.0} |\n");
        }

        return table.ToString();
    }

    private static async Task<string> SizesAsync(Scene scene)
    {
        var required = new UserFields { FirstName = "Ana", LastName = "García", Position = "Cashier", Area = "Sales" };
        var table = new StringBuilder("| a user | rows | bytes of rows |\n|---|---|---|\n");
        foreach (var (name, fields, invite) in ((string, UserFields, string?)[])[("with what is required", required, null), ("with code, ID, e-mail, location and a tag", People.Fields(1), null), ("the same, invited", People.Fields(1), "link")])
        {
            var (rows, bytes) = await scene.SizeAsync(fields, invite);
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {rows} | {bytes:N0} |\n");
        }

        return table.ToString();
    }

    private static string Ceilings(Dictionary<string, Traffic> costs)
    {
        var invited = costs["registration that invites by link"] + costs["delivery of a link"] + new Traffic(2, 0, 0, 0, 0);
        var table = new StringBuilder("| | transactions for 1,000 | rows of each | a second in one organisation | a second in one account |\n|---|---|---|---|---|\n");
        foreach (var (name, cost) in ((string, Traffic)[])[("look-ups by code", costs["look-up by code"]), ("registrations", costs["registration"]), ("registrations, invited by link and delivered (with the message's receipt and deletion)", invited)])
        {
            var rows = cost.Read + cost.Written;
            table.Append(CultureInfo.InvariantCulture, $"| {name} | {1_000 * cost.Requests:N0} | {rows} | {Partition / rows:N0} | {Account / rows:N0} |\n");
        }

        return table.ToString();
    }
}
