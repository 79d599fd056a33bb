using Ommnio.Core.Inviting;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Inviting;

public sealed class TurnsToSendTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly SharedAzurite azurite = azurite;

    [Fact]
    public async Task Many_at_once_in_several_processes_each_get_a_turn_of_their_own_without_a_gap()
    {
        await using var another = Another(azurite);
        ITurnsToSend[] processes = [Get<ITurnsToSend>(), Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<ITurnsToSend>(another)];

        var turns = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => processes[i % 2].TakeAsync(InvitationChannel.Email, Organisation, Interval, Some.Now, Token)));

        turns.Order().ShouldBe(Enumerable.Range(0, 20).Select(i => Some.Now + (i * Interval)));
    }

    [Fact]
    public async Task A_turn_costs_one_read_and_one_write_and_no_line_holds_up_another()
    {
        await TakeAsync(InvitationChannel.Email);
        Requests.Clear();

        (await TakeAsync(InvitationChannel.Email)).ShouldBe(Some.Now + Interval);
        Requests.Kinds.Count.ShouldBe(2);
        (await TakeAsync(InvitationChannel.Sms)).ShouldBe(Some.Now);
        (await Get<ITurnsToSend>().TakeAsync(InvitationChannel.Email, new("other" + Organisation.Value), Interval, Some.Now, Token)).ShouldBe(Some.Now);
    }

    [Fact]
    public async Task A_line_that_has_emptied_makes_nobody_wait()
    {
        await TakeAsync(InvitationChannel.Email);
        var later = Some.Now.AddHours(1);

        (await Get<ITurnsToSend>().TakeAsync(InvitationChannel.Email, Organisation, Interval, later, Token)).ShouldBe(later);
    }

    private Task<DateTimeOffset> TakeAsync(InvitationChannel channel) => Get<ITurnsToSend>().TakeAsync(channel, Organisation, Interval, Some.Now, Token);
}
