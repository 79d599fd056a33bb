using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Ommnio.Core.Inviting;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class InvitationTokenTests
{
    private static readonly byte[] Key = [.. Enumerable.Repeat((byte)1, 32)];

    [Fact]
    public void A_token_is_32_letters_and_digits_that_hold_160_bits_of_its_keyed_hash() => Gen.Select(Gen.Guid, Gen.Int[1, 100]).Sample((id, rotation) =>
    {
        var text = InvitationToken.Derive(Key, new(id), rotation).Text;
        var number = text.Aggregate(BigInteger.Zero, (sum, letter) => (sum * 32) + "abcdefghijklmnopqrstuvwxyz234567".IndexOf(letter, StringComparison.Ordinal));
        var hash = HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes($"{id:N}:{rotation}"));

        text.ShouldMatch("^[a-z2-7]{32}$");
        number.ShouldBe(new BigInteger(hash.AsSpan(0, 20), isUnsigned: true, isBigEndian: true));
    });

    [Fact]
    public void D48_It_is_the_same_each_time_and_another_for_another_invitation_rotation_or_key()
    {
        var id = new InvitationId(Some.Id(1));
        var token = InvitationToken.Derive(Key, id, 1);

        InvitationToken.Derive(Key, id, 1).ShouldBe(token);
        InvitationToken.Derive(Key, id, 2).ShouldNotBe(token);
        InvitationToken.Derive(Key, new(Some.Id(2)), 1).ShouldNotBe(token);
        InvitationToken.Derive([.. Enumerable.Repeat((byte)2, 32)], id, 1).ShouldNotBe(token);
    }

    [Fact]
    public void R30_A_resend_makes_another_token()
    {
        var (first, resent) = (Some.Invitation(), Some.Invitation() with { Rotation = 2 });

        InvitationToken.Of(first, Some.Keys()).ShouldBe(InvitationToken.Of(first, Some.Keys()));
        InvitationToken.Of(resent, Some.Keys()).ShouldNotBe(InvitationToken.Of(first, Some.Keys()));
    }

    [Fact]
    public void It_does_not_show_itself_and_is_kept_as_a_hash_alone()
    {
        var token = InvitationToken.Derive(Key, new(Some.Id(1)), 1);

        $"{token}".ShouldBe("(token)");
        token.Hash.ShouldBe(SHA256.HashData(Encoding.ASCII.GetBytes(token.Text)));
    }
}
