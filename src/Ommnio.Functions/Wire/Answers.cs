using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ommnio.Core.Grouping;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Functions.Wire;

internal sealed record ErrorAnswer(string Code, string Message);

internal sealed record ProblemAnswer(
    string Type, string Title, int Status, string Detail, string Code, IReadOnlyDictionary<string, List<ErrorAnswer>> Errors, string TraceId);

/// <summary>A user as an administrator sees them. Unset language, time zone and working hours show what applies: the organisation's.</summary>
internal sealed record UserAnswer
{
    public required string Id { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string? Position { get; init; }

    public required string? Area { get; init; }

    public ManagerAnswer? RelatedTo { get; init; }

    public string? Location { get; init; }

    public string? Code { get; init; }

    public required bool HasId { get; init; }

    public string? Phone { get; init; }

    public required bool PhoneConsent { get; init; }

    public string? Email { get; init; }

    public required string Language { get; init; }

    public string? Notes { get; init; }

    public required string TimeZone { get; init; }

    public required IReadOnlyList<HoursFields> WorkingHours { get; init; }

    public PictureAnswer? Picture { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }

    public IReadOnlyList<TeamAnswer> Teams { get; init; } = [];

    public IReadOnlyList<ChatGroupAnswer> ChatGroups { get; init; } = [];

    public required string Role { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required int Version { get; init; }

    /// <summary>Only in the answer to a creation that invites.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InvitationAnswer? Invitation { get; init; }

    /// <summary>Which teams the save joined and left by rule; absent when there were none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RuleMovesAnswer? Rules { get; init; }

    /// <summary>Only in the answers to creations and changes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ErrorAnswer>? Warnings { get; init; }
}

/// <param name="Url">Where the bytes are; asked for with the same key.</param>
internal sealed record PictureAnswer(string Url, string ContentType, int Width, int Height, int Bytes);

internal sealed record ManagerAnswer(string Id, string Name);

/// <param name="RoleSource"><c>team</c>: the team's default; <c>own</c>: given to this person.</param>
internal sealed record TeamAnswer(string Id, string Name, string Role, string RoleSource, IReadOnlyList<string> Via);

/// <summary>Teams that a save joined and left, each with the id of the rule that did it.</summary>
internal sealed record RuleMovesAnswer(IReadOnlyList<RuleMoveAnswer> Joined, IReadOnlyList<RuleMoveAnswer> Left);

internal sealed record RuleMoveAnswer(string Team, string Name, string Rule);

internal sealed record TeamListAnswer(IReadOnlyList<TeamDetailAnswer> Items);

/// <param name="Parent">Null at the top, and where the parent is out of the actor's scope.</param>
internal sealed record TeamDetailAnswer(
    string Id, string Name, string? Parent, string DefaultRole, bool MembersSeeEachOther, IReadOnlyList<GroupLinkAnswer> ChatGroups, IReadOnlyList<RuleAnswer> Rules, int RulesVersion, int Version)
{
    /// <summary>The first hundred by name; in a list of teams they are left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AdministratorAnswer>? Administrators { get; init; }
}

internal sealed record AdministratorAnswer(string Id, string Name);

/// <param name="Role">What the team's members are in the group.</param>
internal sealed record GroupLinkAnswer(string Id, string Name, string Role);

internal sealed record RuleAnswer(string Id, int Version, IReadOnlyList<ConditionAnswer> Conditions);

internal sealed record ConditionAnswer(string Field, bool Not, IReadOnlyList<string> Values);

/// <param name="Next">What the next save, or applying the rules, does: <c>nothing</c>, <c>joins</c> or <c>leaves</c>.</param>
/// <param name="Explanation">All of it in sentences, in the caller's language.</param>
internal sealed record WhyAnswer(bool Member, IReadOnlyList<string> Via, string Next, IReadOnlyList<WhyRuleAnswer> Rules, IReadOnlyList<string> Explanation);

internal sealed record WhyRuleAnswer(string Id, int Version, bool Holds, IReadOnlyList<WhyConditionAnswer> Conditions);

/// <param name="Has">What the user has in that field.</param>
internal sealed record WhyConditionAnswer(string Field, bool Not, IReadOnlyList<string> Values, bool Holds, IReadOnlyList<string> Has);

/// <param name="Role">The strongest of what all origins give.</param>
internal sealed record ChatGroupAnswer(string Id, string Name, string Role, IReadOnlyList<string> Via);

internal sealed record SummaryAnswer(string Id, string FirstName, string LastName, string? Position, string? Area, string? Location, string? Code, string Role);

internal sealed record ListAnswer(IReadOnlyList<SummaryAnswer> Items, string? Next);

internal sealed record LookupAnswer(IReadOnlyList<UserAnswer> Found, IReadOnlyList<string> Missing);

internal sealed record HealthAnswer(string Status);

/// <summary>The body of a registration: the user's fields, and the invitation if one is wanted.</summary>
internal sealed record RegisterBody : UserFields
{
    public InviteBody? Invite { get; init; }

    /// <summary>Null: no invitation is wanted. An invitation without a channel is one by a channel that we do not know.</summary>
    internal string? Channel => Invite is null ? null : Invite.Channel ?? "";
}

internal sealed record CodesBody(IReadOnlyList<string>? Codes);

internal sealed record RulesBody(IReadOnlyList<RuleFields>? Rules);

internal sealed record NationalIdBody(string? NationalId);

/// <param name="ConversationId">One that the same user had before; absent: a new one.</param>
internal sealed record ChatTokenBody(string? UserId, string? ConversationId);

internal sealed record ChatTokenAnswer(string Token, string UserId, string ConversationId, int ExpiresIn);

[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(ChatTokenBody))]
[JsonSerializable(typeof(PageTokenBody))]
[JsonSerializable(typeof(PairingCodeAnswer))]
[JsonSerializable(typeof(ChatTokenAnswer))]
[JsonSerializable(typeof(UserAnswer))]
[JsonSerializable(typeof(ListAnswer))]
[JsonSerializable(typeof(LookupAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(AccountHistoryAnswer))]
[JsonSerializable(typeof(TeamListAnswer))]
[JsonSerializable(typeof(TeamDetailAnswer))]
[JsonSerializable(typeof(WhyAnswer))]
[JsonSerializable(typeof(JobAnswer))]
[JsonSerializable(typeof(PreviewBody))]
[JsonSerializable(typeof(PreviewAnswer))]
[JsonSerializable(typeof(ApplyBody))]
[JsonSerializable(typeof(RulesBody))]
[JsonSerializable(typeof(TeamDetails))]
[JsonSerializable(typeof(GroupRoleBody))]
[JsonSerializable(typeof(GroupDetails))]
[JsonSerializable(typeof(GroupListAnswer))]
[JsonSerializable(typeof(GroupDetailAnswer))]
[JsonSerializable(typeof(TeamMembersAnswer))]
[JsonSerializable(typeof(GroupMembersAnswer))]
[JsonSerializable(typeof(InvitationAnswer))]
[JsonSerializable(typeof(PreparedSheetAnswer))]
[JsonSerializable(typeof(ReplayedAnswer))]
[JsonSerializable(typeof(InvitationListAnswer))]
[JsonSerializable(typeof(InviteBody))]
[JsonSerializable(typeof(ResendBody))]
[JsonSerializable(typeof(AcceptBody))]
[JsonSerializable(typeof(AcceptedAnswer))]
[JsonSerializable(typeof(SignUpBody))]
[JsonSerializable(typeof(SignUpAnswer))]
[JsonSerializable(typeof(IReadOnlyList<AccessBody>))]
[JsonSerializable(typeof(AccessesAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(RegisterBody))]
[JsonSerializable(typeof(UserFields))]
[JsonSerializable(typeof(CodesBody))]
[JsonSerializable(typeof(NationalIdBody))]
[JsonSerializable(typeof(KeyBody))]
[JsonSerializable(typeof(KeyAnswer))]
[JsonSerializable(typeof(KeyListAnswer))]
[JsonSerializable(typeof(Setup.OrganisationFile))]
[JsonSerializable(typeof(Setup.CreatedAnswer))]
[JsonSerializable(typeof(Setup.MadeKeyAnswer))]
[JsonSerializable(typeof(Setup.CopiedAnswer))]
[JsonSerializable(typeof(Setup.HandedOverAnswer))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Accents stand as they are: the answers are JSON, marked as such, and nobody sniffs them.</summary>
    internal static WireJson Plain { get; } = new(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
