using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Playwright;
using Ommnio.LocalHost.Processes;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>axe-core, the checker of accessibility: fetched from npm once, held against its hash, and run in the page. For tests alone.</summary>
internal static class AxeCore
{
    private const string Version = "4.14.1";
    private const string Hash = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==";
    private static readonly Lazy<Task<string>> Script = new(ReadAsync);

    private static string Kept { get; } = Repository.PathOf(".local", "tests", $"axe-core-{Version}.js");

    /// <summary>All that it finds wrong, a line for each: the rule, how bad, where, and what the element is.</summary>
    internal static async Task<IReadOnlyList<string>> ViolationsAsync(IPage page)
    {
        // Not as a script of the page, which its policy would rightly refuse.
        await page.EvaluateAsync($"{await Script.Value}; undefined");
        var found = await page.EvaluateAsync<JsonElement>("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations");
        return
        [
            .. found.EnumerateArray().SelectMany(violation => violation.GetProperty("nodes").EnumerateArray().Select(node =>
                $"{violation.GetProperty("id")} ({violation.GetProperty("impact")}) at {string.Join(' ', node.GetProperty("target").EnumerateArray())}: {node.GetProperty("failureSummary").ToString().ReplaceLineEndings(" ")} {Cut(node.GetProperty("html").ToString())}")),
        ];
    }

    private static string Cut(string html) => html.Length > 200 ? $"{html[..200]}…" : html;

    private static async Task<string> ReadAsync()
    {
        if (!File.Exists(Kept))
        {
            await FetchAsync();
        }

        return await File.ReadAllTextAsync(Kept);
    }

    // The package alone: it has no dependencies, and none of its scripts is run.
    private static async Task FetchAsync()
    {
        var work = Directory.CreateTempSubdirectory("ommnio-axe-").FullName;
        try
        {
            await using var npm = NodeTools.Start("npm", ["pack", $"axe-core@{Version}", "--ignore-scripts", "--silent"], work, onLine: null);
            var archive = await npm.Exited == 0 ? Directory.GetFiles(work, "*.tgz").Single() : throw new InvalidOperationException($"axe-core could not be fetched from npm:\n{npm.LastLines}");
            var found = Convert.ToBase64String(SHA512.HashData(await File.ReadAllBytesAsync(archive)));
            if (found != Hash)
            {
                throw new InvalidOperationException($"That is not the axe-core that is pinned: its hash is {found}.");
            }

            await UnpackAsync(archive, Path.Combine(work, "axe.js"));
            Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
            File.Move(Path.Combine(work, "axe.js"), Kept, overwrite: true);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static async Task UnpackAsync(string archive, string to)
    {
        await using var packed = File.OpenRead(archive);
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        await using var tar = new TarReader(unpacked);
        while (await tar.GetNextEntryAsync() is { } entry)
        {
            if (entry.Name == "package/axe.min.js")
            {
                await entry.ExtractToFileAsync(to, overwrite: true);
                return;
            }
        }

        throw new InvalidOperationException("The package holds no axe.min.js.");
    }
}
