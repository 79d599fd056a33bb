using Ommnio.EndToEnd.Tests.Laptop;
using Ommnio.Tests.SigningIn;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>A product of its own, whose page asks a provider of ours who somebody is.</summary>
public sealed class SigningInStage : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("ommnio-sign-in-").FullName;

    internal Issuer Issuer { get; private set; } = null!;

    internal Product Product { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await Issuer.StartAsync();
        Product = await Product.StartAsync(folder, ["--sign-in-issuer", Issuer.Name, "--sign-in-client", Issuer.Client, "--verbose"], TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await (Product?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Issuer.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
