using Azure.Data.Tables;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Storage.Tables;

/// <summary>The rows that one user consists of (design: one change, one transaction).</summary>
internal sealed class UserRows(PersonalData personal)
{
    /// <summary>Everything that a creation inserts.</summary>
    internal List<TableEntity> New(OrganisationId organisation, NewUser user) =>
    [
        // First, so that a repeat is told apart from a value that somebody else took.
        ChangeRows.Operation(organisation, user.Operation, user.User, user.Invitation),
        .. Of(organisation, user.User, user.NationalId is { } id ? Store(organisation, user.User.Id, id) : null).Values,
        ChangeRows.Audit(organisation, user.User.Id, user.Audit),
        .. user.Invitation is { } invitation ? [ChangeRows.Invitation(organisation, invitation), ChangeRows.Outbox(organisation, invitation)] : (ReadOnlySpan<TableEntity>)[],
    ];

    /// <summary>All of them but audit, outbox and operation, by row key. <paramref name="id"/> is how the national ID is stored, if there is one.</summary>
    internal Dictionary<string, TableEntity> Of(OrganisationId organisation, User user, StoredId? id)
    {
        var partition = Keys.Partition(organisation);
        var (document, summary) = (UserMapping.Write(user), UserMapping.WriteSummary(user));
        Dictionary<string, TableEntity> rows = [];

        void Row(string key, params ReadOnlySpan<(string Name, object? Value)> columns)
        {
            var entity = new TableEntity(partition, key);
            foreach (var (name, value) in columns)
            {
                entity[name] = value;
            }

            rows[key] = entity;
        }

        Row(Keys.User(user.Id), ("Doc", document), ("IdHash", id?.Hash), ("IdKey", id?.Value.KeyId), ("IdBytes", id?.Value.Bytes));
        if (user.Code is { } code)
        {
            Row(Keys.Code(code), ("Doc", document), ("User", user.Id.ToString()));
        }

        foreach (var pointer in Pointers(organisation, user, id))
        {
            Row(pointer, ("User", user.Id.ToString()));
        }

        if (user.AdministersAccount)
        {
            Row(Keys.AccountAdministrator(user.Id), ("User", user.Id.ToString()));
        }

        Row(Keys.Name(user.Name, user.Id), ("Doc", summary));
        Row(Keys.LastName(user.Name, user.Id), [("Doc", summary), .. Posting.Columns(user)]);
        foreach (var posting in Posting.Of(user))
        {
            Row(Keys.Posting(posting.Dimension, posting.Value, user.Name, user.Id), ("Doc", summary), posting.Column(user));
        }

        return rows;
    }

    /// <summary>A row that says what it said before need not be written again.</summary>
    internal static bool IsSame(TableEntity one, TableEntity other) =>
        one.Count == other.Count && one.All(column => other.TryGetValue(column.Key, out var value) && Equals(column.Value, value));

    internal StoredId Store(OrganisationId organisation, UserId user, NationalId id) =>
        new(personal.Hash(organisation, "id", id.Key), personal.Seal(organisation, user, id));

    internal string IdKey(OrganisationId organisation, NationalId id) => Keys.NationalId(personal.Hash(organisation, "id", id.Key));

    internal string PhoneKey(OrganisationId organisation, PhoneNumber phone) => Keys.Phone(personal.Hash(organisation, "phone", phone.E164));

    internal string EmailKey(OrganisationId organisation, EmailAddress email) => Keys.Email(personal.Hash(organisation, "email", email.Key));

    internal static StoredId? IdOf(TableEntity user) =>
        user.GetString("IdHash") is { } hash ? new(hash, new(user.GetString("IdKey"), user.GetBinary("IdBytes"))) : null;

    /// <summary>Which unique field a row guards; null when it guards none.</summary>
    internal static string? UniqueField(string rowKey) => rowKey[..2] switch
    {
        Keys.Codes => "code",
        Keys.NationalIds => "nationalId",
        Keys.Emails => "email",
        Keys.Phones => "phone",
        _ => null,
    };

    private IEnumerable<string> Pointers(OrganisationId organisation, User user, StoredId? id)
    {
        if (id is not null)
        {
            yield return Keys.NationalId(id.Hash);
        }

        if (user.Email is { } email)
        {
            yield return EmailKey(organisation, email);
        }

        if (user.Phone is { } phone)
        {
            yield return PhoneKey(organisation, phone);
        }
    }
}

/// <summary>A national ID as stored: findable by its keyed hash, readable only with the key.</summary>
internal sealed record StoredId(string Hash, Sealed Value);
