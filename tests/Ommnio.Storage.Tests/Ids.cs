using Ommnio.Core.Users;

namespace Ommnio.Storage.Tests;

/// <summary>As the app makes them.</summary>
internal sealed class Ids : IIds
{
    public Guid Next() => Guid.CreateVersion7();
}
