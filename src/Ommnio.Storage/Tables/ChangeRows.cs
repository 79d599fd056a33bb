using System.Text.Json;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tables;

/// <summary>The rows that a change leaves beside the user: operation, audit, invitation and outbox.</summary>
internal static class ChangeRows
{
    internal static TableEntity Operation(OrganisationId organisation, Operation operation, User? user, Invitation? invitation) =>
        new(Keys.Partition(organisation), Keys.Operation(operation.Id))
        {
            ["Hash"] = operation.RequestHash,
            ["User"] = user is null ? null : UserMapping.Write(user),
            ["Invitation"] = invitation is null ? null : Write(invitation),
        };

    internal static TableEntity Audit(OrganisationId organisation, UserId user, AuditEntry audit) =>
        Audit(organisation, Keys.Audit(user, audit.At, audit.Operation, audit.Action), audit);

    /// <summary>A line of the account's own history.</summary>
    internal static TableEntity AccountAudit(OrganisationId organisation, AuditEntry audit) =>
        Audit(organisation, Keys.AccountAudit(audit.At, audit.Operation, audit.Action), audit);

    private static TableEntity Audit(OrganisationId organisation, string key, AuditEntry audit) =>
        new(Keys.Partition(organisation), key)
        {
            ["At"] = audit.At,
            ["By"] = audit.By?.ToString(),
            ["Way"] = Naming.CamelCase(audit.Way),
            ["Action"] = audit.Action,
            ["Fields"] = string.Join(',', audit.Fields),
            ["Joined"] = audit.Joined == 0 ? null : audit.Joined,
            ["Left"] = audit.Left == 0 ? null : audit.Left,
            ["About"] = audit.About,
            ["Key"] = audit.Key,
        };

    internal static AuditEntry ReadAudit(TableEntity row) => new(
        new(row.RowKey.Split(':')[3]),
        row.GetDateTimeOffset("At")!.Value,
        UserId.TryParse(row.GetString("By")),
        Naming.Parse<WayIn>(row.GetString("Way"))!.Value,
        row.GetString("Action"),
        row.GetString("Fields").Split(',', StringSplitOptions.RemoveEmptyEntries))
    {
        About = row.GetString("About"),
        Key = row.GetString("Key"),
    };

    internal static TableEntity Invitation(OrganisationId organisation, Invitation invitation) =>
        new(Keys.Partition(organisation), Keys.Invitation(invitation.User, invitation.Id)) { ["Doc"] = Write(invitation), ["Failure"] = invitation.Failure };

    internal static TableEntity Outbox(OrganisationId organisation, Invitation invitation) =>
        new(Keys.Partition(organisation), Keys.Outbox(invitation.OutboxAt, invitation.Operation))
        {
            ["User"] = invitation.User.ToString(),
            ["Invitation"] = invitation.Id.ToString(),
        };

    internal static Invitation ReadInvitation(string json)
    {
        var document = JsonSerializer.Deserialize(json, Json.Plain.InvitationDocument)!;
        return new()
        {
            Id = InvitationId.TryParse(document.Id)!.Value,
            User = UserId.TryParse(document.User)!.Value,
            Channel = Naming.Parse<InvitationChannel>(document.Channel)!.Value,
            State = Naming.Parse<InvitationState>(document.State)!.Value,
            KeyId = document.KeyId,
            Rotation = document.Rotation,
            By = UserId.TryParse(document.By),
            AtOnce = document.AtOnce,
            CreatedAt = document.CreatedAt,
            ResentAt = document.ResentAt,
            DueAt = document.DueAt,
            DueZone = TimeZoneName.Read(document.DueZone, "timeZone").Value,
            ExpiresAt = document.ExpiresAt,
            LeaseUntil = document.LeaseUntil,
            ClaimedBy = document.ClaimedBy,
            Attempts = document.Attempts,
            Then = new([.. document.Then.Select(channel => Naming.Parse<InvitationChannel>(channel)!.Value)]),
            Turns = document.Turns,
            SentAt = document.SentAt,
            EndedAt = document.EndedAt,
            Failure = document.Failure,
            AskedAt = document.AskedAt,
            TellAt = document.TellAt,
            Operation = new(document.Operation),
        };
    }

    private static string Write(Invitation invitation) => JsonSerializer.Serialize(
        new()
        {
            Id = invitation.Id.ToString(),
            User = invitation.User.ToString(),
            Channel = Naming.CamelCase(invitation.Channel),
            State = Naming.CamelCase(invitation.State),
            KeyId = invitation.KeyId,
            Rotation = invitation.Rotation,
            By = invitation.By?.ToString(),
            AtOnce = invitation.AtOnce,
            CreatedAt = invitation.CreatedAt,
            ResentAt = invitation.ResentAt,
            DueAt = invitation.DueAt,
            DueZone = invitation.DueZone?.Id,
            ExpiresAt = invitation.ExpiresAt,
            LeaseUntil = invitation.LeaseUntil,
            ClaimedBy = invitation.ClaimedBy,
            Attempts = invitation.Attempts,
            Then = [.. invitation.Then.Channels.Select(channel => Naming.CamelCase(channel))],
            Turns = invitation.Turns,
            SentAt = invitation.SentAt,
            EndedAt = invitation.EndedAt,
            Failure = invitation.Failure,
            AskedAt = invitation.AskedAt,
            TellAt = invitation.TellAt,
            Operation = invitation.Operation.Value,
        },
        Json.Plain.InvitationDocument);
}
