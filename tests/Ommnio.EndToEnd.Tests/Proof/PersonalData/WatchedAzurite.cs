using Ommnio.EndToEnd.Tests.Proof.Faults;
using Ommnio.LocalHost.Azurite;

namespace Ommnio.EndToEnd.Tests.Proof.PersonalData;

/// <summary>A storage emulator, in memory, that whoever starts a product of their own gives it: all that is sent there is overheard, and what lies there at the end is looked at.</summary>
internal sealed class WatchedAzurite : IAsyncDisposable
{
    private readonly AzuriteServer azurite;
    private readonly Cable cable;
    private readonly string mark;
    private bool isOver;

    private WatchedAzurite(AzuriteServer azurite, string mark) => (this.azurite, this.mark, cable) = (azurite, mark, new(azurite.ConnectionString, Overheard.Take));

    /// <summary>Overheard.</summary>
    internal string ConnectionString => cable.ConnectionString;

    /// <summary>By no cable, for what is measured.</summary>
    internal string Direct => azurite.ConnectionString;

    internal int ProcessId => azurite.ProcessId;

    /// <param name="mark">What of its users is watched; all of it unless said.</param>
    internal static async Task<WatchedAzurite> StartAsync(CancellationToken cancellationToken, string mark = "")
    {
        var azurite = await AzuriteServer.StartAsync(new AzuriteOptions(), progress: null, cancellationToken);
        Watch.Begin();
        return new(azurite, mark);
    }

    public async ValueTask DisposeAsync()
    {
        if (isOver)
        {
            return;
        }

        isOver = true;
        await cable.DisposeAsync();
        try
        {
            await Overheard.LookAsync(Direct, mark);
        }
        finally
        {
            await azurite.DisposeAsync();
            Watch.End();
        }
    }
}
