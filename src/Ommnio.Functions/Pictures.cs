using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;

namespace Ommnio.Functions;

public sealed class Pictures(ChangePicture change, FindPicture find, UserWire wire)
{
    [Function(nameof(SetPicture))]
    public async Task<IResult> SetPicture([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "users/{id}/picture")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        var body = await PictureBody.ReadAsync(request, cancellationToken);
        return body.Refusal ?? await ChangeAsync(request, id, body.File, cancellationToken);
    }

    [Function(nameof(GetPicture))]
    public async Task<IResult> GetPicture([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "users/{id}/picture")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        PictureWire.Answer(request, UserId.TryParse(id) is { } user
            ? await find.HandleAsync(Caller.Of(request).Actor, user, PictureWire.Known(request), cancellationToken)
            : new FindPictureOutcome.NotFound());

    [Function(nameof(RemovePicture))]
    public Task<IResult> RemovePicture([HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/{id}/picture")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ChangeAsync(request, id, null, cancellationToken);

    private async Task<IResult> ChangeAsync(HttpRequest request, string id, PictureFile? file, CancellationToken cancellationToken)
    {
        var match = IfMatch.Read(request);
        if (match.Refusal is not null || UserId.TryParse(id) is not { } user)
        {
            return match.Refusal ?? Problems.NotFound(request);
        }

        var outcome = await change.HandleAsync(new(Caller.Of(request).Actor, user, match.Version, file), cancellationToken);
        return file is null && outcome is ChangeUserOutcome.Changed removed ? UserWire.Removed(removed.User) : await wire.AnswerAsync(request, outcome, cancellationToken);
    }
}
