using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Ommnio.Tests.Registering;

namespace Ommnio.Tests.Inviting;

/// <summary>A provider that gives one canned answer, and a line of turns that is as long as it is told; both write down what they are asked.</summary>
internal sealed class Sender : IInvitationSenders, ITurnsToSend
{
    public static readonly InvitationWays Ways = new([InvitationChannel.Email, InvitationChannel.Sms]);

    /// <summary>An e-mail a second of one organisation and ten in all; an SMS every two seconds, and every one.</summary>
    public static readonly SendRates Rates = new(new(600, 60), new(60, 30));

    public Sending Answer { get; init; } = new Sending.Taken();

    public List<(InvitationChannel Channel, string Address, string Reference)> Sent { get; } = [];

    /// <summary>How long the organisation's line is, and the provider's.</summary>
    public (TimeSpan Organisation, TimeSpan Provider) Lines { get; init; }

    public List<(OrganisationId? Organisation, TimeSpan Interval)> Taken { get; } = [];

    public DeliverInvitation Deliver(OneInvitation store, OneUser users, DateTimeOffset now, TimeSpan lease)
    {
        var time = new FakeTimeProvider(now);
        var send = new SendInvitation(this, store, Ways, token => $"https://people.example/i/{token.Text}", Some.Keys(), new(lease, TimeSpan.FromMinutes(2)), time);
        var wait = new WaitToSend(this, Rates, time);
        return new(store, users, users, send, wait, store.HandOff(), new(store, users, store, time), Some.Keys(), new CountedIds(), time, new(lease, TimeSpan.FromMinutes(2)));
    }

    public Task<Sending> SendAsync(InvitationChannel channel, string address, InvitationLetter letter, string reference, CancellationToken cancellationToken)
    {
        Sent.Add((channel, address, reference));
        return Task.FromResult(Answer);
    }

    public Task<DateTimeOffset> TakeAsync(InvitationChannel channel, OrganisationId? organisation, TimeSpan interval, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Taken.Add((organisation, interval));
        return Task.FromResult(now + (organisation is null ? Lines.Provider : Lines.Organisation));
    }
}
