using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace Ommnio.Storage.Tests.Faults;

/// <summary>A refusal of a status and nothing else.</summary>
internal sealed class CannedResponse(int status, string clientRequestId) : Response
{
    public override int Status => status;

    public override bool IsError => true;

    public override string ReasonPhrase => "planned by a test";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; } = clientRequestId;

    public override void Dispose()
    {
    }

    protected override bool ContainsHeader(string name) => false;

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = null;
        return false;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = null;
        return false;
    }
}
