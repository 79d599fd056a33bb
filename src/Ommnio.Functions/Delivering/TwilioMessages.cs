using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ommnio.Core.Inviting;

namespace Ommnio.Functions.Delivering;

/// <param name="Endpoint">Twilio's, or on a laptop the local mailbox, which speaks the same.</param>
/// <param name="From">A number in E.164, or the id of a messaging service (it begins with MG).</param>
internal sealed record SmsSettings(Uri Endpoint, string Account, string Token, string From);

/// <summary>Invitations by SMS, over Twilio's Messages resource.</summary>
internal sealed class TwilioMessages(HttpClient http, SmsSettings settings)
{
    // What Twilio says of numbers that will never get a message: not a number, not reachable by SMS, a landline, a person who said stop.
    private static readonly FrozenSet<int> OfTheNumber = FrozenSet.ToFrozenSet([21211, 21214, 21217, 21408, 21610, 21612, 21614, 21635]);

    internal async Task<Sending> SendAsync(string number, InvitationLetter letter, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.Endpoint, $"/2010-04-01/Accounts/{Uri.EscapeDataString(settings.Account)}/Messages.json"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["To"] = number,
                ["Body"] = letter.Sms,
                [settings.From.StartsWith("MG", StringComparison.Ordinal) ? "MessagingServiceSid" : "From"] = settings.From,
            }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{settings.Account}:{settings.Token}")));
        try
        {
            using var answer = await http.SendAsync(request, cancellationToken);
            return answer.StatusCode == HttpStatusCode.Created ? new Sending.Taken() : await ReadAsync(answer, cancellationToken);
        }
        catch (Exception down) when (down is HttpRequestException or JsonException || (down is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Sending.Later($"sms {down.GetType().Name}");
        }
    }

    private static async Task<Sending> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (answer.StatusCode != HttpStatusCode.BadRequest)
        {
            return new Sending.Later($"sms {(int)answer.StatusCode}");
        }

        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var code = (await JsonSerializer.DeserializeAsync(body, TwilioJson.Default.TwilioError, cancellationToken))?.Code ?? 0;
        return OfTheNumber.Contains(code) ? new Sending.Refused($"sms {code}") : new Sending.Later($"sms {code}");
    }
}

internal sealed record TwilioError([property: JsonPropertyName("code")] int Code);

[JsonSerializable(typeof(TwilioError))]
internal sealed partial class TwilioJson : JsonSerializerContext;
