using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>A picture sent as the body itself.</summary>
internal readonly record struct PictureBody(PictureFile? File, IResult? Refusal)
{
    private static readonly string[] MediaTypes = ["image/jpeg", "image/png"];

    internal static async Task<PictureBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var sent) || !MediaTypes.Contains(sent.MediaType.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            return Refuse(request, StatusCodes.Status415UnsupportedMediaType, new("request.media_type", null, string.Join(", ", MediaTypes)));
        }

        if (await JsonBody.BytesAsync(request, Picture.MostBytes, cancellationToken) is not { } bytes)
        {
            return Refuse(request, StatusCodes.Status413PayloadTooLarge, Picture.TooLarge);
        }

        var read = PictureFile.Read(bytes);
        return read.Problem is { } problem ? Refuse(request, StatusCodes.Status400BadRequest, problem) : new(read.Value, null);
    }

    private static PictureBody Refuse(HttpRequest request, int status, Problem problem) => new(null, Problems.Of(request, status, problem));
}
