using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Wording;

/// <summary>D50: the answer and the bot say when an invitation goes, in the same words.</summary>
public sealed class DueWordsTests
{
    private static readonly DateTimeOffset Friday = new(2026, 2, 27, 20, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-02T05:05:00Z", "Europe/Madrid", "It will go Mon 06:05, Madrid time.", "Saldrá el lunes a las 06:05, hora de Madrid.")]
    [InlineData("2026-02-28T00:30:00Z", "Europe/Madrid", "It will go Sat 01:30, Madrid time.", "Saldrá el sábado a la 01:30, hora de Madrid.")]
    [InlineData("2026-02-28T23:00:00Z", "America/Argentina/Buenos_Aires", "It will go Sat 20:00, Buenos Aires time.", "Saldrá el sábado a las 20:00, hora de Buenos Aires.")]
    [InlineData("2026-02-28T12:00:00Z", "America/New_York", "It will go Sat 07:00, New York time.", "Saldrá el sábado a las 07:00, hora de Nueva York.")]
    [InlineData("2026-02-28T12:00:00Z", "America/St_Johns", "It will go Sat 08:30, St Johns time.", "Saldrá el sábado a las 08:30, hora de St Johns.")]
    [InlineData("2026-02-28T12:00:00Z", "UTC", "It will go Sat 12:00, UTC.", "Saldrá el sábado a las 12:00, hora UTC.")]
    [InlineData("2026-02-27T20:00:00Z", "UTC", "It goes out right now.", "Sale ahora mismo.")]
    public void It_is_said_on_the_clock_of_the_users_own_zone(string due, string zone, string english, string spanish)
    {
        var (at, there) = (DateTimeOffset.Parse(due, null), TimeZoneName.Read(zone, "").Value!);

        (DueWords.WillGo(at, there, Friday, Language.English), DueWords.WillGo(at, there, Friday, Language.Spanish)).ShouldBe((english, spanish));
    }

    [Fact]
    public void A_day_of_the_week_that_could_mean_another_week_has_its_date()
    {
        var madrid = TimeZoneName.Read("Europe/Madrid", "").Value!;

        // It is Friday evening there: Thursday is the coming one, and so is Friday's date.
        DueWords.When(Friday.AddDays(6), madrid, Friday, Language.English).ShouldBe("Thu 21:00, Madrid time");
        DueWords.When(Friday.AddDays(7).AddHours(-8), madrid, Friday, Language.English).ShouldBe("Fri 6 March 13:00, Madrid time");
        DueWords.When(Friday.AddDays(7).AddHours(-8), madrid, Friday, Language.Spanish).ShouldBe("el viernes 6 de marzo a las 13:00, hora de Madrid");
    }

    [Fact]
    public void A_day_that_is_over_or_to_come_has_its_date_on_the_clock_of_the_zone()
    {
        var (lateEvening, madrid) = (DateTimeOffset.Parse("2026-03-01T23:30:00Z", null), TimeZoneName.Read("Europe/Madrid", "").Value!);

        DueWords.Day(lateEvening, madrid, Language.English).ShouldBe("Mon 2 March");
        DueWords.Day(lateEvening, madrid, Language.Spanish).ShouldBe("el lunes 2 de marzo");
    }

    [Fact]
    public void Every_zone_that_has_a_name_here_is_one_of_the_database() =>
        ZoneNames.Places.Keys.ShouldAllBe(id => TimeZoneName.Read(id, "").Value != null);
}
