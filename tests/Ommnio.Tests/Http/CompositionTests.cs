using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Functions;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Http;

public sealed class CompositionTests
{
    private static readonly Dictionary<string, string?> Whole = new()
    {
        ["PublicUrl"] = "https://people.example",
        ["Storage:ConnectionString"] = "UseDevelopmentStorage=true",
        ["Secrets:CurrentKeyId"] = "a",
        ["Secrets:Keys:a"] = Convert.ToBase64String(new byte[32]),
    };

    [Fact]
    public void With_all_settings_every_function_class_can_be_made()
    {
        var services = new ServiceCollection().AddLogging().AddOmmnio(Configuration([])).AddChat(Configuration([]), isDevelopment: true);
        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });

        foreach (var type in new[] { typeof(Functions.Users), typeof(Lookups), typeof(Invitations), typeof(Invitees), typeof(SignUps), typeof(Delivery), typeof(Watch), typeof(Service) })
        {
            ActivatorUtilities.CreateInstance(provider, type).ShouldNotBeNull();
        }
    }

    [Theory]
    [InlineData("PublicUrl", null, "The setting PublicUrl is missing.")]
    [InlineData("PublicUrl", "people.example", "The setting PublicUrl must be an absolute address.")]
    [InlineData("Secrets:CurrentKeyId", null, "The setting Secrets:CurrentKeyId is missing.")]
    [InlineData("Secrets:Keys:a", null, "The setting Secrets:Keys:a is missing.")]
    [InlineData("Secrets:Keys:a", "c2hvcnQ=", "The setting Secrets:Keys:a must be 32 bytes in Base64.")]
    [InlineData("Secrets:IndexKeyId", "b", "The setting Secrets:Keys:b is missing.")]
    [InlineData("Storage:ConnectionString", null, "The setting Storage:TableServiceUri (or Storage:ConnectionString) is missing.")]
    [InlineData("Delivery:Lease", "soon", "The setting Delivery:Lease must be a time such as 00:02:00.")]
    [InlineData("AttemptsPerMinute", "many", "The setting AttemptsPerMinute must be a number above 0.")]
    [InlineData("RequestsPerSecond", "0", "The setting RequestsPerSecond must be a number above 0.")]
    public void A_setting_that_is_missing_or_wrong_is_named(string name, string? value, string message) =>
        Should.Throw<InvalidOperationException>(() => new ServiceCollection().AddOmmnio(Configuration([new(name, value)]))).Message.ShouldBe(message);

    private static IConfiguration Configuration(List<KeyValuePair<string, string?>> changes) =>
        new ConfigurationBuilder().AddInMemoryCollection(Whole.ExceptBy(changes.Select(change => change.Key), setting => setting.Key).Concat(changes.Where(change => change.Value is not null))).Build();
}
