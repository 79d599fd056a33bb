using Ommnio.EndToEnd.Tests.Laptop;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedProduct))]

namespace Ommnio.EndToEnd.Tests.Laptop;

/// <summary>One product for all tests that leave it running. It is started by the first that asks, so that other tests do not pay for it.</summary>
public sealed class SharedProduct : IAsyncDisposable
{
    private readonly Lazy<Task<Product>> product = new(() => Product.StartAsync(CancellationToken.None));

    internal Task<Product> StartedAsync() => product.Value;

    public async ValueTask DisposeAsync()
    {
        if (product.IsValueCreated && product.Value.IsCompletedSuccessfully)
        {
            await (await product.Value).DisposeAsync();
        }
    }
}
