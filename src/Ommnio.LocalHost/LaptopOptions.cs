using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Ommnio.LocalHost.Processes;

namespace Ommnio.LocalHost;

/// <summary>An OpenID provider, and the page's registration there.</summary>
internal sealed record SignInOption(string Issuer, string Client)
{
    /// <exception cref="InvalidOperationException">Half of it is given.</exception>
    internal static SignInOption? Read(string? issuer, string? client) => (issuer, client) switch
    {
        (null, null) => null,
        ({ } who, { } where) => new(who, where),
        _ => throw new InvalidOperationException("--sign-in-issuer and --sign-in-client belong together."),
    };
}

internal sealed record LaptopOptions(int Port, int BlobPort, int QueuePort, int TablePort, int MailPort, string DataFolder, bool Seeds, bool Resets, bool IsVerbose, bool ShowsTelemetry)
{
    /// <summary>Who is asked on the page who somebody is; null: they say so themselves.</summary>
    internal SignInOption? SignIn { get; init; }

    /// <exception cref="InvalidOperationException">The ports are not three numbers.</exception>
    internal static LaptopOptions Read(int port, string azurite, int mailPort, string? data, bool seeds, bool resets, bool isVerbose, bool showsTelemetry)
    {
        var ports = azurite.Split(',').Select(text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToList();
        return ports.Count == 3 && !ports.Contains(-1)
            ? new(port == 0 ? FreePort() : port, ports[0], ports[1], ports[2], mailPort, Path.GetFullPath(data ?? Repository.PathOf(".local")), seeds, resets, isVerbose, showsTelemetry)
            : throw new InvalidOperationException("--azurite-ports takes three numbers: blob,queue,table, such as 10000,10001,10002.");
    }

    /// <exception cref="InvalidOperationException">Somebody else listens on one of the ports; the message says which and how to move.</exception>
    internal void DemandFreePorts()
    {
        foreach (var (port, option) in ((int, string)[])[(Port, "--port"), (BlobPort, "--azurite-ports"), (QueuePort, "--azurite-ports"), (TablePort, "--azurite-ports"), (MailPort, "--mail-port")])
        {
            if (port != 0 && !IsFree(port))
            {
                throw new InvalidOperationException($"Port {port} is taken. Choose another with {option}, for instance: dotnet run --project src/Ommnio.LocalHost -- {option} {Example(option)}");
            }
        }
    }

    private static string Example(string option) => option switch
    {
        "--port" => "7072",
        "--mail-port" => "1026",
        _ => "11000,11001,11002",
    };

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
