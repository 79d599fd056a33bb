using System.Globalization;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ommnio.Bot.Activities;
using Ommnio.Core.Auditing;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Functions.Delivering;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;
using Ommnio.Storage;

namespace Ommnio.Functions;

/// <summary>The one composition root. A setting that is missing or wrong is named, and nothing starts.</summary>
internal static class Composition
{
    internal static IServiceCollection AddOmmnio(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = Settings(configuration);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Delivery);
        services.AddSingleton(Keys(configuration.GetSection("Secrets")));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IIds, NewIds>();
        services.AddOmmnioStorage(Location(configuration.GetSection("Storage")));
        InvitationSenders.Add(services, configuration);
        services.AddSingleton<InvitationLink>(settings.InvitationLink);
        services.AddSingleton<RegisterUser>();
        services.AddSingleton<ChangeUser>();
        services.AddSingleton<ChangePicture>();
        services.AddSingleton<FindUsers>();
        services.AddSingleton<FindDuplicates>();
        services.AddSingleton<ListUsers>();
        services.AddSingleton<FindPicture>();
        services.AddSingleton<BlockUser>();
        services.AddSingleton<EraseUser>();
        services.AddSingleton<FindHistory>();
        services.AddSingleton<CreateTeam>();
        services.AddSingleton<ChangeTeam>();
        services.AddSingleton<DeleteTeam>();
        services.AddSingleton<TeamAdministrators>();
        services.AddSingleton<ListTeamMembers>();
        services.AddSingleton<LinkChatGroup>();
        services.AddSingleton<DirectMembersOf>();
        services.AddSingleton<FindChatGroups>();
        services.AddSingleton<CreateChatGroup>();
        services.AddSingleton<ChangeChatGroup>();
        services.AddSingleton<DeleteChatGroup>();
        services.AddSingleton<ListGroupMembers>();
        services.AddSingleton<SetGroupMember>();
        services.AddSingleton<SetRules>();
        services.AddSingleton<HandOff>();
        services.AddSingleton<PreviewRules>();
        services.AddSingleton<ApplyRules>();
        services.AddSingleton<InviteUser>();
        services.AddSingleton<PresentInvitation>();
        services.AddSingleton<ResendInvitation>();
        services.AddSingleton<RevokeInvitation>();
        services.AddSingleton<FindByToken>();
        services.AddSingleton<AcceptInvitation>();
        services.AddSingleton<AskForInvitation>();
        services.AddSingleton<FindInvitations>();
        services.AddSingleton<TellAdministrator>();
        services.AddSingleton<FailInvitation>();
        services.AddSingleton<SignUpByPhone>();
        services.AddSingleton<ReportAccesses>();
        services.AddSingleton<DeliverInvitation>();
        services.AddSingleton<SweepOutbox>();
        services.AddSingleton<StartJob>();
        services.AddSingleton<RunJob>();
        services.AddSingleton<SweepJobs>();
        services.AddSingleton<FindJob>();
        services.AddSingleton<InvitationWire>();
        services.AddSingleton<UserWire>();
        services.AddSingleton<GroupWire>();
        services.AddSingleton<MemberWire>();
        services.AddSingleton<Idempotency>();
        services.AddSingleton(_ => new RequestLimit(settings.RequestsPerSecond));
        services.AddSingleton(_ => new Attempts(settings.AttemptsPerMinute));
        return services;
    }

    /// <summary>The bot and its channel. The laptop's own channel is believed in Development only.</summary>
    internal static IServiceCollection AddChat(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        var key = configuration.GetSection("LocalChannel:Key");
        if (key.Value is not null && !isDevelopment)
        {
            throw new InvalidOperationException("The setting LocalChannel:Key is for Development only.");
        }

        var local = key.Value is null ? null : new LocalChannel(Bytes(key), Address(configuration, "LocalChannel:ServiceUrl") ?? throw Missing("LocalChannel:ServiceUrl"));
        services.AddOmmnioBot(configuration, new(Settings(configuration).InvitationLink), local, isDevelopment);
        services.AddSingleton<ChatAccounts>();
        var origins = (configuration["DirectLine:TrustedOrigins"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var directLine = new DirectLineSettings(Address(configuration, "DirectLine:Endpoint"), configuration["DirectLine:Secret"], origins);
        services.AddHttpClient(nameof(DirectLineTokens), client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        services.AddTransient(provider => new DirectLineTokens(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(DirectLineTokens)),
            directLine,
            provider.GetRequiredService<ILogger<DirectLineTokens>>()));
        return services;
    }

    private static AppSettings Settings(IConfiguration configuration) => new()
    {
        PublicUrl = Address(configuration, "PublicUrl") ?? throw Missing("PublicUrl"),
        RequestsPerSecond = configuration["RequestsPerSecond"] is { } said ? Number(said, "RequestsPerSecond") : 500,
        AttemptsPerMinute = configuration["AttemptsPerMinute"] is { } attempts ? Number(attempts, "AttemptsPerMinute") : 60,
        Delivery = new(
            Duration(configuration, "Delivery:Lease", TimeSpan.FromMinutes(1)),
            Duration(configuration, "Delivery:OverdueAfter", TimeSpan.FromMinutes(2)))
        {
            RetryAfter = Duration(configuration, "Delivery:RetryAfter", TimeSpan.FromMinutes(1)),
        },
    };

    private static MasterKeys Keys(IConfigurationSection section)
    {
        var current = section["CurrentKeyId"] ?? throw Missing("Secrets:CurrentKeyId");
        var keys = section.GetSection("Keys").GetChildren().ToDictionary(key => key.Key, key => Bytes(key));
        var index = section["IndexKeyId"] ?? current;
        foreach (var id in (string[])[current, index])
        {
            if (!keys.ContainsKey(id))
            {
                throw Missing($"Secrets:Keys:{id}");
            }
        }

        return new(current, index, keys);
    }

    private static StorageLocation Location(IConfigurationSection section)
    {
        if (section["ConnectionString"] is { Length: > 0 } connection)
        {
            return new(connection, null, null, null);
        }

        TokenCredential credential = section["ClientId"] is { } client
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client))
            : new DefaultAzureCredential();
        return new(
            null,
            Address(section, "TableServiceUri") ?? throw Missing("Storage:TableServiceUri (or Storage:ConnectionString)"),
            Address(section, "QueueServiceUri") ?? throw Missing("Storage:QueueServiceUri"),
            credential);
    }

    private static byte[] Bytes(IConfigurationSection key)
    {
        Span<byte> bytes = stackalloc byte[33];
        return Convert.TryFromBase64String(key.Value ?? "", bytes, out var length) && length == 32
            ? bytes[..32].ToArray()
            : throw new InvalidOperationException($"The setting {key.Path} must be 32 bytes in Base64.");
    }

    private static Uri? Address(IConfiguration configuration, string name) =>
        configuration[name] is not { Length: > 0 } said ? null
        : Uri.TryCreate(said, UriKind.Absolute, out var address) ? address
        : throw new InvalidOperationException($"The setting {name} must be an absolute address.");

    private static TimeSpan Duration(IConfiguration configuration, string name, TimeSpan otherwise) =>
        configuration[name] is not { } said ? otherwise
        : TimeSpan.TryParse(said, CultureInfo.InvariantCulture, out var duration) && duration > TimeSpan.Zero ? duration
        : throw new InvalidOperationException($"The setting {name} must be a time such as 00:02:00.");

    private static int Number(string said, string name) =>
        int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new InvalidOperationException($"The setting {name} must be a number above 0.");

    private static InvalidOperationException Missing(string name) => new($"The setting {name} is missing.");

    private sealed class NewIds : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
