namespace Ommnio.EndToEnd.Tests.Proof.PersonalData;

/// <summary>On every test's client: what is said to the product, and the headers that it answers with.</summary>
internal sealed class Watching(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is StringContent or System.Net.Http.Json.JsonContent)
        {
            Watch.Told(await request.Content.ReadAsStringAsync(cancellationToken));
        }

        var answer = await base.SendAsync(request, cancellationToken);
        foreach (var (name, values) in answer.Headers)
        {
            Watch.Saw($"header {name}", string.Join(' ', values));
        }

        if (answer.Content.Headers.ContentType?.MediaType == "application/json")
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            Watch.Gave(await answer.Content.ReadAsStringAsync(cancellationToken));
        }

        return answer;
    }
}
