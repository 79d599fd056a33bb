using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation.Speech;

public sealed class HoursTests
{
    [Theory]
    [InlineData("Mon-Fri 9-17", "mon,tue,wed,thu,fri 09:00-17:00")]
    [InlineData("weekdays 9am-5pm", "mon,tue,wed,thu,fri 09:00-17:00")]
    [InlineData("Mon-Thu 9-18, Fri 8-15", "mon,tue,wed,thu 09:00-18:00; fri 08:00-15:00")]
    [InlineData("Mon 9-17, Tue 10-18", "mon 09:00-17:00; tue 10:00-18:00")]
    [InlineData("Mon, Wed and Fri from 9 to 13", "mon,wed,fri 09:00-13:00")]
    [InlineData("Mon-Fri 9.30-13.30 and 15:00-18:00", "mon,tue,wed,thu,fri 09:30-13:30; mon,tue,wed,thu,fri 15:00-18:00")]
    [InlineData("9-17 Mon-Fri", "mon,tue,wed,thu,fri 09:00-17:00")]
    [InlineData("Sat, Sun 22-6", "sat,sun 22:00-06:00")]
    [InlineData("Fri-Mon 10-14", "fri,sat,sun,mon 10:00-14:00")]
    [InlineData("every day 0900-1700", "mon,tue,wed,thu,fri,sat,sun 09:00-17:00")]
    [InlineData("weekends 10-14", "sat,sun 10:00-14:00")]
    [InlineData("24/7", "mon,tue,wed,thu,fri,sat,sun 00:00-00:00")]
    [InlineData("Mon 12am-8am", "mon 00:00-08:00")]
    public void English_hours_are_understood(string said, string expected) => Read(said, Language.English).ShouldBe((expected, false));

    [Theory]
    [InlineData("lunes a viernes de 9 a 17", "mon,tue,wed,thu,fri 09:00-17:00")]
    [InlineData("de 9 a 17 de lunes a viernes", "mon,tue,wed,thu,fri 09:00-17:00")]
    [InlineData("de lunes a viernes, de 9:00 a 14:00 y de 16:00 a 19:00", "mon,tue,wed,thu,fri 09:00-14:00; mon,tue,wed,thu,fri 16:00-19:00")]
    [InlineData("L-J 9-18; V 8-15", "mon,tue,wed,thu 09:00-18:00; fri 08:00-15:00")]
    [InlineData("L-J 9-18 y V 8-15", "mon,tue,wed,thu 09:00-18:00; fri 08:00-15:00")]
    [InlineData("LMX 9-14", "mon,tue,wed 09:00-14:00")]
    [InlineData("lunes y miércoles de 9 a 14 y viernes de 10h a 12h", "mon,wed 09:00-14:00; fri 10:00-12:00")]
    [InlineData("martes 9h30-13h30", "tue 09:30-13:30")]
    [InlineData("todos los días de 10 a 22", "mon,tue,wed,thu,fri,sat,sun 10:00-22:00")]
    [InlineData("fines de semana 10-14 horas", "sat,sun 10:00-14:00")]
    [InlineData("sábados y domingos de 22 a 6", "sat,sun 22:00-06:00")]
    public void Spanish_hours_are_understood(string said, string expected) => Read(said, Language.Spanish).ShouldBe((expected, false));

    [Theory]
    [InlineData("9-5", "mon,tue,wed,thu,fri 09:00-17:00")]
    [InlineData("9-17", "mon,tue,wed,thu,fri 09:00-17:00")]
    [InlineData("8-8", "mon,tue,wed,thu,fri 08:00-20:00")]
    [InlineData("1-5pm", "mon,tue,wed,thu,fri 13:00-17:00")]
    [InlineData("12-8", "mon,tue,wed,thu,fri 12:00-20:00")]
    public void What_was_guessed_is_to_be_asked_back(string said, string expected) => Read(said, Language.English).ShouldBe((expected, true));

    [Theory]
    [InlineData("Mon-Fri 25-26", "hours.bad_time")]
    [InlineData("Mon 9-24:30", "hours.bad_time")]
    [InlineData("9-13, 12-18", "hours.overlap")]
    [InlineData("Mon 9-9:00pm, Mon 20-22", "hours.overlap")]
    public void What_cannot_be_is_refused_with_its_reason(string said, string code) =>
        Hours.Read(said, Language.English).ShouldBeOfType<HoursRead.Bad>().Problem.Code.ShouldBe(code);

    [Theory]
    [InlineData("Mon-Fri 9-17 except holidays", "except holidays")]
    [InlineData("T-S 9-17", "t-s")]
    [InlineData("Mon-Fri 9-17, Blursday 8-15", "blursday")]
    public void Words_that_are_not_hours_are_named_and_never_dropped(string said, string rest) =>
        Hours.Read(said, Language.English).ShouldBe(new HoursRead.Unclear(rest));

    [Theory]
    [InlineData("Mon-Fri", Language.English, "mon,tue,wed,thu,fri")]
    [InlineData("fines de semana", Language.Spanish, "sat,sun")]
    public void Days_alone_are_kept_for_the_times_to_come(string said, Language language, string days) =>
        string.Join(',', Hours.Read(said, language).ShouldBeOfType<HoursRead.OnlyDays>().Days).ShouldBe(days);

    [Theory]
    [InlineData("when she likes")]
    [InlineData("Cashier")]
    [InlineData("")]
    public void What_says_nothing_of_hours_is_not_taken_for_them(string said) =>
        Hours.Read(said, Language.English).ShouldBeOfType<HoursRead.NotHours>();

    private static (string? Lines, bool Inferred) Read(string said, Language language) => Hours.Read(said, language) is HoursRead.Ok(var lines, var inferred)
        ? (string.Join("; ", lines.Select(line => $"{string.Join(',', line.Days)} {line.From}-{line.To}")), inferred)
        : (null, false);
}
