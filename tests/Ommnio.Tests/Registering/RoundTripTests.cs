using CsCheck;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Registering;

/// <summary>A user said again is the same user: what <see cref="UserFields.Of"/> says is what a change starts from.</summary>
public sealed class RoundTripTests
{
    private static readonly Gen<string> Text = One("a", "Á", "ñ", "ß", "字", "🙂", "👩🏽‍🚀", "e\u0301", " ", "-", "'", "<b>", "/", "#", "7", "{0}").Array[1, 8].Select(string.Concat);
    private static readonly Gen<string?> Maybe = Gen.OneOf(Gen.Const((string?)null), Text.Select(text => (string?)text));

    private static readonly Gen<UserFields> Optional =
        from texts in Maybe.Array[5]
        from phone in One<string?>(null, "612 34 56 78", "+1 202-555-0123")
        from consent in One<bool?>(null, false, true)
        from email in One<string?>(null, "Ana@Example.com")
        from zone in One<string?>(null, "europe/madrid", "UTC")
        from hours in Gen.Select(Gen.Int[1, 127], Gen.Int[0, 23], Gen.Int[0, 23]).Select(Line).Array[0, 2]
        from tags in Text.Array[0, 5]
        from teams in One<TeamFields>(new(Some.Bakery.ToString(), null, null), new(null, "KITCHEN", "member"), new(null, "night SHIFT", "administrator")).Array[0, 2]
        from groups in One<ChatGroupFields>(new(null, "bakers"), new(Some.NewsOfNight.ToString(), null), new(null, "Owls", "writer"), new(Some.NightChat.ToString(), null, "administrator")).Array[0, 3]
        from role in One<string?>(null, "member", "accountAdministrator")
        select new UserFields
        {
            Location = texts[0],
            Code = texts[1],
            NationalId = texts[2],
            Notes = texts[3],
            Language = texts[4] is null ? null : "ca-ES",
            Phone = phone,
            PhoneConsent = phone is null ? null : consent,
            Email = email,
            TimeZone = zone,
            WorkingHours = hours,
            Tags = tags,
            Teams = teams,
            ChatGroups = groups,
            Role = role,
        };

    private static readonly Gen<UserFields> Fields =
        from names in Text.Array[4]
        from optional in Optional
        select optional with { FirstName = names[0], LastName = names[1], Position = names[2], Area = names[3] };

    [Fact]
    public void A_user_said_again_is_the_same_user()
    {
        var read = 0;
        Fields.Sample(
            fields =>
            {
                if (Read(fields).New is { } made)
                {
                    Interlocked.Increment(ref read);
                    var again = Read(UserFields.Of(made.User) with { NationalId = fields.NationalId }).New.ShouldNotBeNull();

                    again.User.ShouldBeEquivalentTo(made.User);
                    again.NationalId.ShouldBe(made.NationalId);
                    ChangedFields.Between(made.User, again.User, nationalId: false).ShouldBeEmpty();
                }
            },
            iter: 2_000);

        read.ShouldBeGreaterThan(200);
    }

    private static (NewUser? New, RegisterUserOutcome? Refusal) Read(UserFields fields) =>
        RegisterUser.Decide(new(Some.Account, fields, null, null), Some.Catalogue, null, new([]), "2026", new(Some.Ana, default, new("op")), Some.Now);

    private static Gen<T> One<T>(params T[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    private static HoursFields Line(int days, int from, int to)
    {
        string[] names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        return new([.. names.Where((_, day) => (days & (1 << day)) != 0)], $"{from:00}:30", $"{to:00}:00");
    }
}
