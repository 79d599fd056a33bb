using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Ommnio.EndToEnd.Tests.Proof.Faults;

/// <summary>Stands between somebody and the storage, and can be cut: what was on the way, either way, does not arrive.</summary>
internal sealed partial class Cable : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<TcpClient, bool> ends = [];
    private readonly List<TcpListener> listeners = [];
    private readonly Action<ReadOnlySpan<byte>>? heard;
    private volatile bool isCut;

    /// <param name="storage">A connection string with addresses on this machine.</param>
    /// <param name="heard">Gets what is sent to the storage, piece by piece as it comes.</param>
    internal Cable(string storage, Action<ReadOnlySpan<byte>>? heard = null)
    {
        this.heard = heard;
        ConnectionString = Port().Replace(storage, match => $"http://127.0.0.1:{Listen(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))}/");
    }

    /// <summary>The same storage, by this cable.</summary>
    internal string ConnectionString { get; }

    /// <summary>How many connections were cut.</summary>
    internal int Cuts { get; private set; }

    internal void Cut()
    {
        isCut = true;
        foreach (var end in ends.Keys)
        {
            Cuts++;
            end.Close();
        }
    }

    internal void Mend() => isCut = false;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listeners.ForEach(listener => listener.Dispose());
        Cut();
        stopping.Dispose();
    }

    private int Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        listeners.Add(listener);
        _ = AcceptAsync(listener, port);
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task AcceptAsync(TcpListener listener, int port)
    {
        try
        {
            while (true)
            {
                _ = ConnectAsync(await listener.AcceptTcpClientAsync(stopping.Token), port);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ConnectAsync(TcpClient near, int port)
    {
        using var far = new TcpClient();
        using (near)
        {
            ends[near] = true;
            try
            {
                if (!isCut)
                {
                    await far.ConnectAsync(IPAddress.Loopback, port, stopping.Token);
                    (near.NoDelay, far.NoDelay) = (true, true);
                    await Task.WhenAny(SendAsync(near.GetStream(), far.GetStream()), far.GetStream().CopyToAsync(near.GetStream(), stopping.Token));
                }
            }
            catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                // Whoever holds the other end finds out.
            }

            ends.TryRemove(near, out _);
        }
    }

    private async Task SendAsync(NetworkStream near, NetworkStream far)
    {
        var buffer = new byte[128 * 1024];
        while (await near.ReadAsync(buffer, stopping.Token) is > 0 and var read)
        {
            heard?.Invoke(buffer.AsSpan(0, read));
            await far.WriteAsync(buffer.AsMemory(0, read), stopping.Token);
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:(\d+)/")]
    private static partial Regex Port();
}
