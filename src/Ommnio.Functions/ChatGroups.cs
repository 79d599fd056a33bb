using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

/// <summary>Chat groups. A Team Administrator meets those that they are in, and those that are wholly theirs (D36).</summary>
public sealed class ChatGroups(FindChatGroups find, CreateChatGroup create, ChangeChatGroup change, DeleteChatGroup delete, GroupWire wire, Idempotency idempotency)
{
    [Function(nameof(ListChatGroups))]
    public async Task<IResult> ListChatGroups([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "chat-groups")] HttpRequest request, CancellationToken cancellationToken)
    {
        var actor = Caller.Of(request).Actor;
        return await wire.ListAsync(actor, await find.AllAsync(actor, cancellationToken), cancellationToken);
    }

    [Function(nameof(GetChatGroup))]
    public async Task<IResult> GetChatGroup([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "chat-groups/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var found = ChatGroupId.TryParse(id) is { } group ? await find.ByIdAsync(Caller.Of(request).Actor, group, cancellationToken) : null;
        return found is null ? GroupWire.NotFound(request) : await wire.OneAsync(Caller.Of(request).Actor, found, cancellationToken);
    }

    [Function(nameof(CreateChatGroup))]
    public async Task<IResult> CreateChatGroup([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "chat-groups")] HttpRequest request, CancellationToken cancellationToken)
    {
        var (body, _, refusal) = await JsonBody.ReadAsync(request, WireJson.Plain.GroupDetails, cancellationToken);
        if ((refusal ?? Idempotency.Refusal(request)) is { } refused)
        {
            return refused;
        }

        var outcome = await create.HandleAsync(new(Caller.Of(request).Actor, body!, idempotency.Of(request, body!, WireJson.Plain.GroupDetails)), cancellationToken);
        return await wire.AnswerAsync(request, outcome, cancellationToken, StatusCodes.Status201Created);
    }

    [Function(nameof(ChangeChatGroup))]
    public async Task<IResult> ChangeChatGroup([HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "chat-groups/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var body = await JsonBody.ReadAsync(request, WireJson.Plain.GroupDetails, cancellationToken, MergePatch.MediaType);
        var match = IfMatch.Read(request);
        if ((body.Refusal ?? match.Refusal) is { } refused)
        {
            return refused;
        }

        return ChatGroupId.TryParse(id) is not { } group ? GroupWire.NotFound(request)
            : await wire.AnswerAsync(request, await change.HandleAsync(new(Caller.Of(request).Actor, group, match.Version, before => MergePatch.Apply(before, body.Bytes, WireJson.Plain.GroupDetails)), cancellationToken), cancellationToken);
    }

    [Function(nameof(DeleteChatGroup))]
    public async Task<IResult> DeleteChatGroup([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "chat-groups/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var match = IfMatch.Read(request);
        return match.Refusal is { } refused ? refused
            : ChatGroupId.TryParse(id) is not { } group ? GroupWire.NotFound(request)
            : await wire.AnswerAsync(request, await delete.HandleAsync(new(Caller.Of(request).Actor, group, match.Version, request.Query["confirm"]), cancellationToken), cancellationToken);
    }
}
