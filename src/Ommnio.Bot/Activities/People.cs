using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Listing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Activities;

/// <summary>What the conversation wants to know of users. It reads with the administrator's own rights, so whoever is out of scope is not there.</summary>
internal sealed class People(FindUsers find, ListUsers list, IInvitations invitations, FindAdministrators administrators, OrganisationKeys keys)
{
    private const int MostPages = 5;
    private const int MostFound = 6;
    private const int OnAMessage = 8;
    private const int OnAPage = 100;
    private const int OnALongPage = 1_000;

    /// <summary>Null for an effect that does more than read.</summary>
    internal async Task<Input?> ReadAsync(Actor actor, Effect effect, Catalogue catalogue, CancellationToken cancellationToken) => effect switch
    {
        Effect.FindUsers(var query) => new Input.UsersFound(query, await FindAsync(actor, query, cancellationToken)),
        Effect.FindPeople(var said) => new Input.PeopleFound(await NamedAsync(actor, said, cancellationToken)),
        Effect.Look(var user, var withInvitation) => await LookAsync(actor, user, withInvitation, cancellationToken),
        Effect.List(var query, var place) => await ListAsync(actor, query, place ?? new(null, 0), catalogue, cancellationToken),
        Effect.ListAdministrators => await administrators.HandleAsync(actor, cancellationToken) is { } found ? new Input.AdministratorsListed([.. found.Select(user => user.Name.Full)]) : new Input.Refused([new("request.actor_without_rights", null)]),
        _ => await keys.ReadAsync(actor, effect, cancellationToken),
    };

    /// <summary>Everybody whom the query lists, up to so many.</summary>
    internal async Task<IReadOnlyList<UserSummary>> AllAsync(Actor actor, PeopleQuery query, int most, Catalogue catalogue, CancellationToken cancellationToken) =>
        [.. (await PageAsync(actor, query, null, most, catalogue, cancellationToken)).People.Take(most)];

    private async Task<Input.Looked> LookAsync(Actor actor, string said, bool withInvitation, CancellationToken cancellationToken)
    {
        var user = UserId.TryParse(said) is { } id ? await find.ByIdAsync(actor, id, cancellationToken) : null;
        var newest = withInvitation && user?.Invitation is { } made ? await invitations.FindAsync(actor.Organisation, user.Id, made, cancellationToken) : null;
        return new Input.Looked(user) { Invitation = newest?.Value };
    }

    private async Task<Input> ListAsync(Actor actor, PeopleQuery query, ListPlace at, Catalogue catalogue, CancellationToken cancellationToken)
    {
        if (query.Text is { } text && await CodedAsync(actor, text, cancellationToken) is { } coded)
        {
            return new Input.Listed([new(coded.Id.ToString(), coded.Name.Full, UserView.Text(coded.Position), UserView.Text(coded.Area), coded.Code?.Text)], 0, true, null);
        }

        var (people, next, looked) = await PageAsync(actor, query, at.After, at.Skip + OnAMessage, catalogue, cancellationToken);
        var shown = people.Skip(at.Skip).Take(OnAMessage).ToList();
        var beyond = Math.Max(0, people.Count - at.Skip - shown.Count);
        PersonLine[] lines = [.. shown.Select(Line)];
        lines = query.WithInvitations ? await Task.WhenAll(lines.Select(async line => line with { Looked = await LookAsync(actor, line.Id, true, cancellationToken) })) : lines;
        return new Input.Listed(lines, beyond, next is null, beyond > 0 ? at with { Skip = at.Skip + shown.Count } : next is null ? null : new(next, 0)) { LookedAt = query.InNoGroup && next is not null ? looked : null };
    }

    // At least so many, if they are found on so many pages: where filters hardly meet, a page may hold few. Of who is in no chat group
    // there is no list to read, since one link of a team puts all of its members into a group: names are gone through, 5,000 for a message.
    private async Task<(List<UserSummary> People, string? Next, int Looked)> PageAsync(Actor actor, PeopleQuery query, string? after, int least, Catalogue catalogue, CancellationToken cancellationToken)
    {
        var fields = new UserListFields(query.Text, query.State, query.Team, query.ChatGroup, Area: query.Area, Location: query.Location, RelatedTo: query.RelatedTo);
        var (people, looked) = (new List<UserSummary>(), 0);
        for (var pages = 0; pages < MostPages && (pages == 0 || (after is not null && people.Count < least)); pages++)
        {
            // A cursor that has aged away ends the list, as does a place that is gone meanwhile.
            if (await list.HandleAsync(new(actor, fields, query.InNoGroup ? OnALongPage : OnAPage, after), cancellationToken) is not ListUsersOutcome.Listed(var page))
            {
                return (people, null, looked);
            }

            people.AddRange(page.Items.Select(item => item.User).Where(user => !query.InNoGroup || IsInNoGroup(user, catalogue)));
            (after, looked) = (page.Next, looked + page.Items.Count);
        }

        return (people, after, looked);
    }

    private static bool IsInNoGroup(UserSummary user, Catalogue catalogue) => catalogue.GroupsOf(user.ChatGroups, user.Teams.Select(membership => membership.Team)).Count == 0;

    private static PersonLine Line(UserSummary user) => new(user.Id.ToString(), user.Name.Full, UserView.Text(user.Position), UserView.Text(user.Area), user.Code?.Text);

    private async Task<IReadOnlyList<FoundUser>> NamedAsync(Actor actor, string said, CancellationToken cancellationToken) =>
        await CodedAsync(actor, said, cancellationToken) is { } user ? [new(user.Id.ToString(), user.Name.Full, UserView.Text(user.Area))] : await FindAsync(actor, said, cancellationToken);

    // What has a digit may be a code, and then it means one alone; names seldom have one.
    private async Task<User?> CodedAsync(Actor actor, string said, CancellationToken cancellationToken) =>
        said.Any(char.IsAsciiDigit) && EmployeeCode.Read(said, "code").Value is { } code ? await find.ByCodeAsync(actor, code, cancellationToken) : null;

    private async Task<IReadOnlyList<FoundUser>> FindAsync(Actor actor, string query, CancellationToken cancellationToken) =>
        await list.HandleAsync(new(actor, new(Text: query), MostFound, After: null), cancellationToken) is ListUsersOutcome.Listed(var page)
            ? [.. page.Items.Select(item => item.User).GroupBy(user => (user.Name.Full, user.Area?.Text)).SelectMany(alike => alike.Select(user => Found(user, alike.Count() > 1)))]
            : [];

    // Two of one name and area could not be told apart, neither by the administrator nor by their answer.
    internal static FoundUser Found(UserSummary user, bool isNamesake) =>
        new(user.Id.ToString(), user.Name.Full, isNamesake ? $"{UserView.Text(user.Area)}, {user.Code?.Text ?? UserView.Text(user.Position)}" : UserView.Text(user.Area)) { Position = UserView.Text(user.Position), Code = user.Code?.Text };
}
