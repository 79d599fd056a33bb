using Azure.Data.Tables;
using Ommnio.Core.Inviting;
using Ommnio.Core.Governing;
using Ommnio.Core.Jobs;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;

namespace Ommnio.Storage.Tests.Proof;

/// <summary>
/// What must be true of all that an organisation has in the directory, whatever happened to it, in whatever order and however much of
/// it failed. It looks at rows alone, with none of the product's reading of lists, so that a wrong row cannot hide behind a reader
/// that knows how to deal with it.
/// </summary>
internal sealed class PartitionAudit
{
    private static readonly string[] Kinds = ["u:", "c:", "x:", "e:", "t:", "n:", "m:", "p:", "k:", "v:", "i:", "z:", "a:", "o:", "j:", "w:", "y:", "l:", "q:"];

    // Of these a user consists, beside the history and the invitations.
    private static readonly string[] OfUsers = ["u:", "c:", "x:", "e:", "t:", "n:", "m:", "p:", "k:", "v:"];

    private readonly List<string> wrong = [];
    private readonly OrganisationId organisation;
    private readonly Dictionary<string, TableEntity> rows;
    private readonly Dictionary<UserId, User> users;
    private readonly ILookup<UserId, Invitation> invitations;
    private readonly ILookup<string, TableEntity> history;
    private readonly UserRows mapping;

    private PartitionAudit(OrganisationId organisation, IEnumerable<TableEntity> rows, MasterKeys keys)
    {
        (this.organisation, mapping) = (organisation, new(new PersonalData(keys)));
        this.rows = rows.ToDictionary(row => row.RowKey);
        users = Of("u:").Select(UserMapping.Read).ToDictionary(user => user.Id);
        invitations = Of("i:").Select(row => ChangeRows.ReadInvitation(row.GetString("Doc"))).ToLookup(invitation => invitation.User);
        history = Of("a:").Where(row => !Is(row.RowKey, "a:account:")).ToLookup(row => row.RowKey.Split(':')[1]);
    }

    /// <summary>What is not as it must be, in sentences; empty when all is well.</summary>
    internal static IReadOnlyList<string> Of(OrganisationId organisation, IEnumerable<TableEntity> rows, MasterKeys keys)
    {
        var audit = new PartitionAudit(organisation, rows, keys);
        audit.EveryRowIsOfAKindThatWeKnow();
        audit.AUserIsWhatTheirOwnRowSaysAndNothingElse();
        audit.NobodyIsRelatedToSomebodyWhoIsGone();
        audit.AUserHasOneInvitationThatIsOpenAtMost();
        audit.WhatIsToBeSentIsInTheOutboxAndNothingElse();
        audit.EverySaveIsInTheHistory();
        audit.WhatIsLeftOfWhoeverIsGoneIsSeenTo();
        audit.EveryOpenJobIsFound();
        return audit.wrong;
    }

    private void EveryRowIsOfAKindThatWeKnow() => Wrong(rows.Keys.Where(key => !Kinds.Any(kind => Is(key, kind))), key => $"{key} is of no kind that there is");

    // Both ways: each row that a user must have is there and says the same, and no other row of a user is there. So a code, an ID, an
    // e-mail and a phone are one user's, every list has everybody, and none has anybody twice.
    private void AUserIsWhatTheirOwnRowSaysAndNothingElse()
    {
        Dictionary<string, TableEntity> expected = [];
        foreach (var user in users.Values)
        {
            foreach (var (key, row) in mapping.Of(organisation, user, UserRows.IdOf(rows[Keys.User(user.Id)])))
            {
                Wrong(!expected.TryAdd(key, row), $"{key} is claimed by two users, one of them {user.Id}");
            }

            foreach (var key in PictureRows.KeysOf(user))
            {
                expected[key] = new() { ["Hash"] = user.Picture!.Hash };
            }
        }

        Wrong(expected.Keys.Except(rows.Keys), key => $"{key} is missing");
        Wrong(rows.Keys.Where(key => OfUsers.Any(kind => Is(key, kind))).Except(expected.Keys).Except(Leaving()), key => $"{key} is nobody's");
        foreach (var (key, row) in expected.Where(one => rows.ContainsKey(one.Key)))
        {
            Wrong(row.Where(column => column.Value is string text && rows[key].GetString(column.Key) != text), column => $"{key} says something else in {column.Key} than its user's own row");
        }
    }

    private void NobodyIsRelatedToSomebodyWhoIsGone() => Wrong(
        users.Values.Where(user => user.RelatedTo is { } manager && !users.ContainsKey(manager.Id) && !IsSeenTo(manager.Id)),
        user => $"{user.Id} is related to {user.RelatedTo!.Id}, who is gone");

