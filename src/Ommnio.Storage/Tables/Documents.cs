using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ommnio.Storage.Tables;

/// <summary>A user as it is stored: the storage's own shape, so that Core may change without breaking what lies there. <see cref="Schema"/> tells the reader of the future.</summary>
internal sealed record UserDocument
{
    public int Schema { get; init; } = 1;

    public required string Id { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public string? Position { get; init; }

    public string? Area { get; init; }

    public string? Location { get; init; }

    public string? ManagerId { get; init; }

    public string? ManagerName { get; init; }

    public string? Code { get; init; }

    public bool HasNationalId { get; init; }

    public string? Phone { get; init; }

    public DateTimeOffset? ConsentAt { get; init; }

    public string? ConsentBy { get; init; }

    public string? Email { get; init; }

    public string? Language { get; init; }

    public string? Notes { get; init; }

    public string? TimeZone { get; init; }

    public IReadOnlyList<HoursDocument>? WorkingHours { get; init; }

    public PictureDocument? Picture { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<MembershipDocument> Teams { get; init; } = [];

    public IReadOnlyList<GroupMembershipDocument> ChatGroups { get; init; } = [];

    public string Role { get; init; } = "member";

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required int Version { get; init; }

    public DateTimeOffset? SignedUpAt { get; init; }

    public DateTimeOffset? LastAccessAt { get; init; }

    public DateTimeOffset? BlockedAt { get; init; }

    public string? Invitation { get; init; }

    public string? SignUpPhone { get; init; }
}

internal sealed record HoursDocument(IReadOnlyList<string> Days, string From, string To);

/// <summary>What is told of a picture; its bytes are in rows of their own.</summary>
internal sealed record PictureDocument(string Kind, int Width, int Height, int Bytes, string Hash);

/// <param name="Rule">With <paramref name="RuleVersion"/>, what made the membership; null: nothing but the hand.</param>
internal sealed record MembershipDocument(string Team, string Role, bool OwnRole, bool ByHand, string? Rule, int RuleVersion);

internal sealed record GroupMembershipDocument(string Group, string Role);

/// <summary>What a list shows of a user: the content of name and posting rows.</summary>
internal sealed record SummaryDocument(
    string Id, string FirstName, string LastName, string? Position, string? Area, string? Location, string? Code, IReadOnlyList<MembershipDocument> Teams, IReadOnlyList<GroupMembershipDocument> ChatGroups, string Role, bool SignedUp);

internal sealed record InvitationDocument
{
    public required string Id { get; init; }

    public required string User { get; init; }

    public required string Channel { get; init; }

    public required string State { get; init; }

    public required string KeyId { get; init; }

    public required int Rotation { get; init; }

    public string? By { get; init; }

    public bool AtOnce { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ResentAt { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public string? DueZone { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public Guid? ClaimedBy { get; init; }

    public int Attempts { get; init; }

    public IReadOnlyList<string> Then { get; init; } = [];

    public int Turns { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? Failure { get; init; }

    public DateTimeOffset? AskedAt { get; init; }

    public DateTimeOffset? TellAt { get; init; }

    public required string Operation { get; init; }
}

internal sealed record TeamDocument(string Name, string? Parent, string DefaultRole, bool MembersSeeEachOther, IReadOnlyList<GroupMembershipDocument> ChatGroups, IReadOnlyList<RuleDocument> Rules, int RulesVersion, int Version);

internal sealed record RuleDocument(string Id, int Version, IReadOnlyList<ConditionDocument> Conditions);

internal sealed record ConditionDocument(string Field, bool Not, IReadOnlyList<string> Values);

internal sealed record ChatGroupDocument(string Name, string Kind, string? Description, int Version);

internal sealed record OrganisationDocument(string Name, string Language, string TimeZone, string Region, IReadOnlyList<string> WorkingDays, int InvitationDays)
{
    public IReadOnlyList<string>? InvitationOrder { get; init; }

    public int? MostDeliveriesADay { get; init; }
}

internal sealed record LabelDocument(string Kind, string Text, IReadOnlyList<string> Aliases);

internal sealed record ApiKeyDocument(string Organisation, IReadOnlyList<string> Scopes, byte[] SecretHash, DateTimeOffset? ExpiresAt);

internal sealed record KeyEntryDocument(string Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, string? CreatedBy, DateTimeOffset? ExpiresAt, string? Replaces);

internal sealed record ChannelIdentityDocument(string Organisation, string User);

/// <param name="TakenBy">The keyed hash of the account that has used it.</param>
internal sealed record PairingDocument(string Hash, DateTimeOffset ExpiresAt, string? TakenBy);

/// <summary>What travels through the queue: ids only.</summary>
internal sealed record InvitationMessageDocument(int Version, string Organisation, string User, string Invitation) : MessageOriginDocument;

/// <summary>What every queue message says beside its ids, for telemetry alone: the span that sent it, and from when on it may be taken.</summary>
internal record MessageOriginDocument
{
    public string? Trace { get; init; }

    public DateTimeOffset? Due { get; init; }
}

[JsonSerializable(typeof(UserDocument))]
[JsonSerializable(typeof(SummaryDocument))]
[JsonSerializable(typeof(InvitationDocument))]
[JsonSerializable(typeof(TeamDocument))]
[JsonSerializable(typeof(ChatGroupDocument))]
[JsonSerializable(typeof(OrganisationDocument))]
[JsonSerializable(typeof(LabelDocument))]
[JsonSerializable(typeof(ApiKeyDocument))]
[JsonSerializable(typeof(KeyEntryDocument))]
[JsonSerializable(typeof(ChannelIdentityDocument))]
[JsonSerializable(typeof(PairingDocument))]
[JsonSerializable(typeof(InvitationMessageDocument))]
[JsonSerializable(typeof(JobDocument))]
[JsonSerializable(typeof(JobMessageDocument))]
[JsonSerializable(typeof(MessageOriginDocument))]
internal sealed partial class Json : JsonSerializerContext
{
    /// <summary>Accents stand as they are: escaped they would take six times the room, and no browser reads these.</summary>
    internal static Json Plain { get; } = new(new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
