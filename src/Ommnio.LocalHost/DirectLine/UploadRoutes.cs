using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>
/// <c>/v3/directline/conversations/{id}/upload</c>: a message with files. As with the real channel only the bot is told where
/// they lie; the page is shown their names.
/// </summary>
internal sealed class UploadRoutes(TokenGate gate, Uploads uploads, BotDelivery bot, CancellationToken stopping)
{
    private const int MostFiles = 5;

    // Bounds and headings of the parts, and the activity beside the file.
    private const int Beside = 64 * 1024;

    public void Map(IEndpointRouteBuilder routes) => routes.MapPost("/conversations/{id}/upload", UploadAsync);

    private async Task<IResult> UploadAsync(HttpRequest request, string id, CancellationToken cancellation)
    {
        var (conversation, _, refusal) = await gate.OpenAsync(request, id);
        if (conversation is null)
        {
            return refusal!;
        }

        if (await FilesAsync(request, cancellation) is not { } parts)
        {
            return ChannelError.Of(StatusCodes.Status413PayloadTooLarge, "BadArgument", "Files take at most 1 MB together");
        }

        if (parts.GetFile("activity") is not { } part || Activities.Parse(await BytesAsync(part, cancellation)) is not { } sent || Activities.TypeOf(sent) != "message")
        {
            return ChannelError.BadArgument("The part named activity has to be a message");
        }

        var files = parts.Where(file => file.Name == "file").Take(MostFiles).ToList();
        sent["attachments"] = new JsonArray([.. files.Select(file => Named(file))]);
        var said = Activities.SaidBy(conversation.Account, sent);
        var activityId = conversation.Log.Append(said);
        foreach (var (index, file) in files.Index())
        {
            var place = uploads.Keep(new(await BytesAsync(file, cancellation), file.ContentType));
            said["attachments"]![index]!["contentUrl"] = new Uri(bot.ServiceUrl, place).ToString();
        }

        return await bot.SendAsync(conversation, said, stopping) ? Results.Json(new { id = activityId }) : ChannelError.BotFailed();
    }

    /// <summary>Null when there is too much.</summary>
    private static async Task<IFormFileCollection?> FilesAsync(HttpRequest request, CancellationToken cancellation)
    {
        const int most = Uploads.MaxBytes + Beside;
        if (await Body.BytesAsync(request, most, cancellation) is not { } bytes)
        {
            return null;
        }

        request.Body = new MemoryStream(bytes, writable: false);
        try
        {
            // In memory alone: nothing of what is sent is left on the disk.
            return (await new FormFeature(request, new FormOptions { MemoryBufferThreshold = most, MultipartBodyLengthLimit = most }).ReadFormAsync(cancellation)).Files;
        }
        catch (InvalidOperationException)
        {
            // No form at all: then it has no part either.
            return new FormFileCollection();
        }
        catch (InvalidDataException)
        {
            return new FormFileCollection();
        }
    }

    private static JsonObject Named(IFormFile file) => new() { ["contentType"] = file.ContentType, ["name"] = file.FileName };

    private static async Task<byte[]> BytesAsync(IFormFile file, CancellationToken cancellation)
    {
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }
}
