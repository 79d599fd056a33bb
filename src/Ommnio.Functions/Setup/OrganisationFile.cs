using Ommnio.Core.Registering;

namespace Ommnio.Functions.Setup;

/// <summary>The document that <c>organisation create</c> reads: everything that a new organisation begins with.</summary>
/// <param name="Key">Names the document, so that creating it again finishes what was begun and doubles nothing; absent: every run makes a new organisation.</param>
internal sealed record OrganisationFile(
    string? Key,
    string? Name,
    SettingsFile? Settings,
    IReadOnlyList<LabelFile>? Areas,
    IReadOnlyList<LabelFile>? Locations,
    IReadOnlyList<LabelFile>? Positions,
    IReadOnlyList<LabelFile>? Tags,
    IReadOnlyList<TeamFile>? Teams,
    IReadOnlyList<ChatGroupFile>? ChatGroups,
    IReadOnlyList<UserFile>? Users,
    IReadOnlyList<ApiKeyFile>? ApiKeys);

internal sealed record SettingsFile(string? Language, string? TimeZone, string? Region, IReadOnlyList<string>? WorkingDays)
{
    /// <summary>How long an invitation lives: 1 to 90 days, 14 unless said (D47).</summary>
    public int? InvitationDays { get; init; }

    /// <summary>By which channels somebody is invited when none is named, in order; link unless said.</summary>
    public IReadOnlyList<string>? InvitationOrder { get; init; }
}

internal sealed record LabelFile(string? Name, IReadOnlyList<string>? Aliases);

/// <param name="Parent">The name of another team of the file.</param>
/// <param name="ChatGroups">The names of the chat groups that the team is linked to.</param>
internal sealed record TeamFile(string? Name, string? Parent, string? DefaultRole, IReadOnlyList<string>? ChatGroups);

internal sealed record ChatGroupFile(string? Name, string? Kind, string? Description);

/// <summary>A user as POST /users takes one; <see cref="Active"/> says that they have signed up already.</summary>
internal sealed record UserFile : UserFields
{
    public bool Active { get; init; }
}

/// <summary>A key besides the one with all scopes but <c>product</c> that every run makes: for payroll, say.</summary>
internal sealed record ApiKeyFile(string? Name, IReadOnlyList<string>? Scopes);

/// <param name="ApiKey">With all scopes but <c>product</c>. Keys are shown here and never again.</param>
internal sealed record CreatedAnswer(CreatedOrganisation Organisation, string ApiKey, IReadOnlyDictionary<string, string> ApiKeys, IReadOnlyList<CreatedUser> Users);

internal sealed record CreatedOrganisation(string Id, string Name);

internal sealed record CreatedUser(string Id, string? Code, string Name);
