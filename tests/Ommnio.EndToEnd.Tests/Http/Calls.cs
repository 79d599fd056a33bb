using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace Ommnio.EndToEnd.Tests.Http;

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string Text, HttpResponseMessage Message)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public JsonNode this[string member] => Json[member]!;

    public string Id => (string)this["id"]!;

    public string ETag => Message.Headers.ETag!.Tag;

    public string? Header(string name) =>
        Message.Headers.TryGetValues(name, out var values) || Message.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public Answer ShouldBe(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    /// <summary>A problem document with that status and code; the answer, to say more of it.</summary>
    public Answer ShouldBeProblem(HttpStatusCode status, string code)
    {
        ShouldBe(status);
        Message.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json; charset=utf-8");
        ((string?)this["code"]).ShouldBe(code, Text);
        ((string?)this["type"]).ShouldBe($"urn:ommnio:problem:{code}");
        ((int)this["status"]).ShouldBe((int)status);
        ((string?)this["title"]).ShouldNotBeNullOrWhiteSpace();
        ((string?)this["detail"]).ShouldNotBeNullOrWhiteSpace();
        ((string)this["traceId"]!).Length.ShouldBe(32);
        return this;
    }

    /// <summary>The codes that the problem has for a field.</summary>
    public IEnumerable<string> CodesOf(string field) => this["errors"][field] is JsonArray errors ? errors.Select(error => (string)error!["code"]!) : [];

    public string MessageOf(string field) => (string)this["errors"][field]![0]!["message"]!;
}

internal static class Calls
{
    public static Task<Answer> GetJsonAsync(this HttpClient client, string path, params (string Name, string Value)[] headers) =>
        client.CallAsync(HttpMethod.Get, path, null, headers);

    public static Task<Answer> PostJsonAsync(this HttpClient client, string path, string json, params (string Name, string Value)[] headers) =>
        client.CallAsync(HttpMethod.Post, path, Body(json), headers);

    public static Task<Answer> PatchJsonAsync(this HttpClient client, string path, string json, params (string Name, string Value)[] headers) =>
        client.CallAsync(HttpMethod.Patch, path, Body(json, "application/merge-patch+json"), headers);

    public static StringContent Body(string json, string mediaType = "application/json") => new(json, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));

    public static async Task<Answer> CallAsync(this HttpClient client, HttpMethod method, string path, HttpContent? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        var response = await client.SendAsync(request, Xunit.TestContext.Current.CancellationToken);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }
}

/// <summary>A body that does not say its length, and so goes in chunks.</summary>
internal sealed class NoLength(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
