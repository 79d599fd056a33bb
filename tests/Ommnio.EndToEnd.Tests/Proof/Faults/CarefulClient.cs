using Ommnio.EndToEnd.Tests.Http;
using Shouldly;

namespace Ommnio.EndToEnd.Tests.Proof.Faults;

/// <summary>A client as it should be: the same request, with the same key, until there is an answer that decides.</summary>
internal static class CarefulClient
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    internal static async Task<Answer> UntilDecidedAsync(this HttpClient http, HttpMethod method, string path, string? json, string? key = null)
    {
        Answer? answer = null;
        await Until.TrueAsync($"{method} {path} is decided", Longest, async () =>
        {
            try
            {
                answer = await http.CallAsync(method, path, json is null ? null : Calls.Body(json), key is null ? [] : [("Idempotency-Key", key)]);
                ((int)answer.Status).ShouldNotBeInRange(505, 599);
                return (int)answer.Status < 500;
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException)
            {
                // Nobody is there now, or left in the middle of the answer.
                return false;
            }
        });
        return answer!;
    }
}
