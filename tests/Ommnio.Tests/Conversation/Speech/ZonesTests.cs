using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation.Speech;

public sealed class ZonesTests
{
    [Theory]
    [InlineData("europe/madrid", "Europe/Madrid")]
    [InlineData("Madrid", "Europe/Madrid")]
    [InlineData("Londres", "Europe/London")]
    [InlineData("nueva york", "America/New_York")]
    [InlineData("Bogotá", "America/Bogota")]
    [InlineData("CDMX", "America/Mexico_City")]
    [InlineData("Canarias", "Atlantic/Canary")]
    [InlineData("Perú", "America/Lima")]
    [InlineData("Poland", "Europe/Warsaw")]
    [InlineData("Eastern Standard Time", "America/New_York")]
    public void One_zone_is_found(string said, string expected) => Zones.Find(said).ShouldBe([expected]);

    [Fact]
    public void A_country_with_several_zones_gives_them_all() =>
        Zones.Find("España").ShouldBe(["Europe/Madrid", "Africa/Ceuta", "Atlantic/Canary"]);

    [Theory]
    [InlineData("GMT+2")]
    [InlineData("UTC -5")]
    [InlineData("+02:00")]
    [InlineData("PST")]
    [InlineData("cet")]
    public void An_offset_or_an_abbreviation_is_known_for_what_it_is(string said)
    {
        Zones.Find(said).ShouldBeEmpty();
        Zones.IsOffset(said).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Atlantis")]
    [InlineData("2")]
    [InlineData("")]
    public void What_is_no_zone_is_neither(string said)
    {
        Zones.Find(said).ShouldBeEmpty();
        Zones.IsOffset(said).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Atlantic/Canary", Language.Spanish, "Canarias")]
    [InlineData("Atlantic/Canary", Language.English, "Canary Islands")]
    [InlineData("America/New_York", Language.Spanish, "Nueva York")]
    [InlineData("America/Kentucky/Louisville", Language.English, "Louisville")]
    public void Zones_have_names_in_both_languages(string id, Language language, string name) => ZoneNames.Say(id, language).ShouldBe(name);
}
