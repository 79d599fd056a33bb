using System.Globalization;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Storage.Tables;

/// <summary>
/// Every row key there is, one recipe each, used by who writes and by who reads. The partition is the organisation,
/// always from the caller's credential; an organisation that outgrows one gets its shard here.
/// </summary>
internal static class Keys
{
    internal const string Users = "u:";
    internal const string Codes = "c:";
    internal const string NationalIds = "x:";
    internal const string Emails = "e:";
    internal const string Phones = "t:";
    internal const string Names = "n:";
    internal const string LastNames = "m:";

    // A posting's key holds both, and a key at most 512 characters. Few names and labels come near.
    private const int LongestName = 260;
    private const int LongestValue = 200;
    private const string Administrators = "k:";
    internal const string AllPostings = "p:";
    private const string AccountHistory = "a:account:";

    internal static string Partition(OrganisationId organisation) => organisation.Value;

    internal static string User(UserId user) => $"{Users}{user}";

    internal static string Code(EmployeeCode code) => $"{Codes}{KeyText.Bounded(code.Key)}";

    internal static string NationalId(string hash) => $"{NationalIds}{hash}";

    internal static string Email(string hash) => $"{Emails}{hash}";

    internal static string Phone(string hash) => $"{Phones}{hash}";

    /// <summary>Where a user stands in the list of all, by first name and then last.</summary>
    internal static string Name(PersonName name, UserId user) => Names + Place(name.Folded, user);

    /// <summary>Where a user stands by last name and then first: for the search alone.</summary>
    internal static string LastName(PersonName name, UserId user) => LastNames + Place(name.FoldedLastFirst, user);

    /// <summary>Where a user stands under a team, chat group, label, manager or state.</summary>
    internal static string Posting(string dimension, string value, PersonName name, UserId user) => PostingPrefix(dimension, value) + Place(name.Folded, user);

    /// <summary>What the keys of all who stand under it begin with.</summary>
    internal static string PostingPrefix(string dimension, string value) => $"p:{dimension}:{KeyText.Bounded(value, LongestValue)}:";

    /// <summary>
    /// A user's place in any list by name, the same in all of them, so that they can be merged. Two spaces part name and user: lower
    /// than anything that a name goes on with, since a folded name has none in a row, so that "ana garcia" stands before
    /// "ana garcia lopez". The one part of a key that shows something personal: only an order-preserving key can be listed in order
    /// and searched by its beginning. It is never in an address's path, only in bodies and filters.
    /// </summary>
    internal static string Place(string folded, UserId user) => $"{KeyText.Bounded(folded, LongestName)}  {user}";

    /// <summary>What the places of names that begin so begin with.</summary>
    internal static string PlacesFrom(string folded) => KeyText.Prefix(folded, LongestName);

    /// <summary>The lowest place beyond one: no key holds anything lower than a space.</summary>
    internal static string Beyond(string place) => $"{place} ";

    /// <summary>Everybody under one team, chat group, label, manager or state.</summary>
    internal static (string From, string Below) Postings(string dimension, string value) => Range(PostingPrefix(dimension, value));

    internal static string Job(JobId job) => $"j:{job}";

    /// <summary>Stands while the job is open: what the sweep looks through.</summary>
    internal static string OpenJob(JobId job) => $"w:{job}";

    internal static (string From, string Below) OpenJobs => Range("w:");

    /// <summary>Stands while the user administers the account.</summary>
    internal static string AccountAdministrator(UserId user) => $"{Administrators}{user}";

    /// <summary>Where the user is whose row <see cref="AccountAdministrator"/> named.</summary>
    internal static string UserOfAdministrator(string row) => $"{Users}{row[Administrators.Length..]}";

    internal static (string From, string Below) AccountAdministrators() => Range(Administrators);

    /// <summary>One row of a user's picture.</summary>
    internal static string Picture(UserId user, int row) => $"{PictureOf(user)}{row}";

    internal static (string From, string Below) Pictures(UserId user) => Range(PictureOf(user));

    internal static string Invitation(UserId user, InvitationId invitation) => $"{InvitationOf(user)}{invitation}";

    internal static (string From, string Below) InvitationsOf(UserId user) => Range(InvitationOf(user));

    internal static (string From, string Below) Invitations() => Range("i:");

    internal static string Outbox(DateTimeOffset due, OperationId operation) => $"z:{Ascending(due)}:{operation}";

    internal static string Audit(UserId user, DateTimeOffset at, OperationId operation, string action) => $"a:{user}:{Descending(at)}:{operation}:{action}";

    internal static (string From, string Below) HistoryOf(UserId user) => Range($"a:{user}:");

    internal static string AccountAudit(DateTimeOffset at, OperationId operation, string action) => $"{AccountHistory}{Descending(at)}:{operation}:{action}";

    /// <summary>What happened to the account itself: no user's id is such a word.</summary>
    internal static (string From, string Below) HistoryOfAccount => Range(AccountHistory);

    /// <summary>The newest first, so since is where they end.</summary>
    internal static (string From, string Below) HistorySince(UserId user, DateTimeOffset since) => ($"a:{user}:", $"a:{user}:{Descending(since)}:");

    /// <summary>What is left to do of a user who is gone: stands only where a transaction could not hold all of their rows.</summary>
    internal static string Erased(UserId user) => $"y:{user}";

    /// <summary>One of the user's chat accounts.</summary>
    internal static string Account(UserId user, string hash) => $"{AccountOf(user)}{hash}";

    internal static (string From, string Below) AccountsOf(UserId user) => Range(AccountOf(user));

    /// <summary>The pairing code that was made last for the user.</summary>
    internal static string Pairing(UserId user) => $"q:{user}";

    internal static string Operation(OperationId operation) => $"o:{operation}";

    /// <summary>The instant in a row's key, which <see cref="Outbox"/> made.</summary>
    internal static DateTimeOffset DueOf(string outbox) => new(long.Parse(outbox.AsSpan(2, 19), NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);

    internal static (string From, string Below) OutboxBefore(DateTimeOffset due) => ("z:", $"z:{Ascending(due)}");

    /// <summary>One of the organisation's API keys, in the catalogue.</summary>
    internal static string ApiKey(string id) => $"key:{id}";

    internal static (string From, string Below) ApiKeys => Range("key:");

    internal static string Label(LabelKind kind, Label label) => $"label:{Naming.CamelCase(kind)}:{KeyText.Bounded(label.Key)}";

    /// <summary>An instant as text in the order of time.</summary>
    internal static string Ascending(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    /// <summary>From a prefix to the prefix with its last character raised by one: the only "starts with" that Table Storage has.</summary>
    internal static (string From, string Below) Range(string prefix) => (prefix, $"{prefix[..^1]}{(char)(prefix[^1] + 1)}");

    private static string InvitationOf(UserId user) => $"i:{user}:";

    private static string AccountOf(UserId user) => $"l:{user}:";

    private static string PictureOf(UserId user) => $"v:{user}:";

    private static string Descending(DateTimeOffset at) => (DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}
