using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Inviting;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

/// <summary>D50: first the user's hours, then the organisation's turn, then the provider's.</summary>
public sealed class WaitToSendTests
{
    private static readonly Invitation Mail = Some.Invitation() with { Channel = InvitationChannel.Email };
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData(InvitationChannel.Email, 1_000, 100)]
    [InlineData(InvitationChannel.Sms, 2_000, 1_000)]
    public async Task Who_may_go_takes_a_turn_of_the_organisation_and_one_of_the_provider_each_at_its_own_rate(InvitationChannel channel, int milliseconds, int ofAll)
    {
        var line = new Sender();

        (await Wait(Mail with { Channel = channel }, line)).ShouldBeNull();

        line.Taken.ShouldBe([(Some.Organisation, TimeSpan.FromMilliseconds(milliseconds)), (null, TimeSpan.FromMilliseconds(ofAll))]);
    }

    [Fact]
    public async Task What_is_due_within_a_second_goes_and_what_is_due_later_waits_as_it_is_and_takes_no_turn()
    {
        var (soon, later) = (new Sender(), new Sender());

        (await Wait(Mail with { DueAt = Some.Now + Second }, soon)).ShouldBeNull();
        (await Wait(Mail with { DueAt = Some.Now + Second + Tick }, later)).ShouldBe(Mail with { DueAt = Some.Now + Second + Tick });

        (soon.Taken.Count, later.Taken.Count).ShouldBe((2, 0));
    }

    [Fact]
    public async Task The_hours_may_begin_within_a_second_and_before_that_it_waits_for_them_with_its_term_as_long_as_it_was()
    {
        // Nine in Madrid.
        var nine = Some.Now.AddHours(-1);
        var queued = Mail with { DueAt = nine.AddHours(-9) };

        (await Wait(queued, new(), nine - Second)).ShouldBeNull();
        var later = (await Wait(queued, new(), nine - Second - Tick)).ShouldNotBeNull();

        (later.DueAt, later.DueZone?.Id, later.ExpiresAt).ShouldBe((nine, "Europe/Madrid", queued.ExpiresAt.AddHours(9)));
    }

    [Fact]
    public async Task A_turn_within_a_second_is_as_good_as_now_and_a_later_one_is_waited_for()
    {
        (await Wait(Mail, new() { Lines = (Second, Second) })).ShouldBeNull();
        (await Wait(Mail, new() { Lines = (Second + Tick, Second) })).ShouldBe(Mail with { DueAt = Some.Now + Second + Tick, Turns = 1 });
        (await Wait(Mail, new() { Lines = (Second, Second + Tick) })).ShouldBe(Mail with { DueAt = Some.Now + Second + Tick, Turns = 2 });
    }

    [Fact]
    public async Task Who_had_the_organisations_turn_takes_only_the_providers()
    {
        var line = new Sender();

        (await Wait(Mail with { Turns = 1 }, line)).ShouldBeNull();

        line.Taken.ShouldHaveSingleItem().Organisation.ShouldBeNull();
    }

    [Theory]
    [InlineData(InvitationState.Sending)]
    [InlineData(InvitationState.Sent)]
    [InlineData(InvitationState.Revoked)]
    public async Task What_is_not_queued_waits_for_nothing(InvitationState state)
    {
        var line = new Sender();

        (await Wait(Mail with { State = state, DueAt = Some.Now.AddDays(1) }, line)).ShouldBeNull();

        line.Taken.ShouldBeEmpty();
    }

    private static Task<Invitation?> Wait(Invitation current, Sender line, DateTimeOffset? now = null) =>
        new WaitToSend(line, Sender.Rates, new FakeTimeProvider(now ?? Some.Now)).ForAsync(Some.Catalogue.Organisation, Some.User(), current, TestContext.Current.CancellationToken);
}
