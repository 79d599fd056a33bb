namespace Ommnio.LocalHost.DirectLine;

/// <summary>Refusals in Direct Line's own shape.</summary>
internal static class ChannelError
{
    public static IResult BadArgument(string message) => Of(StatusCodes.Status400BadRequest, "BadArgument", message);

    public static IResult Unauthorized(string message) => Of(StatusCodes.Status401Unauthorized, "Unauthorized", message);

    public static IResult TokenExpired() => Of(StatusCodes.Status403Forbidden, "TokenExpired", "Token has expired");

    public static IResult Forbidden(string message) => Of(StatusCodes.Status403Forbidden, "Forbidden", message);

    public static IResult NotFound() => Of(StatusCodes.Status404NotFound, "NotFound", "No such conversation");

    public static IResult TooLarge() => Of(StatusCodes.Status413PayloadTooLarge, "BadArgument", "An activity takes at most 256 KB");

    public static IResult BotFailed() => Of(StatusCodes.Status502BadGateway, "BotError", "The bot could not take the activity");

    public static IResult Of(int status, string code, string message) =>
        Results.Json(new { error = new { code, message } }, statusCode: status);
}
