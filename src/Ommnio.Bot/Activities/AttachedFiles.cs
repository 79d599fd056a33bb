using System.Net.Http.Headers;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Sheets;

namespace Ommnio.Bot.Activities;

/// <summary>Where files that are attached may be fetched from, and with what.</summary>
/// <param name="Contain">Whether an address is one of the channel's own.</param>
/// <param name="Token">Shown there; null where the address itself is the key.</param>
internal sealed record FilePlaces(string Client, Func<Uri, bool> Contain, Func<string>? Token)
{
    /// <summary>Teams keeps what is sent in a chat in the sender's own drive, and gives an address that opens it for some minutes.</summary>
    internal const string TeamsDrives = ".sharepoint.com";

    internal static FilePlaces OfLaptop(LocalChannel channel, TimeProvider time) => new(
        nameof(LocalConnectors),
        // The channel answers its bot other things too, which are no files.
        address => address.Authority == channel.ServiceUrl.Authority && address.AbsolutePath.StartsWith("/v3/attachments/", StringComparison.Ordinal),
        () => channel.ReplyToken(time.GetUtcNow()));

    internal static FilePlaces OfChannels(ServiceHosts hosts) => new(Outgoing.Client, address => hosts.Contain(address.AbsoluteUri) || new ServiceHosts([TeamsDrives]).Contain(address.AbsoluteUri), null);

    internal static FilePlaces None { get; } = new(Outgoing.Client, _ => false, null);
}

/// <summary>
/// The file that came with a message. An activity says where it lies, and anybody may have written that: it is fetched only from
/// the channel's own addresses, and no more of it than a list needs.
/// </summary>
internal sealed class AttachedFiles(FilePlaces places, IHttpClientFactory clients)
{
    private const string InTeams = "application/vnd.microsoft.teams.file.download.info";
    private const string Inline = ";base64,";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    // By the name alone, and by the type alone where a channel gives no name: a browser calls the same file many things.
    private static readonly string[] Endings = [".csv", ".tsv", ".tab", ".txt", ".xlsx"];
    private static readonly string[] Kinds = ["text/csv", "text/plain", "text/tab-separated-values", "application/vnd.ms-excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/octet-stream"];

    /// <summary>What was said, with the file that came with it; as it was where none did.</summary>
    internal async Task<Input> OpenAsync(Activity activity, Input said, CancellationToken cancellationToken)
    {
        var files = said is Input.Text or Input.Other ? (activity.Attachments ?? []).OfType<Attachment>().Select(file => (File: file, Address: AddressOf(file))).Where(file => file.Address is not null).ToList() : [];
        if (files.Count == 0)
        {
            return said;
        }

        var read = files is not [var (file, address)] ? SheetRead.Of("file.several")
            : !IsList(file) ? SheetRead.Of("file.kind")
            : await ReadAsync(address!, cancellationToken);
        return new Input.File(read, (said as Input.Text)?.Raw);
    }

    private static string? AddressOf(Attachment file) => file.ContentType == InTeams ? (string?)(file.Content as JObject)?["downloadUrl"] : file.ContentUrl;

    private static bool IsList(Attachment file) => string.IsNullOrEmpty(Path.GetExtension(file.Name))
        ? Kinds.Contains(file.ContentType, StringComparer.OrdinalIgnoreCase)
        : Endings.Contains(Path.GetExtension(file.Name), StringComparer.OrdinalIgnoreCase);

    private async Task<SheetRead> ReadAsync(string address, CancellationToken cancellationToken)
    {
        if (address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            return Held(address);
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var place) && places.Contain(place) ? await FetchAsync(place, cancellationToken) : SheetRead.Of("file.unreached");
    }

    private static SheetRead Held(string address)
    {
        var start = address.IndexOf(Inline, StringComparison.OrdinalIgnoreCase);
        var content = new byte[SheetFile.MostBytes];
        return start < 0 ? SheetRead.Of("file.damaged")
            : address.Length / 4 * 3 > content.Length ? SheetRead.Of("file.size")
            : Convert.TryFromBase64String(address[(start + Inline.Length)..], content, out var length) ? SheetFile.Read(content[..length])
            : SheetRead.Of("file.damaged");
    }

    private async Task<SheetRead> FetchAsync(Uri place, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(places.Client);
            using var request = new HttpRequestMessage(HttpMethod.Get, place);
            request.Headers.Authorization = places.Token is { } token ? new AuthenticationHeaderValue("Bearer", token()) : null;
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return SheetRead.Of("file.unreached");
            }

            await using var content = await answer.Content.ReadAsStreamAsync(patience.Token);
            return SheetFile.Read(await BoundedAsync(content, patience.Token));
        }
        catch (Exception unreached) when (unreached is HttpRequestException or IOException || (unreached is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return SheetRead.Of("file.unreached");
        }
    }

    // One byte more than is taken tells that there is too much; how much it is said to be is nobody's proof.
    private static async Task<byte[]> BoundedAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[SheetFile.MostBytes + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..length];
    }
}