    private void AUserHasOneInvitationThatIsOpenAtMost()
    {
        foreach (var user in users.Values)
        {
            foreach (var open in invitations[user.Id].Where(invitation => InvitationLife.IsLive(invitation.State)))
            {
                Wrong(open.Id != user.Invitation, $"the invitation {open.Id} of {user.Id} is open, and is not the newest");
                Wrong(user.BlockedAt is not null, $"{user.Id} is blocked and has an open invitation");
            }

            var accepted = invitations[user.Id].Count(invitation => invitation.State == InvitationState.Accepted);
            Wrong(accepted > 1 || (accepted == 1 && user.SignedUpAt is null), $"{user.Id} has accepted {accepted} invitations and {(user.SignedUpAt is null ? "is not" : "is")} in");
        }
    }

    private void WhatIsToBeSentIsInTheOutboxAndNothingElse()
    {
        var expected = invitations.Where(of => users.ContainsKey(of.Key)).SelectMany(of => of).Where(invitation => invitation.IsToBeSent).Select(invitation => ChangeRows.Outbox(organisation, invitation).RowKey).ToList();
        var there = Of("z:").Where(row => UserId.TryParse(row.GetString("User")) is { } user && users.ContainsKey(user)).Select(row => row.RowKey).ToList();
        Wrong(expected.Except(there), key => $"{key} is missing: an invitation that is to be sent would only be sent by luck");
        Wrong(there.Except(expected), key => $"{key} asks for something to be sent that is not to be sent");
    }

    // A user's version counts the saves, and each save leaves one line.
    private void EverySaveIsInTheHistory()
    {
        foreach (var user in users.Values)
        {
            var actions = history[$"{user.Id}"].Select(row => row.GetString("Action")).ToList();
            var (begun, saves) = (actions.Count(action => action == "user.registered"), actions.Count(action => !(Is(action, "invitation.") || Is(action, "pairing.")) || action == "invitation.accepted"));
            Wrong(begun != 1, $"{user.Id} was registered {begun} times, says the history");
            Wrong(saves != user.Version, $"{user.Id} was saved {user.Version} times, and the history knows of {saves}: {string.Join(", ", actions)}");
        }
    }

    private void WhatIsLeftOfWhoeverIsGoneIsSeenTo()
    {
        Wrong(invitations.Where(of => !users.ContainsKey(of.Key) && !IsSeenTo(of.Key)), of => $"invitations are left of {of.Key}, who is gone, and nobody sees to them");
        Wrong(
            history.Where(of => !users.ContainsKey(UserId.TryParse(of.Key)!.Value) && of.Count(IsDeletion) != 1),
            of => $"{of.Key} is gone, and the history does not say how");
        Wrong(
            history.Where(of => of.Any(IsDeletion)).Select(of => of.Key).Except(Of("a:account:").Where(IsDeletion).Select(row => row.GetString("About"))),
            gone => $"{gone} was deleted, and the account's history does not know of it");
    }

    private void EveryOpenJobIsFound()
    {
        var open = Of("w:").Select(row => row.RowKey[2..]).ToHashSet();
        var jobs = Of("j:").Select(JobRows.Read).ToList();
        Wrong(jobs.Where(job => job.State is JobState.Queued or JobState.Running && !open.Contains($"{job.Id}")), job => $"the job {job.Id} is open, and no sweep would find it");
        Wrong(open.Except(jobs.Select(job => $"{job.Id}")), job => $"there is no job {job}");
    }

    /// <summary>The rows of users who are gone already, of whom one transaction could not hold all.</summary>
    private IEnumerable<string> Leaving() => Of("y:").Select(UserMapping.Read).SelectMany(user => mapping.Of(organisation, user, null).Keys.Concat(PictureRows.KeysOf(user)));

    private bool IsSeenTo(UserId gone) => Of("j:").Select(JobRows.Read).Any(job => job.Kind == JobKind.ClearRelatedTo && job.Subject == gone.Value && job.State is JobState.Queued or JobState.Running);

    private IEnumerable<TableEntity> Of(string kind) => rows.Values.Where(row => Is(row.RowKey, kind));

    private static bool IsDeletion(TableEntity line) => line.GetString("Action") == "user.deleted";

    private static bool Is(string key, string kind) => key.StartsWith(kind, StringComparison.Ordinal);

    private void Wrong(bool isWrong, string sentence)
    {
        if (isWrong)
        {
            wrong.Add(sentence);
        }
    }

    private void Wrong<T>(IEnumerable<T> all, Func<T, string> sentence) => wrong.AddRange(all.Select(sentence));
}
