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
using Ommnio.Core.Keeping;
using Ommnio.Core.Leaving;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Functions.Delivering;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Settings;
using Ommnio.Functions.SigningIn;
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
        services.AddSingleton<FindAdministrators>();
        services.AddSingleton<FindPicture>();
        services.AddSingleton<BlockUser>();
        services.AddSingleton<EraseUser>();
        services.AddSingleton<FindHistory>();
        services.AddSingleton<ManageKeys>();
        services.AddSingleton<MakePairingCode>();
        services.AddSingleton<LinkAccount>();
        services.AddSingleton<UnlinkAccounts>();
        services.AddSingleton<ExportData>();
        services.AddSingleton(RetentionReading.Read(configuration.GetSection("Retention")));
        services.AddSingleton<PurgeOld>();
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
        services.AddSingleton<PrintInvitation>();
        services.AddSingleton<ReplayInvitations>();
        services.AddSingleton<InvitationSheet>();
        services.AddSingleton<PrepareSheet>();
        services.AddSingleton<PrintSheet>();
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
        services.AddSingleton<FailJob>();
        services.AddSingleton<RestartJob>();
        services.AddSingleton<InvitationWire>();
        services.AddSingleton<UserWire>();
        services.AddSingleton<GroupWire>();
        services.AddSingleton<MemberWire>();
        services.AddSingleton<Idempotency>();
        services.AddSingleton(_ => new RequestLimit(settings.RequestsPerSecond));
        services.AddSingleton(_ => new Attempts(settings.AttemptsPerMinute));
        services.AddSingleton<ChatTokenLimit>();
        services.AddSingleton(_ => new KeyAttempts(settings.AttemptsPerMinute));
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

        var local = key.Value is null ? null : new LocalChannel(Reading.Key(key), configuration.Address("LocalChannel:ServiceUrl") ?? throw configuration.Missing("LocalChannel:ServiceUrl"));
        var settings = Settings(configuration);
        services.AddOmmnioBot(configuration, new(settings.InvitationLink, QrCode.Png, settings.PrintLink, ApiKeyText.Minted), local, isDevelopment);
        services.AddSingleton<ChatAccounts>();
        var directLine = new DirectLineSettings(configuration.Address("DirectLine:Endpoint"), configuration["DirectLine:Secret"], configuration.List("DirectLine:TrustedOrigins"));
        services.AddHttpClient(nameof(DirectLineTokens), client => client.Timeout = TimeSpan.FromSeconds(10))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        services.AddTransient(provider => new DirectLineTokens(
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(DirectLineTokens)),
            directLine,
            provider.GetRequiredService<ILogger<DirectLineTokens>>()));
        return services.AddSignIn(SignInSettings.Read(configuration, isDevelopment), directLine);
    }

    private static IServiceCollection AddSignIn(this IServiceCollection services, SignInSettings? settings, DirectLineSettings directLine)
    {
        services.AddHttpClient(nameof(SignInTokens), client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(10), 1024 * 1024))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        services.AddSingleton(new PageOrigins(directLine.TrustedOrigins));
        services.AddSingleton(provider => new SignInTokens(
            settings,
            provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(SignInTokens)),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<SignInTokens>>()));
        return services;
    }

    private static AppSettings Settings(IConfiguration configuration) => new()
    {
        PublicUrl = configuration.Address("PublicUrl") ?? throw configuration.Missing("PublicUrl"),
        RequestsPerSecond = configuration.Number("RequestsPerSecond", 500),
        AttemptsPerMinute = configuration.Number("AttemptsPerMinute", 60),
        Delivery = new(
            configuration.Duration("Delivery:Lease", TimeSpan.FromMinutes(1)),
            configuration.Duration("Delivery:OverdueAfter", TimeSpan.FromMinutes(2)))
        {
            RetryAfter = configuration.Duration("Delivery:RetryAfter", TimeSpan.FromMinutes(1)),
        },
    };

    private static MasterKeys Keys(IConfigurationSection section)
    {
        var current = section["CurrentKeyId"] ?? throw section.Missing("CurrentKeyId");
        var keys = section.GetSection("Keys").GetChildren().ToDictionary(key => key.Key, Reading.Key);
        var index = section["IndexKeyId"] ?? current;
        foreach (var id in (string[])[current, index])
        {
            if (!keys.ContainsKey(id))
            {
                throw section.Missing($"Keys:{id}");
            }
        }

        return new(current, index, keys);
    }

    internal static StorageLocation Location(IConfigurationSection section)
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
            section.Address("TableServiceUri") ?? throw section.Missing($"TableServiceUri (or {section.Path}:ConnectionString)"),
            section.Address("QueueServiceUri") ?? throw section.Missing("QueueServiceUri"),
            credential);
    }

    private sealed class NewIds : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
