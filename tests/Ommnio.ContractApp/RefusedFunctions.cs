using System.Collections.Immutable;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Core.FunctionMetadata;

namespace Ommnio.ContractApp;

/// <summary>What the host cannot serve and has to refuse.</summary>
public static class RefusedFunctions
{
    [Function("Whole")]
    public static void Whole([QueueTrigger("whole")] QueueMessage message) => Journal.Write("refused", message.MessageId);

    [Function("Bytes")]
    public static void Bytes([QueueTrigger("bytes")] byte[] message) => Journal.Write("refused", $"{message.Length}");

    [Function("Reply")]
    [QueueOutput("replies")]
    public static string Reply([QueueTrigger("questions")] string message) => message;
}

/// <summary>Reports none of them but the one that a setting names, or no host would start.</summary>
internal sealed class ReportedFunctions(IFunctionMetadataProvider all) : IFunctionMetadataProvider
{
    public async Task<ImmutableArray<IFunctionMetadata>> GetFunctionMetadataAsync(string directory)
    {
        var chosen = Environment.GetEnvironmentVariable("AlsoReported");
        return [.. (await all.GetFunctionMetadataAsync(directory)).Where(function => function.Name == chosen || !function.EntryPoint!.Contains(nameof(RefusedFunctions), StringComparison.Ordinal))];
    }
}
