using CsCheck;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Users;

public sealed class ValueTests
{
    [Theory]
    [InlineData("a\u0000b", "U+0000")]
    [InlineData("a\u202Eb", "U+202E")]
    [InlineData("a\u200Bb", "U+200B")]
    public void D3_Characters_that_deceive_are_refused_by_name(string text, string name) => PlainText.Read(text, "notes", 100).Problem!.Args.ShouldBe([name]);

    [Fact]
    public void D3_Lengths_count_what_a_reader_sees_and_emoji_stay_whole()
    {
        var astronaut = "👩🏽‍🚀";
        PlainText.Read(string.Concat(Enumerable.Repeat("ñ", 100)), "x", 100).Value.ShouldNotBeNull();
        PlainText.Read($" {astronaut} Ana ", "x", 5).Value.ShouldBe($"{astronaut} Ana");
        PlainText.Read(string.Concat(Enumerable.Repeat(astronaut, 99)), "x", 100).Problem!.Code.ShouldBe("text.too_long");
    }

    [Fact]
    public void R28_Labels_are_the_same_whatever_the_case_accents_and_spaces() => new Label("Logística  Norte ").ShouldBe(new Label("LOGISTICA NORTE"));

    [Fact]
    public void Folding_twice_is_folding_once() => Gen.String.Sample(text => PlainText.Fold(PlainText.Fold(text)).ShouldBe(PlainText.Fold(text)));

    [Fact]
    public void Nothing_that_is_read_throws() => Gen.String.Sample(text =>
    {
        _ = (PersonName.ReadPart(text, "f"), EmployeeCode.Read(text, "f"), NationalId.Read(text, "f"), EmailAddress.Read(text, "f"), PhoneNumber.Read(text, "f", "ES"), TimeZoneName.Read(text, "f"), Label.Read(text, "f"));
    });

    [Theory]
    [InlineData("a-17", "Ａ-17")]
    [InlineData("ß 1", " ß 1 ")]
    public void R21_Codes_that_fold_alike_are_the_same(string one, string other) => EmployeeCode.Read(one, "").Value.ShouldBe(EmployeeCode.Read(other, "").Value);

    [Fact]
    public void Leading_zeros_count_and_the_code_comes_back_as_sent()
    {
        EmployeeCode.Read("007", "").Value.ShouldNotBe(EmployeeCode.Read("7", "").Value);
        EmployeeCode.Read(" a/1 #", "").Value!.Text.ShouldBe(" a/1 #");
    }

    [Fact]
    public void R10_An_ID_folds_without_signs_and_never_shows_itself()
    {
        var id = NationalId.Read("12.345.678-z", "").Value!;

        (id.Key, id.ToString()).ShouldBe(("12345678Z", "••••"));
    }

    [Theory]
    [InlineData("612 34 56 78", "+34612345678")]
    [InlineData("+1 202-555-0123", "+12025550123")]
    [InlineData("911", null)]
    [InlineData("ring me", null)]
    public void D7_Phones_are_E164(string said, string? e164) => PhoneNumber.Read(said, "", "ES").Value?.E164.ShouldBe(e164);

    [Theory]
    [InlineData("ana@example.com", true)]
    [InlineData("Ana <ana@example.com>", false)]
    [InlineData("ana@localhost", false)]
    [InlineData("a b@example.com", false)]
    public void D8_An_email_is_one_address(string said, bool good) => (EmailAddress.Read(said, "").Value is not null).ShouldBe(good);

    [Fact]
    public void R16_Active_lasts_thirty_days_to_the_instant()
    {
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var user = new User { Id = default, Name = new("A", "B"), Position = new("p"), Area = new("a"), CreatedAt = at, UpdatedAt = at, Version = 1, SignedUpAt = at, LastAccessAt = at };

        user.StateAt(at.AddDays(30).AddTicks(-1)).ShouldBe(UserState.Active);
        user.StateAt(at.AddDays(30)).ShouldBe(UserState.Inactive);
        (user with { BlockedAt = at }).StateAt(at).ShouldBe(UserState.Blocked);
    }

    [Theory]
    [InlineData("mon 22:00-06:00, tue 05:00-07:00", false)]
    [InlineData("sun 22:00-06:00, mon 05:00-07:00", false)]
    [InlineData("sun 22:00-06:00, mon 06:00-07:00", true)]
    [InlineData("mon 00:00-00:00, tue 00:00-01:00", true)]
    [InlineData("mon 00:00-00:00, mon 10:00-11:00", false)]
    [InlineData("mon 09:00-09:00", false)]
    public void D13_Stretches_do_not_overlap_also_across_midnight_and_sunday(string said, bool good)
    {
        var lines = said.Split(", ").Select(line => line.Split(' ', '-')).Select(parts => new HoursFields([parts[0]], parts[1], parts[2])).ToList();

        (WorkingHours.Read(lines, "workingHours").Hours is not null).ShouldBe(good);
    }
}
