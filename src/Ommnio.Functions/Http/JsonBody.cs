using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Wording;

namespace Ommnio.Functions.Http;

/// <summary>A body as it was read: the value, its bytes, or the refusal.</summary>
internal readonly record struct Body<T>(T? Value, byte[] Bytes, IResult? Refusal) where T : class;

/// <summary>Reads JSON bodies strictly: at most 1 MiB, valid, no member that we do not know or that comes twice, the right types.</summary>
internal static class JsonBody
{
    private const int Most = 1_048_576;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    internal static async Task<Body<T>> ReadAsync<T>(HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken, string mediaType = "application/json") where T : class
    {
        if (!IsJson(request.ContentType, mediaType))
        {
            return Refuse<T>(request, StatusCodes.Status415UnsupportedMediaType, new Problem("request.media_type", null, mediaType));
        }

        if (await BytesAsync(request, cancellationToken) is not { } bytes)
        {
            return Refuse<T>(request, StatusCodes.Status413PayloadTooLarge, new Problem("request.too_large", null));
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Strict);
            var unknown = Unknown(document.RootElement, type, "").ToList();
            if (unknown.Count > 0)
            {
                return Refuse<T>(request, StatusCodes.Status400BadRequest, [.. unknown]);
            }
        }
        catch (JsonException malformed)
        {
            var (line, position) = (malformed.LineNumber ?? 0, malformed.BytePositionInLine ?? 0);
            return Refuse<T>(request, StatusCodes.Status400BadRequest, new Problem("request.malformed", null, Text(line + 1), Text(position + 1)));
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, type) is { } value
                ? new(value, bytes, null)
                : Refuse<T>(request, StatusCodes.Status400BadRequest, new Problem("request.malformed", null, "1", "1"));
        }
        catch (JsonException wrong)
        {
            return Refuse<T>(request, StatusCodes.Status400BadRequest, new Problem("request.wrong_type", Field(wrong.Path)));
        }
    }

    private static Body<T> Refuse<T>(HttpRequest request, int status, params Problem[] problems) where T : class =>
        new(null, [], Problems.Of(request, status, problems));

    private static bool IsJson(string? contentType, string mediaType) =>
        contentType?.Split(';')[0].Trim() is { } sent
        && (sent.Equals("application/json", StringComparison.OrdinalIgnoreCase) || sent.Equals(mediaType, StringComparison.OrdinalIgnoreCase));

    private static async Task<byte[]?> BytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Most)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16_384];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (body.Length > Most)
            {
                return null;
            }
        }

        return body.ToArray();
    }

    private static IEnumerable<Problem> Unknown(JsonElement element, JsonTypeInfo type, string path)
    {
        if (element.ValueKind == JsonValueKind.Object && type.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                var field = path.Length == 0 ? member.Name : $"{path}.{member.Name}";
                var property = type.Properties.FirstOrDefault(known => known.Name == member.Name);
                var inner = property is null
                    ? [new Problem("request.unknown_member", field, field)]
                    : Unknown(member.Value, type.Options.GetTypeInfo(property.PropertyType), field);
                foreach (var problem in inner)
                {
                    yield return problem;
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Array && type is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } elementType })
        {
            var elementInfo = type.Options.GetTypeInfo(elementType);
            foreach (var problem in element.EnumerateArray().SelectMany((item, index) => Unknown(item, elementInfo, $"{path}[{index}]")))
            {
                yield return problem;
            }
        }
    }

    private static string Field(string? path) => path is null or "$" ? "body" : path.TrimStart('$').TrimStart('.');

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
