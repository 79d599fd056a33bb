using System.Security.Cryptography;

namespace Ommnio.LocalHost.DirectLine;

/// <summary>Made anew on every run: whatever was issued before a restart is void.</summary>
internal sealed class ChannelKeys
{
    /// <summary>Signs what the channel and the bot say to each other.</summary>
    public byte[] Trust { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Signs the tokens that pages carry; the bot never learns it.</summary>
    public byte[] Pages { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>What the app shows to have a token made: it opens every conversation, and never leaves the server.</summary>
    public string Secret { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}
