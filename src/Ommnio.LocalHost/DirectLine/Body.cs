using System.Text.Json.Nodes;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>Reads a body of bounded size.</summary>
internal static class Body
{
    public static async Task<(JsonObject? Read, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (await BytesAsync(request, Activities.MaxBytes, cancellation) is not { } bytes)
        {
            return (null, ChannelError.TooLarge());
        }

        return Activities.Parse(bytes) is { } read ? (read, null) : (null, ChannelError.BadArgument("The body has to be one JSON object"));
    }

    /// <summary>
    /// Null: there is more. The rest is left to the server, which reads it after the answer: where it closed the connection
    /// instead, as it does over its own limit, a client that is still sending would never see the refusal.
    /// </summary>
    public static async Task<byte[]?> BytesAsync(HttpRequest request, int most, CancellationToken cancellation)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
        {
            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellation);
            if (bytes.Length > most)
            {
                return null;
            }
        }

        return bytes.ToArray();
    }
}
