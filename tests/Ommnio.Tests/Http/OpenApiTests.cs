using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Ommnio.Core.Governing;
using Ommnio.Functions.Security;
using Ommnio.Functions.Wire;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Http;

/// <summary>The document that integrators read must be true.</summary>
public sealed class OpenApiTests
{
    private static readonly JsonNode Document = JsonNode.Parse(Read())!;

    [Fact]
    public void It_has_every_route_and_no_other()
    {
        var documented = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(verb => $"{verb.Key} {path.Key}"));
        var served = FunctionOfTheApp.All.SelectMany(function => function.Methods.Select(method => $"{method} /{function.Route.Replace("{*", "{", StringComparison.Ordinal)}"));

        documented.Order().ShouldBe(served.Order());
    }

    [Fact]
    public void It_names_the_scopes_that_each_function_asks_for()
    {
        foreach (var function in FunctionOfTheApp.All)
        {
            var operation = Document["paths"]![$"/{function.Route.Replace("{*", "{", StringComparison.Ordinal)}"]![function.Methods[0]]!;
            var documented = operation["security"]!.AsArray().Select(way => (string)way!["apiKey"]![0]!);
            documented.Order().ShouldBe((Policies.ByFunction[function.Name] ?? []).Select(ScopeNames.Of).Order(), function.Name);
        }
    }

    [Theory]
    [InlineData("RegisterUser", nameof(WireJson.RegisterBody))]
    [InlineData("UserFields", nameof(WireJson.UserFields))]
    [InlineData("UserPage", nameof(WireJson.ListAnswer))]
    [InlineData("Lookup", nameof(WireJson.LookupAnswer))]
    [InlineData("Problem", nameof(WireJson.ProblemAnswer))]
    [InlineData("Health", nameof(WireJson.HealthAnswer))]
    [InlineData("UserSummary", nameof(WireJson.SummaryAnswer))]
    [InlineData("Invitation", nameof(WireJson.InvitationAnswer))]
    [InlineData("InvitationList", nameof(WireJson.InvitationListAnswer))]
    [InlineData("Replayed", nameof(WireJson.ReplayedAnswer))]
    [InlineData("PreparedSheet", nameof(WireJson.PreparedSheetAnswer))]
    [InlineData("Invite", nameof(WireJson.InviteBody))]
    [InlineData("Resend", nameof(WireJson.ResendBody))]
    [InlineData("Accept", nameof(WireJson.AcceptBody))]
    [InlineData("Accepted", nameof(WireJson.AcceptedAnswer))]
    [InlineData("SignUp", nameof(WireJson.SignUpBody))]
    [InlineData("SignedUp", nameof(WireJson.SignUpAnswer))]
    [InlineData("Linked", nameof(WireJson.LinkedAnswer))]
    [InlineData("Access", nameof(WireJson.AccessBody))]
    [InlineData("Accesses", nameof(WireJson.AccessesAnswer))]
    [InlineData("Picture", nameof(WireJson.PictureAnswer))]
    [InlineData("TeamList", nameof(WireJson.TeamListAnswer))]
    [InlineData("Team", nameof(WireJson.TeamDetailAnswer))]
    [InlineData("TeamDetails", nameof(WireJson.TeamDetails))]
    [InlineData("ChatGroupList", nameof(WireJson.GroupListAnswer))]
    [InlineData("ChatGroup", nameof(WireJson.GroupDetailAnswer))]
    [InlineData("ChatGroupDetails", nameof(WireJson.GroupDetails))]
    [InlineData("TeamMembers", nameof(WireJson.TeamMembersAnswer))]
    [InlineData("TeamMember", nameof(WireJson.TeamMemberAnswer))]
    [InlineData("ChatGroupMembers", nameof(WireJson.GroupMembersAnswer))]
    [InlineData("ChatGroupMember", nameof(WireJson.GroupMemberAnswer))]
    [InlineData("GroupRole", nameof(WireJson.GroupRoleBody))]
    [InlineData("Why", nameof(WireJson.WhyAnswer))]
    [InlineData("WhyCondition", nameof(WireJson.WhyConditionAnswer))]
    [InlineData("Job", nameof(WireJson.JobAnswer))]
    [InlineData("ApiKey", nameof(WireJson.KeyAnswer))]
    [InlineData("ApiKeyList", nameof(WireJson.KeyListAnswer))]
    [InlineData("NewApiKey", nameof(WireJson.KeyBody))]
    [InlineData("History", nameof(WireJson.HistoryAnswer))]
    [InlineData("HistoryLine", nameof(WireJson.HistoryLineAnswer))]
    [InlineData("PreviewRules", nameof(WireJson.PreviewBody))]
    [InlineData("RulesPreview", nameof(WireJson.PreviewAnswer))]
    [InlineData("PreviewedMove", nameof(WireJson.PreviewedMoveAnswer))]
    [InlineData("ApplyRules", nameof(WireJson.ApplyBody))]
    [InlineData("Rules", nameof(WireJson.RulesBody))]
    [InlineData("PairingCode", nameof(WireJson.PairingCodeAnswer))]
    [InlineData("ChatToken", nameof(WireJson.ChatTokenAnswer))]
    public void Its_schemas_have_the_members_that_are_on_the_wire(string schema, string type) =>
        MembersOf(schema).Order().ShouldBe(TypeOf(type).Properties.Select(property => property.Name).Order());

    [Fact]
    public void A_user_has_the_members_that_are_on_the_wire()
    {
        var members = WireJson.Plain.UserAnswer.Properties.Select(property => property.Name);

        MembersOf("User").Concat(["warnings", "invitation", "rules"]).Order().ShouldBe(members.Order());
    }

    [Fact]
    public void It_lists_every_scope_of_a_key()
    {
        var described = (string)Document["components"]!["securitySchemes"]!["apiKey"]!["description"]!;

        Enum.GetValues<Scope>().Select(ScopeNames.Of).ShouldAllBe(scope => described.Contains(scope, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_reference_leads_somewhere() =>
        References(Document).ShouldAllBe(reference => reference.TrimStart('#', '/').Split('/').Aggregate(Document, (JsonNode? node, string name) => node == null ? null : node[name]) != null);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "$ref" ? [(string)member.Value!] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static IEnumerable<string> MembersOf(string schema) => Document["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(member => member.Key);

    private static JsonTypeInfo TypeOf(string name) => (JsonTypeInfo)typeof(WireJson).GetProperty(name)!.GetValue(WireJson.Plain)!;

    private static string Read()
    {
        using var stream = typeof(WireJson).Assembly.GetManifestResourceStream("openapi.json")!;
        return new StreamReader(stream).ReadToEnd();
    }
}
