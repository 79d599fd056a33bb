using System.Globalization;
using System.Text;

namespace Ommnio.EndToEnd.Tests.Proof.Fuzzing;

/// <summary>A request, byte by byte.</summary>
/// <param name="Path">Of the operation, as the document has it.</param>
/// <param name="Opened">Whose credentials it carries: of nobody else may the answer tell anything.</param>
/// <param name="User">Whose id stands in the address.</param>
internal sealed record FuzzRequest(string Path, MarkedOrganisation Home, IReadOnlySet<MarkedOrganisation> Opened, string? User, byte[] Bytes)
{
    /// <summary>To be read in the message of a test that failed.</summary>
    internal string Shown => Encoding.UTF8.GetString(Bytes, 0, Math.Min(Bytes.Length, 3_000));

    internal static byte[] Write(string method, string address, IEnumerable<(string Name, string Value)> headers, byte[]? body)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"));
        foreach (var (name, value) in headers)
        {
            // A header that ends the headers would be another request.
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value.ReplaceLineEndings(" ")}\r\n");
        }

        head.Append(body is null ? "\r\n" : string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n"));
        return [.. Encoding.UTF8.GetBytes(head.ToString()), .. body ?? []];
    }
}
