using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure;
using Azure.Data.Tables;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Wording;

namespace Ommnio.Storage;

/// <summary>
/// What storage tells of its work: docs/telemetry.md lists it. Counted is what was committed, so a repeat or a lost race counts nothing.
/// No tag ever holds a row key, a name, an address or a token. Nobody listens: next to nothing is done.
/// </summary>
internal static class Telemetry
{
    internal const string Name = "Ommnio.Storage";
    internal const string Transaction = "table transaction";
    internal const string Read = "table read";
    internal const string Query = "table query";
    internal const string Write = "table write";
    internal const string Send = "queue send";

    internal static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Registrations = Meter.CreateCounter<long>("ommnio.registrations", "{user}", "Users registered");
    private static readonly Counter<long> Duplicates = Meter.CreateCounter<long>("ommnio.duplicates", "{refusal}", "Changes refused because a unique value belongs to somebody");
    private static readonly Counter<long> Invitations = Meter.CreateCounter<long>("ommnio.invitations", "{invitation}", "Invitations that came into a state");
    private static readonly Counter<long> Retries = Meter.CreateCounter<long>("ommnio.transaction.retries", "{try}", "Transactions tried again after others were faster");
    private static readonly Histogram<double> QueueAge = Meter.CreateHistogram<double>("ommnio.queue.age", "s", "How long after its time a queue message was taken");
    private static readonly Gauge<double> OutboxAge = Meter.CreateGauge<double>("ommnio.outbox.age", "s", "By how much the oldest row of any outbox is past its time");
    private static readonly Gauge<long> Poison = Meter.CreateGauge<long>("ommnio.poison.messages", "{message}", "Messages in a poison queue");

    internal static void Registered(NewUser made)
    {
        Registrations.Add(1, new KeyValuePair<string, object?>("ommnio.way", Naming.CamelCase(made.Audit.Way)));
        Moved(made.Invitation is { } invitation ? [(null, invitation)] : []);
    }

    /// <param name="field">Null: it was not that.</param>
    internal static void Duplicate(string? field)
    {
        if (field is not null)
        {
            Duplicates.Add(1, new KeyValuePair<string, object?>("ommnio.field", field));
        }
    }

    internal static void Moved(params ReadOnlySpan<(Invitation? Before, Invitation After)> moves)
    {
        foreach (var (before, after) in moves)
        {
            if (before?.State != after.State)
            {
                // The failure is one of our codes, never what a provider said.
                Invitations.Add(1, new("ommnio.state", Naming.CamelCase(after.State)), new("ommnio.channel", Naming.CamelCase(after.Channel)), new("ommnio.failure", after.Failure ?? "none"));
            }
        }
    }

    /// <param name="tries">How often it was tried before.</param>
    internal static void Trying(int tries)
    {
        if (tries > 0)
        {
            Retries.Add(1);
        }
    }

    internal static void Taken(string queue, TimeSpan age) => QueueAge.Record(Math.Max(0, age.TotalSeconds), new KeyValuePair<string, object?>("ommnio.queue", queue));

    internal static void Waits(TimeSpan outbox) => OutboxAge.Record(outbox.TotalSeconds);

    internal static void Poisoned(string queue, int messages) => Poison.Record(messages, new KeyValuePair<string, object?>("ommnio.queue", queue));

    /// <summary>A transaction answers 202 whatever became of it, so its span is made here, where that is known.</summary>
    internal static async Task<IReadOnlyList<Response>> SubmitAsync(TableClient table, IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellationToken)
    {
        using var span = Source.StartActivity(Transaction, ActivityKind.Client);
        span?.SetTag("ommnio.table", table.Name).SetTag("ommnio.rows", actions.Count);
        try
        {
            return (await table.SubmitTransactionAsync(actions, cancellationToken)).Value;
        }
        catch (TableTransactionFailedException conflict)
        {
            span?.SetTag("ommnio.conflict", conflict.Status);
            throw;
        }
    }
}
