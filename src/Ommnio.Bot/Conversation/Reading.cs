using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>What an answer to a field's question came to.</summary>
internal abstract record Reading
{
    internal sealed record Ok(UserFields Values, bool Inferred = false) : Reading;

    /// <param name="Values">What of the answer was sure; null when nothing was.</param>
    internal sealed record Ask(Pending Pending, UserFields? Values = null) : Reading;

    internal sealed record Bad(Problem Problem) : Reading;

    /// <summary>A person by name: who that is, only the storage knows.</summary>
    internal sealed record Find(string Query) : Reading;

    /// <summary>Too sensitive to be typed where it stays readable.</summary>
    internal sealed record FormOnly : Reading;
}

/// <summary>Reads answers field by field. What is valid by itself is Core's to say; the final word has the use case.</summary>
internal static class FieldReading
{
    internal static Reading Read(Field field, string text, UserFields values, Context context, Language language) => ReadSettled(field, field is Field.Notes ? text : ChatStyle.Settled(text), values, context, language);

    private static Reading ReadSettled(Field field, string text, UserFields values, Context context, Language language) => field switch
    {
        Field.FirstName => Checked(PersonName.ReadPart(NameWithin.Spelled(text), "firstName"), name => values with { FirstName = name }),
        Field.LastName => Checked(PersonName.ReadPart(NameWithin.Spelled(text), "lastName"), name => values with { LastName = name }),
        Field.Position => Checked(Label.Read(Known(text, LabelKind.Position, context), "position"), label => values with { Position = label.Text }),
        Field.Area => OfKnown(Field.Area, LabelKind.Area, text, context, area => values with { Area = area }),
        Field.Location => OfKnown(Field.Location, LabelKind.Location, text, context, location => values with { Location = location }),
        Field.RelatedTo => new Reading.Find(text.Trim()),
        Field.Code => Checked(EmployeeCode.Read(text.Trim(), "code"), code => values with { Code = code.Text }),
        Field.NationalId => context.HasCards ? new Reading.FormOnly() : Checked(NationalId.Read(text, "nationalId"), id => values with { NationalId = id.Text }),
        Field.Phone => Checked(PhoneNumber.Read(text, "phone", context.Catalogue.Organisation.Settings.Region), phone => values with { Phone = phone.E164 }),
        Field.Email => Checked(EmailAddress.Read(Mail.Spoken(text.Trim()), "email"), email => values with { Email = email.Text }),
        Field.TimeZone => Zone(text, values, language),
        Field.WorkingHours => HoursOf(text, values, language),
        Field.Tags => Lists.Tags(text, values),
        Field.Teams => Lists.Teams(text, values, context),
        Field.ChatGroups => Lists.ChatGroups(text, values, context),
        Field.PhoneConsent => new Reading.Ok(values with { PhoneConsent = Commands.Read(text) == Command.Yes ? true : null }),
        _ => Checked(PlainText.Read(text, "notes", 2_000, lines: true), notes => values with { Notes = notes }),
    };

    /// <summary>Puts a value that was chosen: known to be right.</summary>
    internal static UserFields Put(Field field, string value, UserFields values) => field switch
    {
        Field.FirstName => values with { FirstName = value },
        Field.LastName => values with { LastName = value },
        Field.Position => values with { Position = value },
        Field.Area => values with { Area = value },
        Field.Location => values with { Location = value },
        Field.RelatedTo => values with { RelatedTo = new(value, null) },
        Field.TimeZone => values with { TimeZone = value },
        Field.Teams => values with { Teams = [.. values.Teams ?? [], new(value, null, null)] },
        Field.ChatGroups => values with { ChatGroups = [.. values.ChatGroups ?? [], new(value, null)] },
        Field.PhoneConsent => values with { PhoneConsent = true },
        _ => values,
    };

    private static Reading Checked<T>(Parsed<T> read, Func<T, UserFields> put) where T : class =>
        read.Value is { } value ? new Reading.Ok(put(value)) : new Reading.Bad(read.Problem!);

    private static string Known(string text, LabelKind kind, Context context) =>
        PlainText.Fold(text) is var key ? KnownNames.Of(context.Catalogue).Of(kind).FirstOrDefault(label => label.Key == key)?.Text ?? text : text;

    private static Reading OfKnown(Field field, LabelKind kind, string text, Context context, Func<string, UserFields> put)
    {
        if (Label.Read(text, FieldTable.Of(field).Wire).Problem is { } problem)
        {
            return new Reading.Bad(problem);
        }

        var add = new Choice($"+{text.Trim()}", text.Trim());
        var known = KnownNames.Of(context.Catalogue).Of(kind);
        return Resolving.Label(text, known) switch
        {
            Resolved.Known(var label, var inferred) => new Reading.Ok(put(label), inferred),
            Resolved.Several(var labels) => new Reading.Ask(new(PendingKind.Which, field, [.. labels.Select(label => new Choice(label, label)), add], text.Trim())),
            _ => new Reading.Ask(new(PendingKind.NewLabel, field, [.. known.Take(4).Select(label => new Choice(label.Text, label.Text)), add], text.Trim())),
        };
    }

    private static Reading Zone(string text, UserFields values, Language language) => Zones.Find(text) switch
    {
        [var one] => new Reading.Ok(values with { TimeZone = one }),
        [] => new Reading.Bad(new(Zones.IsOffset(text) ? "timezone.offset" : "timezone.none", "timeZone", text.Trim())),
        var several => new Reading.Ask(new(PendingKind.Which, Field.TimeZone, [.. several.Take(5).Select(id => new Choice(ZoneNames.Say(id, language), id))], text.Trim())),
    };

    private static Reading HoursOf(string text, UserFields values, Language language) => Hours.Read(text, language) switch
    {
        HoursRead.Ok(var lines, var inferred) => new Reading.Ok(values with { WorkingHours = lines }, inferred),
        HoursRead.OnlyDays => new Reading.Ask(new(PendingKind.Times, Field.WorkingHours, [], text.Trim())),
        HoursRead.Bad(var problem) => new Reading.Bad(problem),
        HoursRead.Unclear(var rest) => new Reading.Bad(new("hours.rest", "workingHours", rest)),
        _ => new Reading.Bad(new("hours.none", "workingHours")),
    };
}
