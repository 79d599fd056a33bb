using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

/// <summary>A user as a request says it, nothing read yet. Null and blank mean absent; the field names are those of HTTP in camelCase.</summary>
public record UserFields
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Position { get; init; }

    public string? Area { get; init; }

    public ManagerFields? RelatedTo { get; init; }

    public string? Location { get; init; }

    public string? Code { get; init; }

    public string? NationalId { get; init; }

    public string? Phone { get; init; }

    public bool? PhoneConsent { get; init; }

    public string? Email { get; init; }

    public string? Language { get; init; }

    public string? Notes { get; init; }

    public string? TimeZone { get; init; }

    public IReadOnlyList<HoursFields>? WorkingHours { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }

    public IReadOnlyList<TeamFields>? Teams { get; init; }

    public IReadOnlyList<ChatGroupFields>? ChatGroups { get; init; }

    /// <summary><c>member</c> or <c>accountAdministrator</c>; absent is member.</summary>
    public string? Role { get; init; }

    /// <summary>The request that would say this user again; the national ID, which nobody can read, is absent.</summary>
    public static UserFields Of(User user) => UserFieldsOf.User(user);

    /// <summary>Never what was typed: it may hold a national ID (R10).</summary>
    public sealed override string ToString() => "(fields)";
}

/// <summary>Whom the user is related to: by id or by code, not both.</summary>
public sealed record ManagerFields(string? Id, string? Code);

/// <summary>A team by id or name; no role is the team's default.</summary>
public sealed record TeamFields(string? Id, string? Name, string? Role)
{
    internal const string Hand = "hand";

    /// <summary>
    /// What keeps the user in, as an answer says it: with <c>hand</c> somebody does, without it rules alone. Absent: as it was, and
    /// by hand where the user is new in the team, so that sending back what was read changes nothing.
    /// </summary>
    public IReadOnlyList<string>? Via { get; init; }

    internal bool? IsByHand => Via?.Contains(Hand);
}

/// <summary>A chat group by id or name.</summary>
/// <param name="Role"><c>member</c>, <c>writer</c> or <c>administrator</c>; absent: as it was, and member where the user is new in the group.</param>
public sealed record ChatGroupFields(string? Id, string? Name, string? Role = null);
