using Ommnio.Benchmarks.Stage;

namespace Ommnio.Benchmarks.Speed;

/// <summary>From the worker's process to the last function loaded and its web server listening, against an empty worker with the same packages.</summary>
internal static class Start
{
    internal static async Task<IReadOnlyList<Figure>> RunAsync(Product product, Effort effort, CancellationToken cancellationToken)
    {
        var ours = Apps.Deployed(product, await FolderAsync(Apps.Product, effort, cancellationToken));
        var empty = Apps.Deployed(product, await FolderAsync(Apps.Empty, effort, cancellationToken));
        // Once for what the disk has to bring.
        await Apps.StartAsync(ours, cancellationToken);
        await Apps.StartAsync(empty, cancellationToken);
        var rounds = await Turns.ByRoundAsync(effort, () => Apps.StartAsync(ours, cancellationToken), () => Apps.StartAsync(empty, cancellationToken));
        var what = $"an empty worker, {(effort.IsQuick ? "as built" : "ReadyToRun")}";
        return [Figure.Of("start", what, "ms", [.. rounds.Select(round => new Round(round.Ours, round.Against))], 1.3)];
    }

    private static async Task<string> FolderAsync(string project, Effort effort, CancellationToken cancellationToken) =>
        effort.IsQuick ? Apps.Built(project) : await Apps.PublishAsync(project, cancellationToken);
}
