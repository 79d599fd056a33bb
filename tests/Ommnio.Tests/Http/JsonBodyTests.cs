using System.Text;
using Ommnio.Core.Wording;
using Ommnio.Functions.Http;
using Ommnio.Functions.Wire;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Http;

public sealed class JsonBodyTests
{
    [Fact]
    public void A_body_of_the_right_form_is_read()
    {
        var (body, problems) = Parse("""{"firstName":"Ana","relatedTo":{"code":"A-1"},"phoneConsent":true,"tags":["x"],"location":null,"workingHours":[{"days":["mon"],"from":"09:00","to":"17:00"}],"invite":{"channel":"link"}}""");

        problems.ShouldBeEmpty();
        body!.FirstName.ShouldBe("Ana");
        body.RelatedTo!.Code.ShouldBe("A-1");
        body.WorkingHours![0].From.ShouldBe("09:00");
        body.Channel.ShouldBe("link");
    }

    [Theory]
    [InlineData("""{"nickname":"A"}""", "nickname")]
    [InlineData("""{"FirstName":"A"}""", "FirstName")]
    [InlineData("""{"channel":"link"}""", "channel")]
    [InlineData("""{"id":"x"}""", "id")]
    [InlineData("""{"relatedTo":{"name":"Bea"}}""", "relatedTo.name")]
    [InlineData("""{"teams":[{"id":"a"},{"rol":"member"}]}""", "teams[1].rol")]
    public void A_member_that_we_do_not_know_is_named(string json, string field) =>
        Parse(json).Problems.ShouldBe([new Problem("request.unknown_member", field, field)]);

    [Theory]
    [InlineData("""{"firstName":7}""", "firstName", "string")]
    [InlineData("""{"phoneConsent":"yes"}""", "phoneConsent", "boolean")]
    [InlineData("""{"tags":"x"}""", "tags", "array")]
    [InlineData("""{"tags":["x",null]}""", "tags[1]", "string")]
    [InlineData("""{"teams":[null]}""", "teams[0]", "object")]
    [InlineData("""{"workingHours":[{"days":[1]}]}""", "workingHours[0].days[0]", "string")]
    [InlineData("""{"relatedTo":"A-1"}""", "relatedTo", "object")]
    [InlineData("""{"invite":true}""", "invite", "object")]
    [InlineData("null", "body", "object")]
    [InlineData("[]", "body", "object")]
    [InlineData("7", "body", "object")]
    public void A_value_of_the_wrong_type_is_named_with_the_right_one(string json, string field, string type) =>
        Parse(json).Problems.ShouldBe([new Problem("request.wrong_type", field, type)]);

    [Fact]
    public void A_member_that_comes_twice_is_named() =>
        Parse("""{"code":"1","code":"2"}""").Problems.ShouldBe([new Problem("request.duplicate_member", "code", "code")]);

    [Fact]
    public void Everything_that_is_wrong_is_named_at_once() =>
        Parse("""{"firstName":1,"nick":2,"tags":[3]}""").Problems.Select(problem => problem.Field).ShouldBe(["firstName", "nick", "tags[0]"]);

    [Fact]
    public void A_body_that_is_wrong_without_end_is_told_so_a_hundred_times() =>
        Parse($$"""{"tags":[{{string.Join(',', Enumerable.Repeat("1", 100_000))}}]}""").Problems.Count.ShouldBe(100);

    [Theory]
    [InlineData("", "1", "1")]
    [InlineData("{\n  \"firstName\": \"Ana\",\n  oops\n}", "3", "3")]
    [InlineData("""{"firstName":"Ana"} x""", "1", "21")]
    public void Broken_JSON_is_refused_with_its_place(string json, string line, string place) =>
        Parse(json).Problems.ShouldBe([new Problem("request.malformed", null, line, place)]);

    [Fact]
    public void A_body_that_is_nested_without_end_is_refused() =>
        Parse(string.Concat(Enumerable.Repeat("[", 100_000))).Problems.ShouldHaveSingleItem().Code.ShouldBe("request.malformed");

    [Fact]
    public void Bytes_that_are_no_UTF8_are_refused() =>
        JsonBody.Parse([.. "{\"firstName\":\"Mar"u8, 0xED, .. "a\"}"u8], WireJson.Plain.RegisterBody).Problems.ShouldBe([new Problem("request.not_unicode", null)]);

    [Fact]
    public void Half_a_character_in_a_value_is_refused_by_field() =>
        Parse("""{"firstName":"\ud800"}""").Problems.ShouldHaveSingleItem().ShouldBe(new Problem("text.forbidden_character", "firstName", "U+D800-DFFF"));

    [Fact]
    public void Half_a_character_in_a_name_is_refused() =>
        Parse("""{"\ud800":"x"}""").Problems.ShouldBe([new Problem("request.not_unicode", null)]);

    private static (RegisterBody? Body, IReadOnlyList<Problem> Problems) Parse(string json) => JsonBody.Parse(Encoding.UTF8.GetBytes(json), WireJson.Plain.RegisterBody);
}
