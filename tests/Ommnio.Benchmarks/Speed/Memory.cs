using System.Net;
using Ommnio.Benchmarks.Stage;
using Ommnio.LocalHost.FunctionsHost;
using Ommnio.Storage.Tables;

namespace Ommnio.Benchmarks.Speed;

/// <summary>
/// The worker's memory after many requests against after a thousand and after half as many, and then an empty worker's: the runtime's own
/// growth, and what ours takes against it. Each sample is a reading while calls go on, since what is asked is what the process has to be given.
/// </summary>
internal static class Memory
{
    private const int Users = 1_000;
    private const int Callers = 16;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(Product product, Effort effort, CancellationToken cancellationToken)
    {
        var (few, many) = (effort.IsQuick ? 500 : 1_000, effort.IsQuick ? 3_000 : 100_000);
        var company = await product.CompanyAsync(cancellationToken);
        await product.FillAsync(company, Users, key => key.StartsWith(Keys.Codes, StringComparison.Ordinal), cancellationToken);
        var empty = await AfterAsync(Apps.Empty, HttpStatusCode.NoContent, _ => "nothing", [few, many]);
        var ours = await AfterAsync(Apps.Product, HttpStatusCode.OK, number => $"users/by-code/{People.Code(number % Users)}", [few, many / 2, many]);
        return
        [
            Figure.Of("memory", $"after {few:N0} requests; ours after {many:N0}", "MiB", Rounds(ours[2], ours[0]), 1.15),
            Figure.Of("memory-flat", $"after {many / 2:N0} requests; ours after {many:N0}", "MiB", Rounds(ours[2], ours[1]), 1.15),
            Figure.Of("memory-floor", $"after {few:N0} requests; an empty worker after {many:N0}", "MiB", Rounds(empty[1], empty[0]), 1.15),
            Figure.Of("memory-empty", $"an empty worker; both after {few:N0} requests", "MiB", Rounds(ours[0], empty[0]), 1.5),
        ];

        async Task<IReadOnlyList<IReadOnlyList<double>>> AfterAsync(string project, HttpStatusCode expected, Func<int, string> path, IReadOnlyList<int> requests)
        {
            await using var host = await FunctionsHost.StartAsync(Apps.Deployed(product, Apps.Built(project)), cancellationToken);
            var number = 0;
            var caller = new Caller(host.Url, company, expected, () => new(HttpMethod.Get, path(Interlocked.Increment(ref number))));
            List<IReadOnlyList<double>> readings = [];
            foreach (var until in requests)
            {
                await caller.LoadAsync(Callers, until - number - (effort.Rounds * Callers));
                List<double> some = [];
                for (var reading = 0; reading < effort.Rounds; reading++)
                {
                    await caller.LoadAsync(Callers, Callers);
                    some.Add(Apps.Resident(host.WorkerProcessId));
                }

                readings.Add(some);
            }

            return readings;
        }
    }

    private static List<Round> Rounds(IReadOnlyList<double> ours, IReadOnlyList<double> against) => [.. ours.Zip(against, (mine, theirs) => new Round(mine, theirs))];
}
