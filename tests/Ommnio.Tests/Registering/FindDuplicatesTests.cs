using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Tests.Listing;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Registering;

/// <summary>Who is shown before somebody is registered a second time.</summary>
public sealed class FindDuplicatesTests
{
    private static readonly User Ana = Some.User() with
    {
        Code = new("A-17"),
        HasNationalId = true,
        Phone = PhoneNumber.Read("+34612345678", "", "ES").Value,
        Email = EmailAddress.Read("ana@example.com", "").Value,
        Teams = [Some.In(Some.Night)],
    };

    private static readonly User Anabel = Some.User(Some.Bea) with { Name = new("Anabel", "García") };

    private readonly OneList list = new(Ana, Anabel);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Namesakes_are_told_from_those_whose_names_only_begin_alike()
    {
        var found = await Find(Some.Account, new() { FirstName = "ANA", LastName = "Garcia" });

        found.Namesakes.ShouldHaveSingleItem().Id.ShouldBe(Some.Ana);
        found.Near.ShouldHaveSingleItem().Id.ShouldBe(Some.Bea);
        found.Taken.ShouldBeEmpty();
        list.Asked.Select(asked => (asked.Query.Text, asked.Limit)).ShouldBe([("ana garcia", 50), ("ana", 200)]);
    }

    [Theory]
    [InlineData("Al", "", 1)]
    [InlineData("Ali", "", 2)]
    [InlineData("", "", 0)]
    public async Task Who_is_near_is_looked_for_from_three_letters_on(string first, string last, int lists)
    {
        await Find(Some.Account, new() { FirstName = first, LastName = last });

        list.Asked.Count.ShouldBe(lists);
    }

    [Fact]
    public async Task R22_Every_unique_value_that_is_taken_is_told_and_its_holder_only_to_who_may_see_them()
    {
        var fields = new UserFields { FirstName = "Luis", LastName = "Gil", Code = "a-17", NationalId = "12345678Z", Phone = "612345678", Email = "ana@example.com" };

        (await Find(Some.Account, fields)).Taken.ShouldBe(
        [
            new("user.code.taken", "code", "Ana García", "Stores"), new("user.national_id.taken", "nationalId", "Ana García", "Stores"),
            new("user.phone.taken", "phone", "Ana García", "Stores"), new("user.email.taken", "email", "Ana García", "Stores"),
        ]);
        (await Find(Some.Baker, fields with { NationalId = null, Phone = null, Email = null })).Taken.ShouldBe([new("user.code.taken", "code")]);
        (await Find(Some.Account, fields with { Code = "B-1", NationalId = null, Phone = "bad", Email = "bad" })).Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_is_known_by_their_name_or_by_a_value_that_is_taken()
    {
        (await IsKnown(new() { FirstName = "Ana", LastName = "García" })).ShouldBeTrue();
        (await IsKnown(new() { FirstName = "Luis", LastName = "Gil", Code = "A-17" })).ShouldBeTrue();
        (await IsKnown(new() { FirstName = "Luis", LastName = "Gil", Code = "B-1" })).ShouldBeFalse();
    }

    private FindDuplicates Finder()
    {
        var users = new OneUser(Ana);
        return new(users, new(users, list, new(users), new FakeTimeProvider(Some.Now)));
    }

    private Task<Duplicates> Find(Actor actor, UserFields fields) => Finder().HandleAsync(actor, fields, "ES", Token);

    private Task<bool> IsKnown(UserFields fields) => Finder().IsKnownAsync(Some.Account, fields, "ES", Token);
}
