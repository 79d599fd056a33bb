using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

/// <summary>Which fields of a user differ: what the audit records (D57).</summary>
internal static class ChangedFields
{
    private static readonly (string Name, Func<UserFields, object?> Of)[] Fields =
    [
        ("firstName", fields => fields.FirstName), ("lastName", fields => fields.LastName), ("position", fields => fields.Position),
        ("area", fields => fields.Area), ("relatedTo", fields => fields.RelatedTo), ("location", fields => fields.Location),
        ("code", fields => fields.Code), ("phone", fields => fields.Phone), ("phoneConsent", fields => fields.PhoneConsent),
        ("email", fields => fields.Email), ("language", fields => fields.Language), ("notes", fields => fields.Notes),
        ("timeZone", fields => fields.TimeZone), ("role", fields => fields.Role == "member" ? null : fields.Role),
        ("workingHours", fields => List(fields.WorkingHours?.Select(line => $"{string.Join(' ', line.Days)} {line.From}-{line.To}"))),
        ("tags", fields => List(fields.Tags)), ("teams", fields => List(fields.Teams)), ("chatGroups", fields => List(fields.ChatGroups)),
    ];

    internal static IReadOnlyList<string> Between(User? before, User after, bool nationalId)
    {
        var was = before is null ? new UserFields() : UserFields.Of(before);
        var now = UserFields.Of(after);
        IEnumerable<string> changed = Fields.Where(field => !Equals(field.Of(was), field.Of(now)) || (field.Name == "teams" && IsHeldOtherwise(before, after))).Select(field => field.Name);
        return [.. changed, .. nationalId ? (string[])["nationalId"] : []];
    }

    // By hand, by rule, by another rule: that is not in the fields, which say what somebody may ask for.
    private static bool IsHeldOtherwise(User? before, User after) => before is not null && !before.Teams.ToHashSet().SetEquals(after.Teams);

    private static string? List<T>(IEnumerable<T>? items) => items?.ToList() is { Count: > 0 } list ? string.Join('\n', list) : null;
}
