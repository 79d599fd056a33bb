using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Ommnio.Core.Auditing;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Keeping;
using Ommnio.Core.Leaving;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage;

/// <summary>Where the storage is: a connection string (laptop, tests), or two addresses and an identity (Azure).</summary>
public sealed record StorageLocation(string? ConnectionString, Uri? Tables, Uri? Queues, TokenCredential? Credential);

public static class StorageServices
{
    /// <summary>All stores behind Core's ports. Wants <see cref="MasterKeys"/> and <see cref="TimeProvider"/> from the container.</summary>
    /// <param name="policies">Stand before every request: counting and faults in tests.</param>
    public static IServiceCollection AddOmmnioStorage(this IServiceCollection services, StorageLocation location, params IReadOnlyList<HttpPipelinePolicy> policies)
    {
        var tables = Configure(new TableClientOptions(), [new TableSpans(), .. policies]);
        var queues = Configure(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, policies);
        services.AddSingleton(location.ConnectionString is { } table
            ? new TableServiceClient(table, tables)
            : new TableServiceClient(location.Tables, location.Credential, tables));
        services.AddSingleton(location.ConnectionString is { } queue
            ? new QueueServiceClient(queue, queues)
            : new QueueServiceClient(location.Queues, location.Credential, queues));
        services.AddSingleton<StorageTables>();
        services.AddSingleton<StorageSetup>();
        services.AddSingleton<Backlog>();
        services.AddSingleton<IUsers, UserStore>();
        services.AddSingleton<IUserLists, UserListStore>();
        services.AddSingleton<IPictures, PictureStore>();
        services.AddSingleton<IErasures, ErasureStore>();
        services.AddSingleton<IHistories, HistoryStore>();
        services.AddSingleton<IExports, ExportStore>();
        services.AddSingleton<IRetention, RetentionStore>();
        services.AddSingleton<IUserWalks, UserWalks>();
        services.AddSingleton<IInvitations, InvitationStore>()
            .AddSingleton<ITurnsToSend, TurnStore>();
        services.AddSingleton<IJobs, JobStore>();
        services.AddSingleton<CatalogueStore>();
        services.AddSingleton<ICatalogues>(provider => provider.GetRequiredService<CatalogueStore>());
        services.AddSingleton<IOrganisations>(provider => provider.GetRequiredService<CatalogueStore>());
        services.AddSingleton<IApiKeys, ApiKeyStore>();
        services.AddSingleton<IKeyRing, KeyRing>();
        services.AddSingleton<IChannelIdentities, ChannelIdentityStore>();
        services.AddSingleton<IPairings, PairingStore>();
        services.AddSingleton<IDrafts, DraftStore>();
        services.AddSingleton<IChats, ChatStore>();
        services.AddSingleton<IPhones, PhoneIndex>();
        services.AddSingleton<InvitationMessages>();
        services.AddSingleton<IInvitationMessages>(provider => provider.GetRequiredService<InvitationMessages>());
        services.AddSingleton<JobMessages>();
        services.AddSingleton<IJobMessages>(provider => provider.GetRequiredService<JobMessages>());
        services.TryAddSingleton(TimeProvider.System);
        return services;
    }

    private static T Configure<T>(T options, IReadOnlyList<HttpPipelinePolicy> policies) where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 3;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(10);
        options.Diagnostics.IsLoggingContentEnabled = false;
        // Request lines carry keys; no one needs them in a log.
        options.Diagnostics.IsLoggingEnabled = false;
        foreach (var policy in policies)
        {
            options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        }

        return options;
    }
}

/// <summary>Makes tables and queues where nobody else does, and tells whether they answer.</summary>
public sealed class StorageSetup(StorageTables tables, InvitationMessages invitations, JobMessages jobs, TableServiceClient tableService, QueueServiceClient queueService)
{
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await tables.EnsureAsync(cancellationToken);
        await invitations.EnsureAsync(cancellationToken);
        await jobs.EnsureAsync(cancellationToken);
    }

    /// <summary>One small request to each service; throws what they throw.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await tableService.GetTableClient("lookup").GetEntityIfExistsAsync<TableEntity>("health", "health", cancellationToken: cancellationToken);
        await queueService.GetQueueClient(InvitationMessages.QueueName).GetPropertiesAsync(cancellationToken);
    }
}
