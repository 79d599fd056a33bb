using System.Collections.Immutable;
using Ommnio.Core.Grouping;

namespace Ommnio.Core.Users;

/// <summary>
/// A person of an organisation, whole and valid. The national ID is not in it: only whether there is one (D6).
/// Unset working hours, time zone and language follow the organisation's settings and are not copied (D13).
/// </summary>
public sealed record User
{
    /// <summary>How long an access keeps a user active (D18).</summary>
    public static readonly TimeSpan ActiveFor = TimeSpan.FromDays(30);

    public required UserId Id { get; init; }

    public required PersonName Name { get; init; }

    /// <summary>With the area, missing only of who was provisioned without them and has not signed up (D17).</summary>
    public Label? Position { get; init; }

    public Label? Area { get; init; }

    public Label? Location { get; init; }

    public Manager? RelatedTo { get; init; }

    public EmployeeCode? Code { get; init; }

    public bool HasNationalId { get; init; }

    public PhoneNumber? Phone { get; init; }

    public PhoneConsent? PhoneConsent { get; init; }

    public EmailAddress? Email { get; init; }

    public string? Language { get; init; }

    public string? Notes { get; init; }

    public TimeZoneName? TimeZone { get; init; }

    public WorkingHours? WorkingHours { get; init; }

    public Picture? Picture { get; init; }

    public ImmutableArray<Label> Tags { get; init; } = [];

    public ImmutableArray<TeamMembership> Teams { get; init; } = [];

    /// <summary>The chat groups that the user is in by themselves; those of their teams come besides.</summary>
    public ImmutableArray<GroupMembership> ChatGroups { get; init; } = [];

    public OrganisationRole Role { get; init; }

    /// <summary>The newest invitation of who has not signed up: the only one that may be live (D48). Its own row says whether it is.</summary>
    public InvitationId? Invitation { get; init; }

    /// <summary>The number that the person gave when signing up, where it is not the company's: shown to nobody (D15, R11).</summary>
    public PhoneNumber? SignUpPhone { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Counts the saves, from 1; what the HTTP ETag shows.</summary>
    public required int Version { get; init; }

    public DateTimeOffset? SignedUpAt { get; init; }

    public DateTimeOffset? LastAccessAt { get; init; }

    public DateTimeOffset? BlockedAt { get; init; }

    /// <summary>Whether nothing is missing without which nobody is let in (D17).</summary>
    public bool IsComplete => Position is not null && Area is not null;

    /// <summary>Whether the user counts among those who administer the account: signed up and not blocked (D28).</summary>
    public bool AdministersAccount => Role == OrganisationRole.AccountAdministrator && SignedUpAt is not null && BlockedAt is null;

    /// <summary>The state is computed when read, never stored (D18, R16): Active while less than 30 x 24 h have passed since the last access.</summary>
    public UserState StateAt(DateTimeOffset now)
    {
        if (BlockedAt is not null)
        {
            return UserState.Blocked;
        }

        return SignedUpAt is not { } signedUp ? IsComplete ? UserState.Pending : UserState.NeedsCompletion
            : now - (LastAccessAt ?? signedUp) < ActiveFor ? UserState.Active
            : UserState.Inactive;
    }

    /// <summary>The user once they are in: the first access, and no invitation is open any more.</summary>
    /// <param name="phone">The number they signed up with; null where none was told.</param>
    public User SignedUp(PhoneNumber? phone, DateTimeOffset now) => this with
    {
        SignedUpAt = now,
        LastAccessAt = now,
        UpdatedAt = now,
        Version = Version + 1,
        Invitation = null,
        SignUpPhone = phone == Phone ? null : phone,
    };

    /// <summary>The id alone: a user that ends up in a log or an exception's text must not take personal data there.</summary>
    public override string ToString() => $"user {Id}";
}

/// <summary>Whom a user is related to, with the name as it was when this user was last saved.</summary>
public sealed record Manager(UserId Id, string Name)
{
    public override string ToString() => $"user {Id}";
}

/// <summary>Who confirmed that the person agrees to the phone being stored, and when (D16). <paramref name="By"/> is null for an API key.</summary>
public sealed record PhoneConsent(UserId? By, DateTimeOffset At);

public enum OrganisationRole
{
    Member,
    AccountAdministrator,
}

public enum UserState
{
    Pending,
    Active,
    Inactive,
    Blocked,
    NeedsCompletion,
}
