using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Registering;

/// <summary>Reads <see cref="UserFields"/> into a user, collecting every problem on the way (domain section 2).</summary>
/// <param name="before">The user as they are; null for a new one.</param>
/// <param name="manager">Whom <see cref="UserFields.RelatedTo"/> means; null when nobody of the actor's scope does.</param>
/// <param name="saysConsent">Whether the request itself says that the person agrees, and not only the user as they were.</param>
internal sealed partial class ReadUser(UserFields fields, Catalogue catalogue, Actor actor, User? before, Manager? manager, bool saysConsent, DateTimeOffset now)
{
    private const int LongestLanguage = 35;
    private readonly List<Problem> problems = [];

    /// <summary>The user, or null and at least one problem. <paramref name="id"/> is the new user's; a user there is keeps their own.</summary>
    public (User? User, NationalId? NationalId, IReadOnlyList<Problem> Problems) Read(UserId id)
    {
        // In the order of the form, and so are the problems.
        var first = Take(PersonName.ReadPart(fields.FirstName, "firstName"));
        var last = Take(PersonName.ReadPart(fields.LastName, "lastName"));
        var position = Needed(fields.Position, before?.Position, "position");
        var area = Needed(fields.Area, before?.Area, "area");
        var relatedTo = RelatedTo(before?.Id ?? id);
        var location = Optional(fields.Location, text => Label.Read(text, "location"));
        var code = Optional(fields.Code, text => EmployeeCode.Read(text, "code"));
        var nationalId = Optional(fields.NationalId, text => NationalId.Read(text, "nationalId"));
        var phone = Optional(fields.Phone, text => PhoneNumber.Read(text, "phone", catalogue.Organisation.Settings.Region));
        var email = Optional(fields.Email, text => EmailAddress.Read(text, "email"));
        var language = Optional(fields.Language, ReadLanguage);
        var notes = Optional(fields.Notes, text => PlainText.Read(text, "notes", 2_000, lines: true));
        var zone = Optional(fields.TimeZone, text => TimeZoneName.Read(text, "timeZone"));
        var hours = Hours();
        var tags = Tags();
        var memberships = new ReadMemberships(fields, Authority.Assignable(actor, catalogue), before, keepsForeign: !actor.IsAccountAdministrator, problems);
        var teams = memberships.Teams();
        var groups = memberships.ChatGroups();
        var role = Role();
        var consent = Consent(phone);
        if (problems.Count > 0)
        {
            return (null, null, problems);
        }

        var user = new User
        {
            Id = before?.Id ?? id,
            Name = new(first!, last!),
            Position = position,
            Area = area,
            RelatedTo = relatedTo,
            Location = location,
            Code = code,
            HasNationalId = nationalId is not null || before is { HasNationalId: true },
            Phone = phone,
            PhoneConsent = consent,
            Email = email,
            Language = language,
            Notes = notes,
            TimeZone = zone,
            WorkingHours = hours,
            Picture = before?.Picture,
            Tags = tags,
            Teams = teams,
            ChatGroups = groups,
            Role = role,
            CreatedAt = before?.CreatedAt ?? now,
            UpdatedAt = now,
            Version = (before?.Version ?? 0) + 1,
            SignedUpAt = before?.SignedUpAt,
            LastAccessAt = before?.LastAccessAt,
            BlockedAt = before?.BlockedAt,
            Invitation = before?.Invitation,
            SignUpPhone = before?.SignUpPhone,
        };
        return (user, nationalId, []);
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag { get; }

    private static Parsed<string> ReadLanguage(string text) =>
        text.Trim().Length <= LongestLanguage && LanguageTag.IsMatch(text.Trim()) ? text.Trim() : new Problem("language.invalid", "language");

    private T? Take<T>(Parsed<T> read) where T : class
    {
        if (read.Problem is { } problem)
        {
            problems.Add(problem);
        }

        return read.Value;
    }

    private T? Optional<T>(string? raw, Func<string, Parsed<T>> read) where T : class =>
        string.IsNullOrWhiteSpace(raw) ? null : Take(read(raw));

    // A directory may leave it out, and take it away from who has not signed up. What is missing nobody has to add to change something else (D17).
    private Label? Needed(string? said, Label? was, string field)
    {
        var mayLack = actor.Way == WayIn.Scim ? before?.SignedUpAt is null : before is not null && was is null;
        return mayLack && string.IsNullOrWhiteSpace(said) ? null : Take(Label.Read(said, field));
    }

    private Manager? RelatedTo(UserId self)
    {
        if (ManagerReference.Of(fields) is not { } reference)
        {
            return null;
        }

        if (reference is { Id: not null, Code: not null })
        {
            problems.Add(new("manager.id_or_code", "relatedTo"));
        }
        else if (reference.Id == self.ToString() || manager?.Id == self)
        {
            problems.Add(new("manager.self", "relatedTo"));
        }
        else if (manager is null)
        {
            problems.Add(new("manager.unknown", "relatedTo"));
        }

        return manager;
    }

    private WorkingHours? Hours()
    {
        if (fields.WorkingHours is not { Count: > 0 } said)
        {
            return null;
        }

        var (hours, wrong) = WorkingHours.Read(said, "workingHours");
        problems.AddRange(wrong);
        return hours;
    }

    private ImmutableArray<Label> Tags()
    {
        var said = ReadMemberships.Places(fields.Tags, "tags", problems).Where(tag => !string.IsNullOrWhiteSpace(tag.Value));
        return [.. said.Select(tag => Take(Label.Read(tag.Value, tag.Field, Label.LongestTag))).OfType<Label>().Distinct()];
    }

    private OrganisationRole Role()
    {
        if (string.IsNullOrWhiteSpace(fields.Role))
        {
            return OrganisationRole.Member;
        }

        var role = Naming.Parse<OrganisationRole>(fields.Role);
        if (role is null)
        {
            problems.Add(new("role.unknown", "role"));
        }

        return role ?? OrganisationRole.Member;
    }

    // The record of an agreement stays with the number that it was given for; another number needs another agreement (D16).
    private PhoneConsent? Consent(PhoneNumber? phone)
    {
        if (fields.PhoneConsent is not true)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(fields.Phone) && before?.Phone is null)
        {
            problems.Add(new("phone.consent_without_phone", "phoneConsent"));
        }

        return phone is null ? null
            : before is { PhoneConsent: { } given } && before.Phone == phone ? given
            : saysConsent ? new(actor.User, now)
            : null;
    }
}
