using System.Security.Cryptography;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>Who speaks at the page, as the token says. The page's own word for it is never taken.</summary>
internal sealed record ChatAccount(string Id, string Name);

internal sealed class Conversation(string id, ChatAccount account, long number, TimeProvider time)
{
    private int started;

    public string Id => id;

    public ChatAccount Account => account;

    public long Number => number;

    public ActivityLog Log { get; } = new(id, time);

    /// <returns>True for the one call that started it.</returns>
    public bool Start() => Interlocked.Exchange(ref started, 1) == 0;
}

/// <summary>The conversations of this run, in memory. After a restart a page starts a new one, and the bot resumes the draft.</summary>
internal sealed class Conversations(TimeProvider time)
{
    private const int Kept = 500;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Conversation> open = new(StringComparer.Ordinal);
    private long count;

    public Conversation Open(ChatAccount account)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate)
        {
            if (open.Count >= Kept)
            {
                open.Remove(open.Values.MinBy(conversation => conversation.Number)!.Id);
            }

            return open[id] = new Conversation(id, account, ++count, time);
        }
    }

    public Conversation? Find(string id)
    {
        lock (gate)
        {
            return open.GetValueOrDefault(id);
        }
    }

    public Conversation? FindByAccount(string accountId)
    {
        lock (gate)
        {
            return open.Values.Where(conversation => conversation.Account.Id == accountId).MaxBy(conversation => conversation.Number);
        }
    }
}
