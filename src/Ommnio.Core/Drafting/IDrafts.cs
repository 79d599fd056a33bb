using Ommnio.Core.Users;

namespace Ommnio.Core.Drafting;

/// <summary>A conversation's draft as stored. <paramref name="ETag"/> is null when there is none yet.</summary>
public sealed record StoredDraft(string? Json, string? ETag);

/// <summary>What became of a write.</summary>
/// <param name="IsWritten">False when another turn was faster: decide again, from what it left.</param>
/// <param name="Now">What is stored now.</param>
public sealed record DraftWrite(bool IsWritten, StoredDraft Now);

/// <summary>One draft per administrator, whatever the channel; the bot owns what is in it.</summary>
public interface IDrafts
{
    /// <summary>One storage request.</summary>
    Task<StoredDraft> ReadAsync(OrganisationId organisation, UserId administrator, CancellationToken cancellationToken);

    /// <summary>
    /// One storage request: insert where <paramref name="etag"/> is null, else replace if unchanged; a second one, that reads, where it
    /// is not. A write whose answer was lost recognises itself.
    /// </summary>
    Task<DraftWrite> WriteAsync(OrganisationId organisation, UserId administrator, string json, string? etag, CancellationToken cancellationToken);
}
