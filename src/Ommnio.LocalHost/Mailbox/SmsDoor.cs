namespace Ommnio.LocalHost.Mailbox;

/// <summary>Takes SMS as Twilio's Messages resource does, so that the product's own client runs on a laptop too.</summary>
internal static class SmsDoor
{
    internal const string Account = "AClocal";
    internal const string Number = "+15005550006";

    internal static void Map(WebApplication app, Outbox outbox) => app.MapPost(
        $"/2010-04-01/Accounts/{Account}/Messages.json",
        async (HttpRequest request, CancellationToken cancellationToken) =>
        {
            var form = await request.ReadFormAsync(cancellationToken);
            outbox.Put("sms", form["From"].ToString(), form["To"].ToString(), "", form["Body"].ToString());
            return Results.Json(new { sid = $"SM{Guid.NewGuid():N}", status = "queued" }, statusCode: StatusCodes.Status201Created);
        });
}
