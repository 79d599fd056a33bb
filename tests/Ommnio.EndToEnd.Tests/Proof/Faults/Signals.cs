using System.Diagnostics;
using System.Globalization;

namespace Ommnio.EndToEnd.Tests.Proof.Faults;

/// <summary>To one process, by its id.</summary>
internal static class Signals
{
    internal static void Send(string signal, int process)
    {
        using var sent = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        sent.WaitForExit();
    }
}
