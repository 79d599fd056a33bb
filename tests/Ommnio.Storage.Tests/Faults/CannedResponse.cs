using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>An answer that no storage gave.</summary>
internal sealed class CannedResponse(int status, string clientRequestId, string? body = null, params IReadOnlyList<HttpHeader> headers) : Response
{
    public override int Status => status;

    /// <summary>Whoever asks reckons with it, as with "not found".</summary>
    public bool IsExpected { get; init; }

    public override bool IsError => status >= 400 && !IsExpected;

    public override string ReasonPhrase => "planned by a test";

    public override Stream? ContentStream { get; set; } = body is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(body));

    public override string ClientRequestId { get; set; } = clientRequestId;

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = headers.FirstOrDefault(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }
}
