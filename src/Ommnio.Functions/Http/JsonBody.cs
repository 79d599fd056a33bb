using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>A body as it was read: the value, its bytes as they came, or the refusal.</summary>
internal readonly record struct Body<T>(T? Value, byte[] Bytes, IResult? Refusal) where T : class;

/// <summary>Reads JSON bodies strictly: at most 1 MiB, valid, no member that we do not know or that comes twice, the right types.</summary>
internal static class JsonBody
{
    internal const int Most = 1_048_576;

    // A body of a megabyte can be wrong a hundred thousand times; nobody reads that, and the answer would be larger than the question.
    private const int MostProblems = 100;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    internal static async Task<Body<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken, string mediaType = "application/json") where T : class
    {
        if (!IsJson(request.ContentType, mediaType))
        {
            return Refuse<T>(request, StatusCodes.Status415UnsupportedMediaType, new Problem("request.media_type", null, mediaType));
        }

        if (await BytesAsync(request, Most, cancellationToken) is not { } bytes)
        {
            return Refuse<T>(request, StatusCodes.Status413PayloadTooLarge, new Problem("request.too_large", null, "1 MiB"));
        }

        var (value, problems) = Parse(bytes, type);
        return problems.Count > 0 ? Refuse<T>(request, StatusCodes.Status400BadRequest, problems) : new(value, bytes, null);
    }

    /// <summary>The same where a body may be left out: then there is neither value nor refusal.</summary>
    internal static async Task<Body<T>> ReadOptionalAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class =>
        request.ContentType is null && await BytesAsync(request, most: 0, cancellationToken) is not null
            ? new(null, [], null)
            : await ReadAsync(request, type, cancellationToken);

    /// <summary>The value, or everything that is wrong with its form. Its content is the use case's to judge.</summary>
    internal static (T? Value, IReadOnlyList<Problem> Problems) Parse<T>(byte[] bytes, JsonTypeInfo<T> type) where T : class
    {
        if (!Utf8.IsValid(bytes))
        {
            return (null, [new Problem("request.not_unicode", null)]);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Options);
            List<Problem> problems = [.. JsonShape.Problems(document.RootElement, type).Take(MostProblems)];
            return problems.Count > 0 ? (null, problems) : (document.Deserialize(type), []);
        }
        catch (JsonException malformed)
        {
            return (null, [new Problem("request.malformed", null, Text((malformed.LineNumber ?? 0) + 1), Text((malformed.BytePositionInLine ?? 0) + 1))]);
        }
        catch (InvalidOperationException)
        {
            return (null, [new Problem("request.not_unicode", null)]);
        }
    }

    private static Body<T> Refuse<T>(HttpRequest request, int status, params IReadOnlyList<Problem> problems) where T : class =>
        new(null, [], Problems.Of(request, status, problems));

    private static bool IsJson(string? contentType, string mediaType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var sent)
        && (sent.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || sent.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        && (sent.Charset.Length == 0 || HeaderUtilities.RemoveQuotes(sent.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    /// <summary>Null: there is more. Counted while it is read, for a body in chunks does not say its length.</summary>
    internal static async Task<byte[]?> BytesAsync(HttpRequest request, int most, CancellationToken cancellationToken)
    {
        if (request.ContentLength > most)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (body.Length > most)
            {
                return null;
            }
        }

        return body.ToArray();
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
