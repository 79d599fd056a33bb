using System.Text.Json.Nodes;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Rendering;

/// <summary>
/// Adaptive Cards as data. What people typed stands only in text runs and input values: everything else renders Markdown.
/// Submit buttons carry the draft and its revision as nonces.
/// </summary>
internal static class Cards
{
    internal static string Of(Reply reply, Draft draft, Context context, Language language) =>
        (reply.Card == CardKind.Form ? Form(reply, draft, context, language) : Summary(draft, context, language)).ToJsonString();

    private static JsonObject Summary(Draft draft, Context context, Language language)
    {
        var body = new JsonArray(Heading("title.summary", language));
        foreach (var (spec, value) in Showing.Rows(draft, context, language))
        {
            body.Add(Row(spec, value, draft, language));
        }

        foreach (var warning in Showing.Warnings(draft, context, language))
        {
            body.Add(Attention(warning));
        }

        JsonNode[] groups = Showing.IsInNoGroup(draft, context) ? [.. Groups(draft, context, language)] : [];
        return Card(body, language, [Submit("button.confirm", "confirm", draft, language, "positive"), .. groups, Submit("button.edit", "form", draft, language), Submit("button.cancel", "cancel", draft, language)]);
    }

    private static IEnumerable<JsonObject> Groups(Draft draft, Context context, Language language)
    {
        var choose = Submit("button.groups", "edit", draft, language);
        choose["data"]!["f"] = FieldTable.Of(Field.ChatGroups).Wire;
        yield return choose;
        if (Belonging.Suggested(context) is { } group)
        {
            var add = Submit("button.add", "add", draft, language);
            add["title"] = Plain(BotTexts.Say("button.add", language, group.Name));
            yield return add;
        }
    }

    private static JsonObject Form(Reply reply, Draft draft, Context context, Language language)
    {
        var body = new JsonArray(Heading("title.form", language));
        foreach (var spec in FieldTable.All)
        {
            foreach (var problem in reply.Problems.Where(problem => problem.Field == spec.Wire))
            {
                body.Add(Attention(Showing.InWords(problem, language)));
            }

            body.Add(Input(spec, reply, draft, context, language));
        }

        return Card(body, language, Submit("button.send", "send", draft, language, "positive", withInputs: true), Submit("button.cancel", "cancel", draft, language));
    }

    private static JsonObject Input(FieldSpec spec, Reply reply, Draft draft, Context context, Language language)
    {
        var isSet = FieldTable.IsSet(draft.Values, spec.Field);
        var name = spec.Name(language);
        if (spec.Field == Field.PhoneConsent)
        {
            return new() { ["type"] = "Input.Toggle", ["id"] = spec.Wire, ["title"] = name, ["valueOn"] = "yes", ["valueOff"] = "", ["value"] = isSet ? "yes" : "" };
        }

        var input = new JsonObject
        {
            ["type"] = "Input.Text",
            ["id"] = spec.Wire,
            ["label"] = spec.Required ? name : BotTexts.Say("hint.optional", language, name),
            ["maxLength"] = MostOf(spec.Field),
        };
        if (spec.Field == Field.Notes)
        {
            input["isMultiline"] = true;
        }

        if (spec.Required)
        {
            (input["isRequired"], input["errorMessage"]) = (true, BotTexts.Say("error.required", language, name));
        }

        if (spec.Field == Field.NationalId)
        {
            input["style"] = "password";
        }
        else if (reply.Typed.TryGetValue(spec.Wire, out var typed))
        {
            input["value"] = Plain(typed);
        }
        else if (isSet)
        {
            input["value"] = Plain(Showing.Editable(spec.Field, draft, context, language));
        }

        return input;
    }

    private static int MostOf(Field field) => field switch
    {
        Field.Code or Field.NationalId => 50,
        Field.Email => 254,
        Field.WorkingHours => 500,
        Field.Tags or Field.Teams or Field.ChatGroups => 1_000,
        Field.Notes => 2_000,
        _ => 100,
    };

    // Warnings and problems may repeat what was typed, so that they are text runs too.
    private static JsonObject Attention(string text) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = Plain(text), ["color"] = "attention" }),
    };

    private static JsonObject Row(FieldSpec spec, string value, Draft draft, Language language) => new()
    {
        ["type"] = "ColumnSet",
        ["columns"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "Column",
                ["width"] = "stretch",
                ["items"] = new JsonArray(
                    new JsonObject { ["type"] = "TextBlock", ["text"] = spec.Name(language), ["isSubtle"] = true, ["spacing"] = "none" },
                    new JsonObject { ["type"] = "RichTextBlock", ["spacing"] = "none", ["inlines"] = new JsonArray(new JsonObject { ["type"] = "TextRun", ["text"] = Plain(value) }) }),
            },
            new JsonObject
            {
                ["type"] = "Column",
                ["width"] = "auto",
                ["items"] = new JsonArray(new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray(Change(spec, draft, language)) }),
            }),
    };

    private static JsonObject Change(FieldSpec spec, Draft draft, Language language)
    {
        var change = Submit("button.change", "edit", draft, language);
        change["tooltip"] = $"{BotTexts.Say("button.change", language)}: {spec.Name(language)}";
        change["data"]!["f"] = spec.Wire;
        return change;
    }

    private static JsonObject Submit(string title, string kind, Draft draft, Language language, string? style = null, bool withInputs = false)
    {
        var action = new JsonObject
        {
            ["type"] = "Action.Submit",
            ["title"] = BotTexts.Say(title, language),
            ["associatedInputs"] = withInputs ? "auto" : "none",
            ["data"] = new JsonObject { ["k"] = kind, ["d"] = draft.Id.ToString("N"), ["r"] = draft.Rev },
        };
        if (style is not null)
        {
            action["style"] = style;
        }

        return action;
    }

    internal static JsonObject Card(JsonArray body, Language language, params JsonNode[] actions) => new()
    {
        ["type"] = "AdaptiveCard",
        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
        ["version"] = "1.5",
        ["lang"] = language == Language.Spanish ? "es" : "en",
        ["body"] = body,
        ["actions"] = new JsonArray(actions),
    };

    internal static JsonObject Heading(string key, Language language) =>
        new() { ["type"] = "TextBlock", ["text"] = BotTexts.Say(key, language), ["weight"] = "bolder", ["size"] = "medium", ["wrap"] = true, ["style"] = "heading" };

    // Double braces are macros of the card renderer: a word joiner between them makes them plain. Of three, the first pass leaves two.
    internal static string Plain(string text) => text.Replace("{{", "{\u2060{", StringComparison.Ordinal).Replace("{{", "{\u2060{", StringComparison.Ordinal);
}
