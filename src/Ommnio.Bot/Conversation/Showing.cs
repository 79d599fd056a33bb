using System.Collections.Immutable;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>How values are shown: never the ID, teams with their role, nights with the day after.</summary>
internal static class Showing
{
    internal const string Secret = "••••";

    internal static string FullName(Draft draft) => $"{draft.Values.FirstName} {draft.Values.LastName}".Trim();

    /// <summary>Field names and values, those that are needed always, the others when they are set or were left out on purpose.</summary>
    internal static IEnumerable<(FieldSpec Spec, string Value)> Rows(Draft draft, Context context, Language language) =>
        from spec in FieldTable.All
        let own = FieldTable.IsSet(draft.Values, spec.Field) ? [Value(spec.Field, draft, context, language)] : (string[])[]
        let value = string.Join(", ", own.Concat(Brought(spec.Field, draft, context, language)))
        where spec.Required || value.Length > 0 || draft.Skipped.Contains(spec.Field)
        select (spec, value.Length > 0 ? value : BotTexts.Say("summary.none", language));

    private static IEnumerable<string> Brought(Field field, Draft draft, Context context, Language language) => field switch
    {
        Field.Teams => Belonging.TeamsByRule(draft.Values, context, language),
        Field.ChatGroups => Belonging.GroupsByTeam(draft.Values, context, language),
        _ => [],
    };

    internal static string Value(Field field, Draft draft, Context context, Language language)
    {
        var values = draft.Values;
        return field switch
        {
            Field.FirstName => values.FirstName ?? "",
            Field.LastName => values.LastName ?? "",
            Field.Position => values.Position ?? "",
            Field.Area => values.Area ?? "",
            Field.RelatedTo => draft.ManagerName ?? "",
            Field.Location => values.Location ?? "",
            Field.Code => values.Code ?? "",
            Field.NationalId => Secret,
            Field.Phone => values.Phone ?? "",
            Field.PhoneConsent => BotTexts.Say(values.PhoneConsent is true ? "button.yes" : "button.no", language),
            Field.Email => values.Email ?? "",
            Field.TimeZone => values.TimeZone is { } zone ? BotTexts.Say("zone.now", language, ZoneNames.Say(zone, language), Zones.OffsetOf(zone, context.Now)) : "",
            Field.WorkingHours => Hours(values.WorkingHours ?? [], language, explained: true),
            Field.Tags => string.Join(", ", values.Tags ?? []),
            Field.Teams => string.Join(", ", (values.Teams ?? []).Select(team => Team(team, context, language))),
            Field.ChatGroups => string.Join(", ", (values.ChatGroups ?? []).Select(group => ChatGroupId.TryParse(group.Id) is { } id ? context.Catalogue.ChatGroup(id)?.Name : group.Name)),
            _ => values.Notes ?? "",
        };
    }

    /// <summary>As it is read back when a form is sent: without what only explains.</summary>
    internal static string Editable(Field field, Draft draft, Context context, Language language) => field switch
    {
        Field.TimeZone => draft.Values.TimeZone ?? "",
        Field.WorkingHours => Hours(draft.Values.WorkingHours ?? [], language, explained: false),
        Field.Teams => string.Join(", ", (draft.Values.Teams ?? []).Select(team => PlainTeam(team, context, language))),
        _ => Value(field, draft, context, language),
    };

    /// <summary>What should be known before registering.</summary>
    internal static IEnumerable<string> Warnings(Draft draft, Context context, Language language)
    {
        foreach (var (field, kind, text) in ((Field, LabelKind, string?)[])[(Field.Area, LabelKind.Area, draft.Values.Area), (Field.Location, LabelKind.Location, draft.Values.Location)])
        {
            if (text is not null && !context.Catalogue.LabelsOf(kind).Any(known => known.Label == new Label(text)))
            {
                yield return BotTexts.Say("new.label", language, text, FieldTable.Of(field).Name(language));
            }
        }

        if (draft.Alike is { } alike && alike.Of == PlainText.Fold(FullName(draft)))
        {
            foreach (var user in alike.Namesakes.Concat(alike.Near))
            {
                yield return BotTexts.Say(PlainText.Fold(user.Name) == alike.Of ? "same.name" : "near.name", language, user.Name, user.Area);
            }
        }

        if (IsInNoGroup(draft, context))
        {
            yield return BotTexts.Say("no.group", language);
        }
    }

    /// <summary>In no chat group, and nobody has said yet that this is meant.</summary>
    internal static bool IsInNoGroup(Draft draft, Context context) => !draft.NoGroupAccepted && Belonging.IsInNoGroup(draft.Values, context);

    /// <summary>A problem in Core's words, with the days named as people do.</summary>
    internal static string InWords(Problem problem, Language language) =>
        problem is { Code: "invitation.not_pending", Args: [var state] } && Naming.Parse<UserState>(state) is { } known ? Words.Say(problem with { Args = [UserView.State(known, language)] }, language)
        : problem.Code is "hours.overlap" ? Words.Say(problem with { Args = [.. problem.Args.Select(stretch => DaysNamed(stretch, language))] }, language)
        : Words.Say(problem, language);

    internal static string Days(IReadOnlyList<string> days, Language language)
    {
        var order = days.Select(day => (int)WorkingHours.DayOf(day)!.Value).Order().ToImmutableArray();
        var isRun = order.Length > 2 && order[^1] - order[0] == order.Length - 1;
        return isRun ? $"{Day(order[0], language)}-{Day(order[^1], language)}" : string.Join(", ", order.Select(day => Day(day, language)));
    }

    private static string Team(TeamFields said, Context context, Language language)
    {
        var team = TeamId.TryParse(said.Id) is { } id ? context.Catalogue.Team(id) : null;
        var role = BotTexts.Say($"role.{said.Role ?? Naming.CamelCase(team?.DefaultRole ?? default)}", language);
        return said.Role is null ? $"{team?.Name} ({role}, {BotTexts.Say("role.default", language)})" : $"{team?.Name} ({role})";
    }

    private static string PlainTeam(TeamFields said, Context context, Language language)
    {
        var name = TeamId.TryParse(said.Id) is { } id ? context.Catalogue.Team(id)?.Name : said.Name;
        return said.Role is { } role ? $"{name} ({BotTexts.Say($"role.{role}", language)})" : name ?? "";
    }

    // Stretches of the same days stand together: "Mon-Fri 09:00-14:00, 16:00-19:00".
    private static string Hours(IReadOnlyList<HoursFields> lines, Language language, bool explained)
    {
        var byDays = lines.GroupBy(line => Days(line.Days, language)).Select(same => $"{same.Key} {string.Join(", ", same.Select(line => Times(line, language, explained)))}");
        return string.Join("; ", byDays);
    }

    private static string Times(HoursFields line, Language language, bool explained)
    {
        if (line is { From: "00:00", To: "00:00" } && explained)
        {
            return BotTexts.Say("hours.all.day", language);
        }

        var times = $"{line.From}-{line.To}";
        var overnight = string.CompareOrdinal(line.To, line.From) < 0 && line.To != "00:00";
        return overnight && explained ? BotTexts.Say("hours.overnight", language, times, line.To) : times;
    }

    private static string DaysNamed(string stretch, Language language) =>
        stretch.Split(' ') is [var day, var times] && WorkingHours.DayOf(day) is { } known ? $"{Day((int)known, language)} {times}" : stretch;

    private static string Day(int day, Language language) => language == Language.Spanish
        ? ((string[])["lun", "mar", "mié", "jue", "vie", "sáb", "dom"])[day - 1]
        : ((string[])["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])[day - 1];
}
