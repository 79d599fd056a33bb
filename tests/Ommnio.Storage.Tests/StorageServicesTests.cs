using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests;

public sealed class StorageServicesTests(SharedAzurite azurite) : StorageTests(azurite)
{
    [Fact]
    public async Task Storage_that_answers_is_healthy_by_one_request_to_each_service()
    {
        await Get<StorageSetup>().CheckAsync(Token);

        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Other]);
    }

    [Theory]
    [InlineData(RequestKind.Read)]
    [InlineData(RequestKind.Other)]
    internal async Task Storage_that_refuses_is_not_healthy(RequestKind kind)
    {
        Faults.Answer(kind, 403);

        await Should.ThrowAsync<RequestFailedException>(() => Get<StorageSetup>().CheckAsync(Token));
    }

    [Fact]
    public async Task Missing_tables_are_a_fault_and_not_an_empty_storage()
    {
        // What the service answers where the table is not there.
        await Should.ThrowAsync<RequestFailedException>(() => Ommnio.Storage.Tables.StorageTables.FindAsync(Get<TableServiceClient>().GetTableClient("nowhere"), "a", "b", Token));
    }

    [Fact]
    public async Task Setting_up_what_is_there_already_changes_nothing() => await Get<StorageSetup>().EnsureAsync(Token);

    [Fact]
    public async Task A_request_is_tried_four_times_and_then_the_fault_is_the_callers()
    {
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.Answer(RequestKind.Transaction, 503);
        }

        (await Should.ThrowAsync<RequestFailedException>(() => Get<IUsers>().AddAsync(Organisation, Some.New(Some.User()), Token))).Status.ShouldBe(503);

        Requests.Kinds.Count.ShouldBe(4);
    }

    [Fact]
    public void With_addresses_and_an_identity_every_port_has_its_store()
    {
        using var services = new ServiceCollection()
            .AddSingleton(Secrets)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddOmmnioStorage(new(null, new("https://acme.table.core.windows.net"), new("https://acme.queue.core.windows.net"), new NoCredential()))
            .BuildServiceProvider();

        foreach (var port in (Type[])[typeof(IUsers), typeof(IInvitations), typeof(IInvitationMessages), typeof(ICatalogues), typeof(IOrganisations), typeof(IApiKeys), typeof(IChannelIdentities), typeof(IDrafts), typeof(IJobs), typeof(IJobMessages), typeof(IUserWalks), typeof(StorageSetup), typeof(InvitationMessages)])
        {
            services.GetRequiredService(port).ShouldNotBeNull();
        }
    }

    private sealed class NoCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
