using System.Globalization;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Ommnio.Core.Inviting;

namespace Ommnio.Functions.Delivering;

/// <summary>The providers that this deployment is configured for; a channel without one is not offered.</summary>
internal sealed class InvitationSenders(SmtpMail? mail, TwilioMessages? sms) : IInvitationSenders
{
    public Task<Sending> SendAsync(InvitationChannel channel, string address, InvitationLetter letter, string reference, CancellationToken cancellationToken) => channel switch
    {
        InvitationChannel.Email when mail is not null => mail.SendAsync(address, letter, reference, cancellationToken),
        InvitationChannel.Sms when sms is not null => sms.SendAsync(address, letter, cancellationToken),
        _ => throw new InvalidOperationException("A channel that nobody sends by."),
    };

    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    internal static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var (mail, sms) = (Mail(configuration.GetSection("Email")), Sms(configuration.GetSection("Sms")));
        services.AddHttpClient(nameof(TwilioMessages), client => client.Timeout = TimeSpan.FromSeconds(20))
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        services.AddSingleton(new InvitationWays([.. mail is null ? [] : (InvitationChannel[])[InvitationChannel.Email], .. sms is null ? [] : (InvitationChannel[])[InvitationChannel.Sms]]));
        services.AddSingleton(new SendRates(Rate(configuration.GetSection("Email"), 600, 120), Rate(configuration.GetSection("Sms"), 60, 30)));
        services.AddSingleton<SendInvitation>();
        services.AddSingleton<WaitToSend>();
        services.AddSingleton<IInvitationSenders>(provider => new InvitationSenders(
            mail is null ? null : new SmtpMail(mail),
            sms is null ? null : new TwilioMessages(provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TwilioMessages)), sms)));
    }

    private static MailSettings? Mail(IConfigurationSection section)
    {
        if (section["Host"] is not { Length: > 0 } host)
        {
            return null;
        }

        var security = (section["Security"] ?? "startTls") switch
        {
            "none" => SecureSocketOptions.None,
            "startTls" => SecureSocketOptions.StartTls,
            "tls" => SecureSocketOptions.SslOnConnect,
            _ => throw new InvalidOperationException("The setting Email:Security must be none, startTls or tls."),
        };
        var port = ushort.TryParse(section["Port"] ?? "587", out var number) && number > 0 ? number
            : throw new InvalidOperationException("The setting Email:Port must be a port.");
        var from = MailboxAddress.TryParse(section["From"] ?? "", out var mailbox) && mailbox.Domain.Length > 0 ? mailbox
            : throw new InvalidOperationException("The setting Email:From must be an e-mail address.");
        return new(host, port, security, section["User"], section["Password"], from);
    }

    private static SendRate Rate(IConfigurationSection section, int inAll, int ofOrganisation) =>
        new(Number(section, "PerMinute", inAll), Number(section, "PerMinuteAndOrganisation", ofOrganisation));

    private static int Number(IConfigurationSection section, string name, int otherwise) =>
        section[name] is not { } said ? otherwise
        : int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
        : throw new InvalidOperationException($"The setting {section.Key}:{name} must be a number above 0.");

    private static SmsSettings? Sms(IConfigurationSection section)
    {
        if (section["Account"] is not { Length: > 0 } account)
        {
            return null;
        }

        var endpoint = Uri.TryCreate(section["Endpoint"] ?? "https://api.twilio.com/", UriKind.Absolute, out var address) ? address
            : throw new InvalidOperationException("The setting Sms:Endpoint must be an absolute address.");
        return new(endpoint, account, Needed("Token"), Needed("From"));

        string Needed(string name) => section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"The setting Sms:{name} is missing.");
    }
}
