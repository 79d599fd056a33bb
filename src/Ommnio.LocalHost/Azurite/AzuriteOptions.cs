namespace Ommnio.LocalHost.Azurite;

public sealed record AzuriteOptions
{
    /// <summary>Where the data is kept between runs; null keeps it in memory.</summary>
    public string? DataFolder { get; init; }

    /// <summary>0 takes any free port, here and for the others.</summary>
    public int BlobPort { get; init; }
    public int QueuePort { get; init; }
    public int TablePort { get; init; }
}
