using Ommnio.Core.Inviting;
using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

/// <summary>Names a change and what was asked, so that a repeat is recognised and another request under the same name is not taken for it.</summary>
/// <param name="RequestHash">Hex of a hash of the request; empty where the name alone is enough.</param>
public sealed record Operation(OperationId Id, string RequestHash);

/// <summary>Who changed which fields by which way in; never the values (D57).</summary>
public sealed record AuditEntry(OperationId Operation, DateTimeOffset At, UserId? By, Governing.WayIn Way, string Action, IReadOnlyList<string> Fields)
{
    /// <summary>How many memberships a job's change began; with <see cref="Left"/>, what a repeat of the job counts again without doing it again.</summary>
    public int Joined { get; init; }

    /// <summary>How many memberships a job's change ended.</summary>
    public int Left { get; init; }

    /// <summary>In the account's own history, what the line is about: the id of an API key, or of a user.</summary>
    public string? About { get; init; }

    /// <summary>In the account's own history, the id of the API key that it was done with.</summary>
    public string? Key { get; init; }
}

/// <summary>Everything that one creation stores, in one transaction.</summary>
public sealed record NewUser(User User, NationalId? NationalId, Invitation? Invitation, Operation Operation, AuditEntry Audit);

/// <summary>Everything that one change stores, in one transaction.</summary>
/// <param name="NationalId">The new ID; null leaves it, unless <paramref name="RemoveNationalId"/>.</param>
public sealed record ChangedUser(User User, NationalId? NationalId, bool RemoveNationalId, AuditEntry Audit)
{
    /// <summary>Needed where the user has another picture than before.</summary>
    public PictureFile? Picture { get; init; }

    /// <summary>
    /// What becomes of the user's newest invitation (<see cref="User.Invitation"/> before the change), in the same transaction;
    /// pure. It answers the invitation itself where it stays, null where the whole change is refused. Left out, it is not even read.
    /// </summary>
    public Func<Invitation, Invitation?>? MoveInvitation { get; init; }

    /// <summary>One more invitation, to be delivered.</summary>
    public Invitation? NewInvitation { get; init; }

    /// <summary>Leaves no entry in the audit: nobody changed a field (D57). Its decision must tell by itself that it was carried out.</summary>
    public bool IsUnaudited { get; init; }

    /// <summary>Remembers what the change made of the invitation, so that a repeat is answered with it.</summary>
    public Operation? Operation { get; init; }
}

/// <summary>What adding a user came to.</summary>
public abstract record Adding
{
    private Adding()
    {
    }

    public sealed record Added : Adding;

    /// <summary>The same operation was carried out before: this is what it made then.</summary>
    public sealed record Repeated(User User, Invitation? Invitation) : Adding;

    /// <summary>The operation's name was used before for another request.</summary>
    public sealed record Mismatch : Adding;

    /// <summary>A unique value belongs to another user; nothing was stored. <paramref name="Field"/>: code, nationalId, email, phone.</summary>
    public sealed record Taken(string Field, UserId Holder) : Adding;

    /// <summary>More rows than one transaction holds; nothing was stored.</summary>
    public sealed record TooLarge : Adding;
}

/// <summary>What changing a user came to.</summary>
public abstract record Changing
{
    private Changing()
    {
    }

    public sealed record Changed(User User) : Changing
    {
        /// <summary>The invitation that was made or moved, where there was one; for a repeated operation, as it was made then.</summary>
        public Invitation? Invitation { get; init; }
    }

    /// <summary>The operation's name was used before for another request.</summary>
    public sealed record Mismatch : Changing;

    public sealed record NotFound : Changing;

    /// <summary>The decision refused; nothing was stored. The caller keeps its own reasons.</summary>
    public sealed record Refused : Changing;

    public sealed record Taken(string Field, UserId Holder) : Changing;

    public sealed record TooLarge : Changing;

    /// <summary>Without this user nobody would be left who administers the account (D28); nothing was stored.</summary>
    public sealed record LastAccountAdministrator : Changing;

    /// <summary>Others changed the user at the same time, again and again; nothing was stored. Worth repeating.</summary>
    public sealed record Busy : Changing;
}

/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// The users of an organisation. Every change to one user is one transaction: all of it happens, or nothing.
/// No method throws for a conflict; what cannot be reached throws, and nothing is known then: repeat with the same operation.
/// </summary>
public interface IUsers
{
    /// <summary>One transaction, and before it one write where there is a phone; more only when it conflicts. A lost answer is recognised by the operation row, so a retry neither fails nor doubles.</summary>
    Task<Adding> AddAsync(OrganisationId organisation, NewUser user, CancellationToken cancellationToken);

    /// <summary>What the operation added before, or that its name stands for something else; null: nothing. One point read.</summary>
    Task<Adding?> RepeatedAsync(OrganisationId organisation, Operation operation, CancellationToken cancellationToken);

    /// <summary>
    /// Loads the user, lets <paramref name="decide"/> say the change (null: refused), and stores it if the user is still as loaded;
    /// otherwise loads and decides again, a few times. <paramref name="decide"/> must be pure. Whoever ends the rights of an Account
    /// Administrator pays a request more; of two who do so at once to each other, one is told that theirs is the last (R24).
    /// </summary>
    Task<Changing> ChangeAsync(OrganisationId organisation, UserId user, Func<User, ChangedUser?> decide, CancellationToken cancellationToken);

    /// <summary>One point read.</summary>
    Task<User?> FindAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken);

    /// <summary>The payroll look-up: one point read of the covering copy.</summary>
    Task<User?> FindByCodeAsync(OrganisationId organisation, EmployeeCode code, CancellationToken cancellationToken);

    /// <summary>By keyed hash; two point reads.</summary>
    Task<User?> FindByNationalIdAsync(OrganisationId organisation, NationalId id, CancellationToken cancellationToken);

    /// <summary>Whose phone the company gave (D15); by keyed hash, two point reads.</summary>
    Task<User?> FindByPhoneAsync(OrganisationId organisation, PhoneNumber phone, CancellationToken cancellationToken);

    /// <summary>Whose email the company gave; by keyed hash, two point reads.</summary>
    Task<User?> FindByEmailAsync(OrganisationId organisation, EmailAddress email, CancellationToken cancellationToken);
}
