using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class PrintTicketTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);
    private static readonly MasterKeys Keys = new("2026", "2026", new Dictionary<string, byte[]> { ["2026"] = new byte[32], ["2025"] = [.. Enumerable.Repeat((byte)1, 32)] });
    private static readonly PrintTicket Ticket = new(new("abc"), new(Id(1)), new(Id(2)), new(Id(3)), Now + PrintTicket.Life);

    [Fact]
    public void It_says_what_it_was_made_for() => PrintTicket.Read(Ticket.Write(Keys), Keys, Now).ShouldBe(Ticket);

    [Fact]
    public void After_a_quarter_of_an_hour_it_is_over() => PrintTicket.Read(Ticket.Write(Keys), Keys, Now + PrintTicket.Life).ShouldBeNull();

    [Fact]
    public void Not_a_character_of_it_can_be_changed()
    {
        var written = Ticket.Write(Keys);

        for (var at = 0; at < written.Length; at++)
        {
            var forged = $"{written[..at]}{(written[at] == '1' ? '2' : '1')}{written[(at + 1)..]}";
            PrintTicket.Read(forged, Keys, Now).ShouldBeNull(forged);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("~~~~~~")]
    [InlineData("2026~abc~x~y~z~9999999999~00")]
    [InlineData("gone~abc~x~y~z~9999999999~00")]
    public void What_is_no_ticket_opens_nothing(string? text) => PrintTicket.Read(text, Keys, Now).ShouldBeNull();

    [Fact]
    public void Another_key_signs_another_ticket()
    {
        var other = new MasterKeys("2025", "2026", new Dictionary<string, byte[]> { ["2025"] = new byte[32], ["2026"] = [.. Enumerable.Repeat((byte)2, 32)] });

        PrintTicket.Read(Ticket.Write(Keys), other, Now).ShouldBeNull();
    }

    [Fact]
    public void It_shows_nothing_in_a_log() => $"{Ticket}".ShouldBe("(ticket)");

    [Fact]
    public void It_fits_an_address() => Uri.IsWellFormedUriString($"https://people.example/api/print#{Ticket.Write(Keys)}", UriKind.Absolute).ShouldBeTrue();

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
