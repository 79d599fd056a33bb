using Microsoft.Extensions.Configuration;
using Ommnio.Functions.Settings;

namespace Ommnio.Functions.SigningIn;

/// <summary>Who says on the page who somebody is.</summary>
/// <param name="Issuer">As the provider writes it in its discovery document and in its tokens. Of Entra ID with <c>{tenantid}</c> in it: administrators of any company's tenant.</param>
/// <param name="ClientId">The page's registration there: tokens for anybody else are not for us.</param>
internal sealed record SignInSettings(string Issuer, string ClientId)
{
    internal const string AnyTenant = "{tenantid}";

    /// <summary>Where the provider describes itself. Entra ID does so for all tenants under a word of its own.</summary>
    internal string Discovery => $"{Issuer.Replace(AnyTenant, "organizations", StringComparison.Ordinal).TrimEnd('/')}/.well-known/openid-configuration";

    /// <summary>Null: nobody signs in on the page.</summary>
    /// <exception cref="InvalidOperationException">Half of it is set, or the issuer could be overheard; the message names the setting.</exception>
    internal static SignInSettings? Read(IConfiguration configuration, bool isDevelopment)
    {
        var (issuer, client) = (configuration["SignIn:Issuer"], configuration["SignIn:ClientId"]);
        if (string.IsNullOrEmpty(issuer) && string.IsNullOrEmpty(client))
        {
            return null;
        }

        var read = new SignInSettings(configuration.Needed("SignIn:Issuer"), configuration.Needed("SignIn:ClientId"));
        if (!Uri.TryCreate(read.Issuer, UriKind.Absolute, out var address) || !(address.Scheme == Uri.UriSchemeHttps || (isDevelopment && address.IsLoopback)))
        {
            throw configuration.Wrong("SignIn:Issuer", "an https address, as the provider's discovery document has it");
        }

        // Who has signed in wants to talk, and a browser elsewhere than here wants to be let in.
        foreach (var name in (string[])["DirectLine:Endpoint", "DirectLine:Secret", "DirectLine:TrustedOrigins"])
        {
            configuration.Needed(name);
        }

        return read;
    }
}
