using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Ommnio.Core.Inviting;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Inviting;

public sealed class InvitationMessagesTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private readonly SharedAzurite azurite = azurite;
    private readonly InvitationMessage message = new(new("acme-1"), new(Guid.CreateVersion7()), new(Guid.CreateVersion7()));

    [Fact]
    public async Task A_message_is_one_request_in_Base64_with_ids_alone_and_is_read_back()
    {
        (await Get<IInvitationMessages>().TrySendAsync(message, TimeSpan.Zero, Token)).ShouldBeTrue();
        Requests.Kinds.ShouldBe([RequestKind.Send]);

        // As the trigger does by default.
        var queue = new QueueClient(azurite.ConnectionString, InvitationMessages.QueueName, new() { MessageEncoding = QueueMessageEncoding.Base64 });
        var received = await ReceiveAllAsync(queue);
        var body = received.Select(one => one.Body.ToString()).Single(text => text.Contains($"{message.Invitation}", StringComparison.Ordinal));
        // Where another test listens to traces, the sending span's name stands there too.
        var said = JsonNode.Parse(body)!.AsObject();
        said.Remove("trace");
        said.ToJsonString().ShouldBe($$"""{"version":1,"organisation":"acme-1","user":"{{message.User}}","invitation":"{{message.Invitation}}","due":"2026-03-02T09:00:00\u002B00:00"}""");
        InvitationMessages.Read(body).ShouldBe(message);
        foreach (var one in received)
        {
            await queue.DeleteMessageAsync(one.MessageId, one.PopReceipt, Token);
        }
    }

    [Fact]
    public void A_message_from_before_telemetry_is_read() =>
        InvitationMessages.Read($$"""{"version":1,"organisation":"acme-1","user":"{{message.User}}","invitation":"{{message.Invitation}}"}""").ShouldBe(message);

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":1,"organisation":"acme-1","user":"x","invitation":"y"}""")]
    public void A_message_that_is_not_ours_is_read_as_none(string text) => InvitationMessages.Read(text).ShouldBeNull();

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(503)]
    public async Task A_queue_that_refuses_is_said_and_does_not_throw(int status)
    {
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.Answer(RequestKind.Send, status);
        }

        (await Get<IInvitationMessages>().TrySendAsync(message, TimeSpan.Zero, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_queue_that_cannot_be_reached_is_said_and_does_not_throw()
    {
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.BreakBefore(RequestKind.Send);
        }

        (await Get<IInvitationMessages>().TrySendAsync(message, TimeSpan.Zero, Token)).ShouldBeFalse();
    }

    // Other tests send to the queue as well, more than one call receives.
    private static async Task<List<QueueMessage>> ReceiveAllAsync(QueueClient queue)
    {
        List<QueueMessage> received = [];
        for (var batch = await NextAsync(); batch.Length > 0; batch = await NextAsync())
        {
            received.AddRange(batch);
        }

        return received;

        async Task<QueueMessage[]> NextAsync() => (await queue.ReceiveMessagesAsync(32, cancellationToken: Token)).Value;
    }
}
