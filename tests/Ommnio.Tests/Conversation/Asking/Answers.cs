using Ommnio.Bot.Conversation;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Tests.Conversation.Asking;

/// <summary>What the storage of the company would answer in one conversation.</summary>
internal sealed class Answers(Actor actor)
{
    private const int OnAMessage = 8;
    private readonly List<User> users = [.. Company.Users];
    private readonly CompanyKeys keys = new();
    private readonly Invitees invitees = new(Company.Catalogue, actor, Company.Ways, Fixture.Start);

    internal Input To(Effect effect)
    {
        foreach (var user in Seen)
        {
            invitees.Users[user.Id.ToString()] = user with { Invitation = invitees.Users.GetValueOrDefault(user.Id.ToString())?.Invitation };
        }

        return effect is Effect.Invite or Effect.SendNow or Effect.ShowInvitation or Effect.Uninvite or Effect.Look ? invitees.To(effect) ?? Otherwise(effect) : Otherwise(effect);
    }

    private Input Otherwise(Effect effect) => effect switch
    {
        Effect.FindPeople(var said) => new Input.PeopleFound(People(said)),
        Effect.FindUsers(var query) => new Input.UsersFound(query, People(query)),
        Effect.Look => new Input.Looked(null),
        Effect.ListAdministrators => new Input.AdministratorsListed([.. users.Where(user => user.AdministersAccount).Select(user => user.Name.Full)]),
        Effect.List(var query, var from) => Listed([.. Seen.Where(user => IsAskedFor(user, query))], from?.Skip ?? 0, query.WithInvitations),
        Effect.Block(var id) => Blocked(id, Fixture.Start),
        Effect.Unblock(var id) => Blocked(id, null),
        Effect.Delete(var id, _) => Deleted(id),
        Effect.Change(var id, var edit, var version) => Seen.FirstOrDefault(user => user.Id.ToString() == id) is { } user ? version is { } expected && expected != user.Version ? new Input.Refused([new("request.stale", null)]) : Changed(user, edit.On) : new Input.Refused([new("user.not_found", null)]),
        Effect.ChangeAll(var query, var edit) => ChangedAll([.. Seen.Where(user => IsAskedFor(user, query))], edit.On),
        Effect.InviteAll(var query, _, var ways, _) => invitees.InvitedAll(Seen.Where(user => IsAskedFor(user, query)), ways),
        Effect.Uninvite => new Input.Refused([new("invitation.not_found", null)]),
        Effect.FindDuplicates => new Input.DuplicatesFound([], [], []),
        Effect.Register(_, var fields, _) => Registered(fields),
        _ => keys.To(effect) ?? throw new InvalidOperationException("The company does not do that."),
    };

    private IEnumerable<User> Seen => users.Where(user => Authority.MaySee(actor, Subject.Of(user))).OrderBy(user => user.Name.Folded, StringComparer.Ordinal);

    private List<FoundUser> People(string said)
    {
        var found = Seen.Where(user => IsCode(user, said)).ToList();
        found = found.Count > 0 ? found : [.. Seen.Where(user => IsCalled(user, said))];
        return [.. found.Select(user => new FoundUser(user.Id.ToString(), user.Name.Full, user.Area!.Text))];
    }

    private Input Registered(UserFields fields)
    {
        var (user, _, problems) = new ReadUser(fields with { RelatedTo = null }, Company.Catalogue, actor, null, null, fields.PhoneConsent is true, Fixture.Start).Read(new(new Guid(900 + users.Count, 0, 0, new byte[8])));
        if (user is null)
        {
            return new Input.RegistrationRefused(problems);
        }

        users.Add(user);
        return new Input.Registered(user, []);
    }

    private Input.Done Blocked(string id, DateTimeOffset? since)
    {
        var before = Seen.First(user => user.Id.ToString() == id);
        var after = before with { BlockedAt = since };
        users[users.IndexOf(before)] = after;
        return new Input.Done(after, RuleMoves.None, []);
    }

    private Input Deleted(string id)
    {
        var user = Seen.First(user => user.Id.ToString() == id);
        if (!user.Teams.All(membership => actor.Scope?.Contains(membership.Team) ?? true))
        {
            return new Input.Refused([new("user.higher_rights", null)]);
        }

        users.Remove(user);
        return new Input.Deleted();
    }

    private Input Changed(User before, Func<UserFields, UserFields> edit)
    {
        var fields = edit(UserFields.Of(before));
        var manager = users.Find(user => user.Id.ToString() == fields.RelatedTo?.Id);
        var (after, _, problems) = new ReadUser(fields, Company.Catalogue, actor, before, manager is null ? null : new(manager.Id, manager.Name.Full), fields.PhoneConsent is true, Fixture.Start).Read(before.Id);
        if (after is null)
        {
            return new Input.Refused(problems);
        }

        if (Authority.Forbids(actor, before, after, nationalId: false, Company.Catalogue) is { } forbidden)
        {
            return new Input.Refused([forbidden]);
        }

        after = after with { Teams = RunRules.On(after, Company.Catalogue), Version = before.Version + 1 };
        users[users.IndexOf(before)] = after;
        return new Input.Done(after, RunRules.Moves(before, after), [.. Outcomes.Warnings(after, Company.Catalogue), .. Outcomes.Stays(before, after, actor, Company.Catalogue)]);
    }

    private Input.DoneToAll ChangedAll(List<User> all, Func<UserFields, UserFields> edit)
    {
        var changes = all.Select(user => Changed(user, edit)).ToList();
        return new(changes.OfType<Input.Done>().Count(), [.. changes.OfType<Input.Refused>().SelectMany(refused => refused.Problems)]);
    }

    private Input.Listed Listed(List<User> all, int skip, bool withInvitations)
    {
        var shown = all.Skip(skip).Take(OnAMessage).Select(user => new PersonLine(user.Id.ToString(), user.Name.Full, user.Position!.Text, user.Area!.Text, user.Code?.Text)
        {
            Looked = withInvitations ? invitees.To(new Effect.Look($"{user.Id}", true)) as Input.Looked : null,
        }).ToList();
        var beyond = Math.Max(0, all.Count - skip - shown.Count);
        return new(shown, beyond, true, beyond > 0 ? new(null, skip + shown.Count) : null);
    }

    private static bool IsAskedFor(User user, PeopleQuery query) =>
        (query.Text is not { } text || IsCode(user, text) || IsCalled(user, text))
        && (query.State is not { } state || Naming.CamelCase(user.StateAt(Fixture.Start)) == state)
        && (query.RelatedTo is not { } manager || user.RelatedTo?.Id.ToString() == manager)
        && (query.Team is not { } team || user.Teams.Any(membership => membership.Team.ToString() == team))
        && (query.ChatGroup is not { } group || Groups(user).Contains(group))
        && (query.Area is not { } area || user.Area == new Label(area))
        && (query.Location is not { } location || user.Location == new Label(location))
        && (!query.InNoGroup || Groups(user).Count == 0);

    private static List<string> Groups(User user) =>
        [.. Company.Catalogue.GroupsOf(user.ChatGroups, user.Teams.Select(membership => membership.Team)).Select(group => group.Group.Id.ToString())];

    private static bool IsCode(User user, string text) => string.Equals(user.Code?.Text, text, StringComparison.OrdinalIgnoreCase);

    private static bool IsCalled(User user, string text)
    {
        var key = PlainText.Fold(text);
        return user.Name.Folded.StartsWith(key, StringComparison.Ordinal) || PlainText.Fold(user.Name.Last).StartsWith(key, StringComparison.Ordinal);
    }
}
