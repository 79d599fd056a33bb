using System.Net;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Http;

public sealed class RegisterTests(FunctionsAppFixture app)
{
    [Fact]
    public async Task A_user_with_the_four_required_fields_is_registered_and_found_by_id()
    {
        var created = await app.Http.PostJsonAsync("users", """{"firstName":"Ana","lastName":"García","position":"Cashier","area":"Store Operations"}""");

        created.ShouldBe(HttpStatusCode.Created);
        created.Header("Location").ShouldBe($"/api/users/{created.Id}");
        created.ETag.ShouldBe("\"1\"");
        ((string?)created["state"]).ShouldBe("pending");
        ((string?)created["warnings"][0]!["code"]).ShouldBe("user.no_chat_group");
        var read = (await app.Http.GetJsonAsync($"users/{created.Id}")).ShouldBe(HttpStatusCode.OK);
        ((string?)read["lastName"]).ShouldBe("García");
    }
}
