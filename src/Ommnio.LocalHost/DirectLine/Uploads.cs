using System.Security.Cryptography;

namespace Ommnio.LocalHost.DirectLine;

internal sealed record Upload(byte[] Content, string ContentType);

/// <summary>Files that pages sent, in memory until newer ones take their place: the bot fetches each at once.</summary>
internal sealed class Uploads
{
    public const int MaxBytes = 1024 * 1024;
    private const int Kept = 20;

    private readonly Lock gate = new();
    private readonly List<(string Id, Upload Upload)> kept = [];

    /// <returns>Where the bot finds it at the Connector's address.</returns>
    public string Keep(Upload upload)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        lock (gate)
        {
            kept.Add((id, upload));
            if (kept.Count > Kept)
            {
                kept.RemoveAt(0);
            }
        }

        return $"/v3/attachments/{id}/views/original";
    }

    public Upload? Find(string id)
    {
        lock (gate)
        {
            return kept.Find(upload => upload.Id == id).Upload;
        }
    }
}
