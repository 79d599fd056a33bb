using Ommnio.Core.Inviting;

namespace Ommnio.Functions;

/// <summary>The settings that are not somebody else's (the table in the README is the list of all).</summary>
public sealed record AppSettings
{
    /// <summary>Where invitees and administrators reach us; the beginning of every link.</summary>
    public required Uri PublicUrl { get; init; }

    /// <summary>Requests a second that one API key may make in one process.</summary>
    public int RequestsPerSecond { get; init; } = 500;

    /// <summary>Tokens that do not work, which one address may try in one process.</summary>
    public int AttemptsPerMinute { get; init; } = 60;

    public required DeliverySettings Delivery { get; init; }

    /// <summary>The page to be printed. The ticket stands behind the #, which is not sent to us.</summary>
    public string PrintLink(string ticket) => new Uri(PublicUrl, $"/api/print#{ticket}").ToString();

    /// <summary>The personal link. The token is in its path, so it is never logged.</summary>
    public string InvitationLink(InvitationToken token) => new Uri(PublicUrl, $"/api/i/{token.Text}").ToString();
}
