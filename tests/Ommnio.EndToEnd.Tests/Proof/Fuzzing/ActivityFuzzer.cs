using System.Text;
using System.Text.Json.Nodes;

namespace Ommnio.EndToEnd.Tests.Proof.Fuzzing;

/// <summary>
/// Activities at the bot's door, signed by its channel: what an administrator says, cards that are sent again, late, by another, with
/// other values; and shapes that no channel has.
/// </summary>
internal sealed class ActivityFuzzer(MarkedProduct product, Harvest harvest, Composer composer, int side)
{
    private static readonly string[] Sayings =
    [
        "register Ana {0}, Cashier, Sales", "alta de Luis {0} como cajero en ventas", "first name: Ana", "last name: Last {0}", "position: Cashier", "area: Sales{0}", "code: F1{0}", "email: x@{0}.example.com", "phone: 612345678", "confirm", "yes", "no", "cancel", "help",
        "menu", "undo", "find {0}", "who is Mia", "find M{0}", "how many users", "invite Mia", "invite Bo by email", "print the invitation of Mia", "change Mia", "block Bo", "delete Bo", "join Mia to Stores{0}", "Mon to Fri 9 to 5", "every day from 22 to 6", "Europe/Madrid", "1", "2", "3", "español", "id: 12345678Z",
        "first name\tlast name\tposition\tarea\nAna\tLast {0}\tCashier\tSales\nEva\tLast {0}\tCashier\tSales", "team: Stores{0}", "group: All{0}", "tags: a, b, c", "related to: Mia", "hours: 9-5", "not in any group",
    ];

    private readonly Random random = composer.Random;

    /// <summary>It must not bear the mark, since every reply names it.</summary>
    internal static string ConversationOf(MarkedOrganisation organisation) => $"c-{organisation.Mark[2..]}";

    internal FuzzRequest Next()
    {
        var activity = Oddities.Pick<Func<JsonObject>>([Said, Said, Pressed, Pressed, Attached, Other], random)();
        JsonNode? sent = activity;
        for (var times = Math.Max(0, random.Next(5) - 2); times > 0; times--)
        {
            sent = Oddities.Mutated(sent, random);
        }

        var text = Oddities.Write(sent, random);
        // The bot's replies go to the channel, and this answer holds nothing of anybody.
        (string, string)[] headers =
        [
            ("Content-Type", random.Next(30) == 0 ? "text/plain" : "application/json"),
            ("Authorization", random.Next(15) switch { 0 => $"Bearer {Oddities.Flipped(product.ChannelToken(), random)}", 1 => $"Bearer {composer.Home.ApiKey}", _ => $"Bearer {product.ChannelToken()}" }),
        ];
        return new("/messages", composer.Home, new HashSet<MarkedOrganisation>(), null, FuzzRequest.Write("POST", "/api/messages", headers, random.Next(15) == 0 ? Oddities.Damaged(text, random) : Encoding.UTF8.GetBytes(text)));
    }

    private JsonObject Said()
    {
        var activity = Base("message");
        activity["text"] = random.Next(5) == 0 ? Oddities.Text(random) : Oddities.Pick(Sayings, random).Replace("{0}", composer.Home.Mark, StringComparison.Ordinal);
        return activity;
    }

    // The button of a card that was shown, to us or to the others, with what it says changed here and there.
    private JsonObject Pressed()
    {
        var activity = Base("message");
        var whose = random.Next(5) == 0 ? product.Organisations[1 - side] : composer.Home;
        var button = JsonNode.Parse(harvest.Any(whose, "button", random) ?? """{"k":"confirm","d":"0","r":1}""")!.AsObject();
        if (random.Next(3) == 0)
        {
            button["u"] = composer.Told("users");
        }

        if (random.Next(3) == 0)
        {
            button["r"] = random.Next(3) switch { 0 => random.Next(-2, 40), 1 => int.MaxValue, _ => Oddities.Text(random) };
        }

        if (random.Next(3) == 0)
        {
            button[Oddities.Pick(["firstName", "lastName", "area", "code", "f", "k", "w", "d", "text", "choice"], random)] = random.Next(2) == 0 ? Oddities.Text(random) : Oddities.Pick(["confirm", "send", "cancel", "ask", "change", "invite", "delete", "block"], random);
        }

        activity["value"] = button;
        return activity;
    }

    private JsonObject Attached()
    {
        var activity = Said();
        var list = Convert.ToBase64String(Encoding.UTF8.GetBytes($"first name,last name,position,area\nAna,Last {composer.Home.Mark},Cashier,Sales\n{Oddities.Text(random)},,,\n"));
        var address = random.Next(4) switch { 0 => "http://127.0.0.1:1/v3/attachments/1/views/original", 1 => Oddities.Text(random), 2 => $"{product.Channel.Address}v3/attachments/1/views/original", _ => $"data:text/csv;base64,{list}" };
        activity["attachments"] = new JsonArray(new JsonObject { ["contentType"] = random.Next(3) == 0 ? Oddities.Text(random) : "text/csv", ["name"] = "list.csv", ["contentUrl"] = address });
        return activity;
    }

    private JsonObject Other()
    {
        var activity = Base(Oddities.Pick(["conversationUpdate", "invoke", "event", "typing", "endOfConversation", "messageReaction", "installationUpdate", "handoff", "trace", "command", "", "MESSAGE"], random));
        activity["name"] = Oddities.Pick(["adaptiveCard/action", "signin/verifyState", "tokens/response", "x"], random);
        activity["membersAdded"] = new JsonArray(new JsonObject { ["id"] = product.Accounts[side] }, new JsonObject { ["id"] = "bot" });
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["data"] = new JsonObject { ["k"] = "confirm" } } };
        return activity;
    }

    private JsonObject Base(string type) => new()
    {
        ["type"] = type,
        ["id"] = $"c|{random.Next(1_000_000)}",
        ["channelId"] = "directline",
        ["serviceUrl"] = product.Channel.Address.GetLeftPart(UriPartial.Authority),
        ["from"] = new JsonObject { ["id"] = random.Next(20) == 0 ? "dl_nobody" : product.Accounts[side], ["name"] = "x" },
        ["recipient"] = new JsonObject { ["id"] = "bot" },
        ["conversation"] = new JsonObject { ["id"] = ConversationOf(composer.Home) },
        ["locale"] = Oddities.Pick(["en-US", "es-ES", "xx", ""], random),
        ["timestamp"] = "2026-03-02T10:00:00Z",
        ["channelData"] = new JsonObject { ["clientActivityID"] = $"{random.Next(1_000_000)}" },
    };
}
