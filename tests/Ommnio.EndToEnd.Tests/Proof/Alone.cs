using Xunit;

namespace Ommnio.EndToEnd.Tests.Proof;

/// <summary>What takes the whole machine runs when everything else is over.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public static class Alone
{
    public const string Name = "Alone";
}
