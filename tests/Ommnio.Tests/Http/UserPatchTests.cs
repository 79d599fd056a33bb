using System.Text;
using Ommnio.Core.Registering;
using Ommnio.Functions.Http;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Http;

public sealed class UserPatchTests
{
    private static readonly UserFields Before = new()
    {
        FirstName = "Ana",
        LastName = "García",
        Position = "Cashier",
        Area = "Stores",
        Location = "Madrid",
        Phone = "+34612345678",
        PhoneConsent = true,
        Tags = ["a", "b"],
        RelatedTo = new("0198", null),
    };

    [Fact]
    public void What_is_named_replaces_and_what_is_not_stays()
    {
        var after = Apply("""{"lastName":"López"}""");

        after.LastName.ShouldBe("López");
        after.ShouldBe(Before with { LastName = "López", Tags = after.Tags });
        after.Tags.ShouldBe(Before.Tags);
    }

    [Fact]
    public void Null_empties() => Apply("""{"location":null}""").Location.ShouldBeNull();

    [Fact]
    public void A_list_is_replaced_whole() => Apply("""{"tags":["c"]}""").Tags.ShouldBe(["c"]);

    [Fact]
    public void Related_to_is_replaced_whole() => Apply("""{"relatedTo":{"code":"B-1"}}""").RelatedTo.ShouldBe(new(null, "B-1"));

    // What consent to another number means is Core's to say; it asks the patch what the request itself said (D16).
    [Theory]
    [InlineData("""{"phone":"+34698765432"}""", null)]
    [InlineData("""{"phone":"+34698765432","phoneConsent":true}""", true)]
    public void Consent_is_said_by_the_request_alone(string json, bool? said) => Patch(json).Apply(Before with { PhoneConsent = null }).PhoneConsent.ShouldBe(said);

    [Theory]
    [InlineData("""{"nationalId":null}""", true)]
    [InlineData("""{"nationalId":"X"}""", false)]
    [InlineData("{}", false)]
    public void Only_null_removes_the_national_ID(string json, bool removes) => Patch(json).RemovesNationalId.ShouldBe(removes);

    private static UserFields Apply(string json) => Patch(json).Apply(Before);

    private static UserPatch Patch(string json) => UserPatch.Of(Encoding.UTF8.GetBytes(json), null);
}
