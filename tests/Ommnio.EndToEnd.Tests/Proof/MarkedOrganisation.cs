using System.Text.Json.Nodes;
using Ommnio.EndToEnd.Tests.Setup;

namespace Ommnio.EndToEnd.Tests.Proof;

/// <summary>
/// An organisation all of whose data bear a mark that nothing else bears: wherever it is seen, something of that organisation is seen.
/// As a word of its own it is a name; labels and codes, which may stand in a key, have it inside of a word.
/// </summary>
/// <param name="Mark">In lower case; it is looked for whatever the case.</param>
internal sealed record MarkedOrganisation(string Mark, CreatedOrganisation Created)
{
    internal string Id => Created.Id;

    internal string ApiKey => Created.ApiKey;

    /// <summary>May do everything in the account; nobody blocks or deletes them here.</summary>
    internal string Administrator => Created.UserIdByCode[$"AA{Mark}"];

    internal string TeamAdministrator => Created.UserIdByCode[$"TA{Mark}"];

    internal static async Task<MarkedOrganisation> CreateAsync(string storage, string mark, CancellationToken cancellationToken) =>
        new(mark, await SetupCommand.CreateAsync(storage, Document(mark).ToJsonString(), cancellationToken));

    private static JsonObject Document(string mark) => new()
    {
        ["name"] = $"Company{mark}",
        ["settings"] = new JsonObject { ["language"] = "en", ["timeZone"] = "Europe/Madrid", ["region"] = "ES", ["workingDays"] = new JsonArray("mon", "tue", "wed", "thu", "fri") },
        ["areas"] = new JsonArray(new JsonObject { ["name"] = $"Sales{mark}" }),
        ["positions"] = new JsonArray(new JsonObject { ["name"] = $"Cashier{mark}" }),
        ["locations"] = new JsonArray(new JsonObject { ["name"] = $"Madrid{mark}" }),
        ["chatGroups"] = new JsonArray(new JsonObject { ["name"] = $"All{mark}" }, new JsonObject { ["name"] = $"Some{mark}" }),
        ["teams"] = new JsonArray(
            new JsonObject { ["name"] = $"Stores{mark}", ["chatGroups"] = new JsonArray($"All{mark}") },
            new JsonObject { ["name"] = $"Bakery{mark}", ["parent"] = $"Stores{mark}", ["chatGroups"] = new JsonArray($"Some{mark}") }),
        ["apiKeys"] = new JsonArray(Key("payroll", "lookup"), Key("reader", "users.read"), Key("product", "product")),
        ["users"] = new JsonArray(
            User(mark, "Ada", "AA", ("role", "accountAdministrator")),
            User(mark, "Tom", "TA", ("teams", new JsonArray(new JsonObject { ["name"] = $"Stores{mark}", ["role"] = "administrator" }))),
            User(mark, "Mia", "M", ("teams", new JsonArray(new JsonObject { ["name"] = $"Bakery{mark}" }))),
            User(mark, "Bo", "B", ("relatedTo", new JsonObject { ["code"] = $"M{mark}" }))),
    };

    private static JsonObject Key(string name, string scope) => new() { ["name"] = name, ["scopes"] = new JsonArray(scope) };

    private static JsonObject User(string mark, string first, string code, (string Name, JsonNode? Value) more) => new()
    {
        ["firstName"] = first,
        ["lastName"] = $"Last {mark}",
        ["position"] = $"Cashier{mark}",
        ["area"] = $"Sales{mark}",
        ["code"] = $"{code}{mark}",
        ["email"] = $"{first.ToLowerInvariant()}@{mark}.example.com",
        ["notes"] = $"Notes {mark}",
        ["active"] = true,
        [more.Name] = more.Value,
    };
}
