using System.Buffers;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Ommnio.EndToEnd.Tests.Proof.Fuzzing;

/// <summary>An answer as it came.</summary>
internal sealed record RawAnswer(int Status, string Head, byte[] Body)
{
    internal string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>HTTP by hand: a client that is any good would not send most of what is to be sent here.</summary>
internal static class RawHttp
{
    /// <summary>On a connection of its own, which the request has to close ("Connection: close"). Null when it was closed without an answer.</summary>
    internal static async Task<RawAnswer?> SendAsync(Uri host, byte[] request, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port, cancellationToken);
        return Parse(await ExchangeAsync(client.GetStream(), request, cancellationToken));
    }

    private static async Task<byte[]> ExchangeAsync(NetworkStream stream, byte[] request, CancellationToken cancellationToken)
    {
        // At once: who refuses a body answers before it has read it.
        var reading = ReadAsync(stream, cancellationToken);
        try
        {
            await stream.WriteAsync(request, cancellationToken);
        }
        catch (IOException)
        {
            // Closed on us; what it had said before counts.
        }

        return await reading;
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var all = new ArrayBufferWriter<byte>();
        try
        {
            while (await stream.ReadAsync(all.GetMemory(16 * 1024), cancellationToken) is > 0 and var read)
            {
                all.Advance(read);
            }
        }
        catch (IOException)
        {
            // Reset with the end of our body unread.
        }

        return all.WrittenSpan.ToArray();
    }

    private static RawAnswer? Parse(byte[] all)
    {
        if (all.AsSpan().IndexOf("\r\n\r\n"u8) is not (> 0 and var end) || !int.TryParse(Encoding.ASCII.GetString(all, 9, 3), CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var (head, body) = (Encoding.UTF8.GetString(all, 0, end), all[(end + 4)..]);
        return new(status, head, head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase) ? WithoutChunks(body) : body);
    }

    private static byte[] WithoutChunks(byte[] body)
    {
        var whole = new ArrayBufferWriter<byte>();
        var rest = body.AsSpan();
        while (rest.IndexOf("\r\n"u8) is > 0 and var line && int.TryParse(Encoding.ASCII.GetString(rest[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) && length > 0)
        {
            var chunk = rest[(line + 2)..];
            whole.Write(chunk[..Math.Min(length, chunk.Length)]);
            rest = chunk.Length > length + 2 ? chunk[(length + 2)..] : default;
        }

        return whole.WrittenSpan.ToArray();
    }
}
