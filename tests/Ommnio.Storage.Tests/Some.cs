using NodaTime;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Operation = Ommnio.Core.Registering.Operation;

namespace Ommnio.Storage.Tests;

/// <summary>Fixed things to begin from.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A user with the four required fields.</summary>
    public static User User(string first = "Ana", string last = "García", string? code = null) => new()
    {
        Id = new(Guid.CreateVersion7()),
        Name = new(first, last),
        Position = new("Cashier"),
        Area = new("Store Operations"),
        Code = code is null ? null : new(code),
        CreatedAt = Now,
        UpdatedAt = Now,
        Version = 1,
    };

    /// <summary>A user with every field there is but a picture, whose bytes come by a change.</summary>
    public static User WholeUser() => User("Lucía", "Marín Öz", "A-17") with
    {
        Location = new("Madrid Centro"),
        RelatedTo = new(new(Guid.CreateVersion7()), "Bea López"),
        HasNationalId = true,
        Phone = PhoneNumber.FromE164("+34612345678"),
        PhoneConsent = new(new(Guid.CreateVersion7()), Now),
        Email = EmailAddress.FromStored("Lucia@Example.com"),
        Language = "es",
        Notes = "Two lines\nof notes 🙂",
        TimeZone = TimeZoneName.Read("Europe/Madrid", "").Value,
        WorkingHours = WorkingHours.Of([new(IsoDayOfWeek.Monday, new(22, 0), new(6, 30)), new(IsoDayOfWeek.Friday, new(9, 0), new(17, 0))], "").Value,
        Tags = [new("English speaker"), new("first aid")],
        Teams = [new(new(Guid.CreateVersion7()), Core.Grouping.TeamRole.Administrator, true), new(new(Guid.CreateVersion7()), Core.Grouping.TeamRole.Member, false)],
        ChatGroups = [new(new(Guid.CreateVersion7())), new(new(Guid.CreateVersion7()), Core.Grouping.GroupRole.Writer)],
        Role = OrganisationRole.AccountAdministrator,
        SignedUpAt = Now.AddDays(1).AddTicks(1_234_567),
        LastAccessAt = Now.AddDays(2),
        BlockedAt = Now.AddDays(3),
        Invitation = new(Guid.CreateVersion7()),
        SignUpPhone = PhoneNumber.FromE164("+34698765432"),
    };

    public static NationalId NationalId(string text = "12345678Z") => Core.Users.NationalId.Read(text, "").Value!;

    public static OperationId OperationId() => new($"{Guid.NewGuid():N}");

    public static AuditEntry Audit(OperationId operation, string action = "user.registered", params IReadOnlyList<string> fields) =>
        new(operation, Now, null, WayIn.Api, action, fields);

    public static NewUser New(User user, NationalId? nationalId = null, Operation? operation = null, bool invited = false)
    {
        var by = operation ?? new(OperationId(), "hash");
        var invitation = invited ? Invitation(user.Id, by.Id) : null;
        return new(user with { HasNationalId = nationalId is not null, Invitation = invitation?.Id ?? user.Invitation }, nationalId, invitation, by, Audit(by.Id, "user.registered", "firstName"));
    }

    public static Invitation Invitation(UserId user, OperationId operation) => new()
    {
        Id = new(Guid.CreateVersion7()),
        User = user,
        Channel = InvitationChannel.Link,
        State = InvitationState.Queued,
        KeyId = "2026",
        CreatedAt = Now,
        DueAt = Now,
        ExpiresAt = Now.AddDays(14),
        Operation = operation,
    };

    /// <summary>What a decision of <see cref="IUsers.ChangeAsync"/> gives: the user as edited, one version on.</summary>
    public static Func<User, ChangedUser?> Change(Func<User, User> edit, NationalId? nationalId = null, bool removeNationalId = false, OperationId? operation = null)
    {
        var by = operation ?? OperationId();
        return before => new(edit(before) with { Version = before.Version + 1 }, nationalId, removeNationalId, Audit(by, "user.changed", "firstName"));
    }
}
