using System.Diagnostics;
using MailKit.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;
using Ommnio.Functions.Observing;
using Ommnio.Functions.Settings;

namespace Ommnio.Functions.Delivering;

/// <summary>The providers that this deployment is configured for; a channel without one is not offered.</summary>
internal sealed class InvitationSenders(SmtpMail? mail, TwilioMessages? sms) : IInvitationSenders
{
    public async Task<Sending> SendAsync(InvitationChannel channel, string address, InvitationLetter letter, string reference, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Source.StartActivity(Telemetry.ProviderSend, ActivityKind.Client)?.SetTag("ommnio.channel", Naming.CamelCase(channel));
        var sending = await ThroughAsync(channel, address, letter, reference, cancellationToken);
        span?.SetTag("ommnio.outcome", sending switch
        {
            Sending.Later(var reason) => reason,
            Sending.Refused(var reason) => reason,
            _ => "taken",
        });
        return sending;
    }

    private Task<Sending> ThroughAsync(InvitationChannel channel, string address, InvitationLetter letter, string reference, CancellationToken cancellationToken) => channel switch
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
            _ => throw section.Wrong("Security", "none, startTls or tls"),
        };
        var port = ushort.TryParse(section["Port"] ?? "587", out var number) && number > 0 ? number
            : throw section.Wrong("Port", "a port");
        var from = MailboxAddress.TryParse(section["From"] ?? "", out var mailbox) && mailbox.Domain.Length > 0 ? mailbox
            : throw section.Wrong("From", "an e-mail address");
        return new(host, port, security, section["User"], section["Password"], from);
    }

    private static SendRate Rate(IConfigurationSection section, int inAll, int ofOrganisation) =>
        new(section.Number("PerMinute", inAll), section.Number("PerMinuteAndOrganisation", ofOrganisation));

    private static SmsSettings? Sms(IConfigurationSection section) => section["Account"] is not { Length: > 0 } account ? null
        : new(section.Address("Endpoint") ?? new("https://api.twilio.com/"), account, section.Needed("Token"), section.Needed("From"));
}
