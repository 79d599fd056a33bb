using System.Text;
using Microsoft.AspNetCore.Http;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Functions.Http;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Http;

public sealed class IdempotencyTests
{
    private const string Ana = """{"firstName":"Ana","lastName":"G","position":"P","area":"A"}""";
    private readonly Idempotency idempotency = new(new MasterKeys("k", "k", new Dictionary<string, byte[]> { ["k"] = new byte[32] }));

    [Fact]
    public void The_same_key_and_body_are_the_same_operation() => Of("K", Ana).ShouldBe(Of("K", Ana));

    [Fact]
    public void Spaces_and_the_order_of_members_do_not_matter() =>
        Of("K", """{ "area":"A", "firstName":"Ana", "lastName":"G", "position":"P" }""").ShouldBe(Of("K", Ana));

    [Fact]
    public void Another_body_under_the_same_key_is_told_apart()
    {
        var other = Of("K", """{"firstName":"Eva","lastName":"G","position":"P","area":"A"}""");

        other!.Id.ShouldBe(Of("K", Ana)!.Id);
        other.RequestHash.ShouldNotBe(Of("K", Ana)!.RequestHash);
    }

    [Fact]
    public void The_key_counts_within_one_API_key_and_one_acting_user_only()
    {
        var ids = new[] { Of("K", Ana), Of("L", Ana), Of("K", Ana, key: "other"), Of("K", Ana, user: new UserId(Guid.Empty)) };

        ids.Select(operation => operation!.Id).Distinct().Count().ShouldBe(4);
    }

    [Fact]
    public void Without_the_header_there_is_no_operation() => Of(null, Ana).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("ñ")]
    public void A_key_of_other_characters_is_refused(string key) => Idempotency.Refusal(Request(key)).ShouldNotBeNull();

    [Fact]
    public void A_key_of_201_characters_is_refused_and_one_of_200_is_not()
    {
        Idempotency.Refusal(Request(new('k', 201))).ShouldNotBeNull();
        Idempotency.Refusal(Request(new('k', 200))).ShouldBeNull();
    }

    private Operation? Of(string? header, string body, string key = "key", UserId? user = null)
    {
        var request = Request(header);
        new Caller(new ApiKey(key, new("org"), [], [], null), new Actor(new("org"), user, WayIn.Api, null)).AttachTo(request.HttpContext);
        return idempotency.Of(request, JsonBody.Parse(Encoding.UTF8.GetBytes(body), WireJson.Plain.RegisterBody).Value!, WireJson.Plain.RegisterBody);
    }

    private static HttpRequest Request(string? header)
    {
        var request = new DefaultHttpContext().Request;
        request.Path = "/api/users";
        if (header is not null)
        {
            request.Headers["Idempotency-Key"] = header;
        }

        return request;
    }
}
