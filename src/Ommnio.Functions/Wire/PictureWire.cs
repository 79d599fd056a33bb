using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;

namespace Ommnio.Functions.Wire;

/// <summary>Pictures on the wire: unlike all else a browser may keep them, if it asks each time whether it still may show them.</summary>
internal static class PictureWire
{
    internal static PictureAnswer Of(UserId user, Picture picture) => new($"/api/users/{user}/picture", ContentType(picture), picture.Width, picture.Height, picture.Bytes);

    /// <summary>Whether the caller has the picture already, by If-None-Match; null when they say nothing of it.</summary>
    internal static Predicate<Picture>? Known(HttpRequest request) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var tags) && tags.Count > 0
            ? picture => tags.Any(tag => tag.Tag == "*" || tag.Compare(new(ETag(picture)), useStrongComparison: false))
            : null;

    internal static IResult Answer(HttpRequest request, FindPictureOutcome outcome) => outcome switch
    {
        FindPictureOutcome.Found(var file) => new BytesAnswer(file),
        FindPictureOutcome.Known(var picture) => new EmptyAnswer(StatusCodes.Status304NotModified, Headers(picture)),
        _ => Problems.Of(request, StatusCodes.Status404NotFound, new Problem("picture.not_found", null)),
    };

    private static string ETag(Picture picture) => $"\"{picture.Hash}\"";

    private static string ContentType(Picture picture) => picture.Kind == PictureKind.Png ? "image/png" : "image/jpeg";

    private static (string Name, string Value)[] Headers(Picture picture) => [("ETag", ETag(picture)), ("Cache-Control", "private, no-cache")];

    private sealed class BytesAnswer(PictureFile file) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            await new EmptyAnswer(StatusCodes.Status200OK, Headers(file.Picture)).ExecuteAsync(httpContext);
            httpContext.Response.ContentType = ContentType(file.Picture);
            httpContext.Response.ContentLength = file.Bytes.Length;
            await httpContext.Response.Body.WriteAsync(file.Bytes, httpContext.RequestAborted);
        }
    }
}
