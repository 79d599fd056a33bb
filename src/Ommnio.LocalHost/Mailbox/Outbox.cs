using System.Collections.Immutable;

namespace Ommnio.LocalHost.Mailbox;

/// <param name="Kind"><c>email</c> or <c>sms</c>.</param>
/// <param name="Html">What a mail program shows; null for an SMS.</param>
public sealed record Delivered(int Number, string Kind, string From, string To, string Subject, string Text, string? Html, string? Reference, DateTimeOffset At);

/// <summary>What the product sent out of the house: on a laptop it ends here, for a person or a test to read. The newest two hundred, in memory.</summary>
public sealed class Outbox
{
    private const int Most = 200;
    private ImmutableList<Delivered> _messages = [];
    private int _last;

    public IReadOnlyList<Delivered> Messages => _messages;

    public void Put(string kind, string from, string to, string subject, string text, string? html = null, string? reference = null)
    {
        var message = new Delivered(Interlocked.Increment(ref _last), kind, from, to, subject, text, html, reference, TimeProvider.System.GetUtcNow());
        ImmutableInterlocked.Update(ref _messages, messages => messages.Add(message) is { Count: > Most } full ? full.RemoveAt(0) : messages.Add(message));
    }
}
