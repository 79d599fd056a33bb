using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Ommnio.Core.Inviting;

namespace Ommnio.Functions.Delivering;

/// <param name="Security"><c>none</c>, <c>startTls</c> or <c>tls</c>.</param>
internal sealed record MailSettings(string Host, int Port, SecureSocketOptions Security, string? User, string? Password, MailboxAddress From);

/// <summary>Invitations by e-mail, over any SMTP server.</summary>
internal sealed class SmtpMail(MailSettings settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    internal async Task<Sending> SendAsync(string address, InvitationLetter letter, string reference, CancellationToken cancellationToken)
    {
        using var message = Compose(address, letter, reference);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var client = new SmtpClient();
            await client.ConnectAsync(settings.Host, settings.Port, settings.Security, patience.Token);
            if (settings.User is not null)
            {
                await client.AuthenticateAsync(settings.User, settings.Password ?? "", patience.Token);
            }

            await client.SendAsync(message, patience.Token);
            await client.DisconnectAsync(quit: true, CancellationToken.None);
            return new Sending.Taken();
        }
        catch (SmtpCommandException refused)
        {
            return Read(refused);
        }
        catch (Exception down) when (down is ProtocolException or AuthenticationException or SslHandshakeException or ServiceNotConnectedException or SocketException or IOException
            || (down is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new Sending.Later($"smtp {down.GetType().Name}");
        }
    }

    /// <summary>A 5xx that answers the address is about the address (RFC 5321 section 4.2.1); any other is about us or the server.</summary>
    internal static Sending Read(SmtpCommandException refused)
    {
        var reason = $"smtp {(int)refused.StatusCode}";
        return refused.ErrorCode == SmtpErrorCode.RecipientNotAccepted && (int)refused.StatusCode is >= 500 and < 600 ? new Sending.Refused(reason) : new Sending.Later(reason);
    }

    private MimeMessage Compose(string address, InvitationLetter letter, string reference)
    {
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Body = new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody(),
            // The same for a repeat, by which mailboxes show one of two.
            MessageId = $"{reference}@{settings.From.Domain}",
        };
        message.From.Add(new MailboxAddress(letter.Organisation, settings.From.Address));
        message.To.Add(new MailboxAddress(null, address));
        message.Headers.Add(HeaderId.ContentLanguage, letter.Language == Core.Wording.Language.Spanish ? "es" : "en");
        // Out-of-office replies would go to nobody.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
