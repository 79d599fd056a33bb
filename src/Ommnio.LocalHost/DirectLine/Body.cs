using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>Reads one JSON object of bounded size.</summary>
internal static class Body
{
    public static async Task<(JsonObject? Read, IResult? Refusal)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Activities.MaxBytes;
        }

        try
        {
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes, cancellation);
            return Activities.Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is { } read
                ? (read, null)
                : (null, ChannelError.BadArgument("The body has to be one JSON object"));
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, ChannelError.TooLarge());
        }
    }
}
