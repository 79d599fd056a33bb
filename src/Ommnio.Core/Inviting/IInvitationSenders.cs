namespace Ommnio.Core.Inviting;

/// <summary>What an attempt to hand an invitation to a provider came to.</summary>
public abstract record Sending
{
    private Sending()
    {
    }

    /// <summary>The provider took it. Whether the person reads it is beyond what it says.</summary>
    public sealed record Taken : Sending;

    /// <summary>The provider is down, busy or misconfigured: worth another try later.</summary>
    /// <param name="Reason">For the history: the provider's code, never an address.</param>
    public sealed record Later(string Reason) : Sending;

    /// <summary>The address itself is no good, and will not become so.</summary>
    public sealed record Refused(string Reason) : Sending;
}

/// <summary>The providers of channels that deliver something: e-mail and SMS.</summary>
public interface IInvitationSenders
{
    /// <summary>
    /// One attempt. Never throws for what a provider says. An answer that got lost comes back as <see cref="Sending.Later"/>,
    /// so a repeat may send twice: the same <paramref name="reference"/> then lets mailboxes know one for the other.
    /// </summary>
    /// <param name="reference">Stands for this invitation and its rotation; holds no personal data.</param>
    Task<Sending> SendAsync(InvitationChannel channel, string address, InvitationLetter letter, string reference, CancellationToken cancellationToken);
}
