using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Users;

public sealed class ContactTests
{
    [Theory]
    [InlineData("+34 612 345 678", "+34612345678")]
    [InlineData("  +34612345678", "+34612345678")]
    [InlineData("612345678", null)]
    [InlineData("+34 61", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Where_no_country_is_known_a_number_says_its_own(string? said, string? number)
    {
        var read = PhoneNumber.ReadInternational(said, "phone");

        read.Value?.E164.ShouldBe(number);
        read.Problem.ShouldBe(number is null ? new Core.Wording.Problem("phone.country_needed", "phone") : null);
    }

    [Theory]
    [InlineData("612 34 56 78", "ES", "+34612345678")]
    [InlineData("+34 612-345-678", "US", "+34612345678")]
    [InlineData("0034612345678", "ES", "+34612345678")]
    [InlineData("(202) 555-0123", "US", "+12025550123")]
    [InlineData("+1 202-555-0123", "ES", "+12025550123")]
    [InlineData("６１２３４５６７８", "ES", "+34612345678")]
    public void D7_A_phone_is_E164_whatever_was_typed(string said, string region, string e164) => PhoneNumber.Read(said, "phone", region).Value!.E164.ShouldBe(e164);

    [Theory]
    [InlineData("911", "US")]
    [InlineData("112", "ES")]
    [InlineData("612 34 56 78", "US")]
    [InlineData("+34 012 345 678", "ES")]
    [InlineData("ring me", "ES")]
    [InlineData("+99 12345678", "ES")]
    public void D7_What_is_no_number_is_refused_with_the_region(string said, string region) =>
        PhoneNumber.Read(said, "phone", region).Problem.ShouldBe(new Problem("phone.invalid", "phone", region));

    [Theory]
    [InlineData("+34612345678", "+34 6•• ••• 678")]
    [InlineData("+12025550123", "+1 2 ••• ••• 123")]
    [InlineData("+4312345", "+43 •• 345")]
    [InlineData("+526561234567", "+52 6 ••• ••• 567")]
    public void A_masked_phone_is_recognised_and_cannot_be_called(string e164, string masked) => PhoneNumber.FromE164(e164).Masked.ShouldBe(masked);

    [Theory]
    [InlineData("ana@example.com", "a••@example.com")]
    [InlineData("x@example.com", "x••@example.com")]
    [InlineData("ñandú.garcía@example.com", "ñ••@example.com")]
    public void A_masked_email_is_recognised_and_cannot_be_written_to(string email, string masked) => EmailAddress.FromStored(email).Masked.ShouldBe(masked);

    [Theory]
    [InlineData("612345678 ext. 12")]
    [InlineData("612345678#12")]
    [InlineData("1-800-FLOWERS")]
    [InlineData("call 612345678")]
    public void D7_Nothing_is_left_out_of_a_number_in_silence(string said) => PhoneNumber.Read(said, "phone", "ES").Problem!.Code.ShouldBe("phone.invalid");

    [Theory]
    [InlineData("ana@example.com")]
    [InlineData("Ana.O'Neil+x@Example.co.uk")]
    [InlineData("ana@ñandú.es")]
    public void D8_An_email_is_kept_as_sent(string said) => EmailAddress.Read(said, "email").Value!.Text.ShouldBe(said);

    [Fact]
    public void D8_Emails_are_compared_in_lower_case() => EmailAddress.Read("Ana@Example.com", "email").Value!.Key.ShouldBe("ana@example.com");

    [Theory]
    [InlineData("Ana <ana@example.com>")]
    [InlineData("\"ana b\"@example.com")]
    [InlineData("ana@localhost")]
    [InlineData("ana@[10.0.0.1]")]
    [InlineData("a b@example.com")]
    [InlineData(" ana@example.com")]
    [InlineData("ana@example.com,bea@example.com")]
    [InlineData("ana@example.com;bea@example.com")]
    [InlineData("ana(x)@example.com")]
    [InlineData("ana@")]
    [InlineData("@example.com")]
    [InlineData("ana@@example.com")]
    [InlineData("ana@example..com")]
    [InlineData("ana@.example.com")]
    [InlineData("ana@example.com.")]
    [InlineData("ana@-example.com")]
    [InlineData("ana@exam/ple.com")]
    public void D8_What_is_not_one_address_is_refused(string said) => EmailAddress.Read(said, "email").Problem.ShouldBe(new Problem("email.invalid", "email"));

    [Fact]
    public void D8_An_email_has_up_to_254_characters()
    {
        var host = "@" + string.Concat(Enumerable.Repeat("example.", 23)) + "com";
        EmailAddress.Read(new string('a', 254 - host.Length) + host, "email").Value.ShouldNotBeNull();
        EmailAddress.Read(new string('a', 255 - host.Length) + host, "email").Problem!.Code.ShouldBe("text.too_long");
    }

    [Fact]
    public void Contact_data_do_not_show_themselves_in_a_text()
    {
        $"{PhoneNumber.FromE164("+34612345678")}".ShouldBe("(phone)");
        $"{EmailAddress.FromStored("ana@example.com")}".ShouldBe("(e-mail)");
    }

    [Theory]
    [InlineData("Europe/Madrid", "Europe/Madrid")]
    [InlineData("europe/MADRID", "Europe/Madrid")]
    [InlineData(" America/Argentina/Buenos_Aires ", "America/Argentina/Buenos_Aires")]
    [InlineData("utc", "UTC")]
    public void A_time_zone_is_a_place_in_the_spelling_of_the_database(string said, string id) => TimeZoneName.Read(said, "timeZone").Value!.Id.ShouldBe(id);

    [Theory]
    [InlineData("CET")]
    [InlineData("+02:00")]
    [InlineData("Etc/GMT+2")]
    [InlineData("Madrid")]
    [InlineData("Europe/Atlantis")]
    public void A_time_zone_without_a_place_is_refused(string said) => TimeZoneName.Read(said, "timeZone").Problem.ShouldBe(new Problem("timezone.unknown", "timeZone"));
}
