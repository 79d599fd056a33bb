using System.Collections.Immutable;
using System.Text.Json;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Core.Drafting;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>What a turn knows of how it came: the locale, whether cards can be shown, and what tells it from others.</summary>
/// <param name="Fingerprint">The same for a delivery that is repeated; null is never the same.</param>
internal sealed record Arrival(Input Input, Language? Locale, bool HasCards, string? Fingerprint);

/// <summary>
/// The shell of the conversation: reads the draft, reduces, writes it back under its ETag, and only then speaks; then runs what
/// the reducer wants done and feeds the answer back. A turn that lost a race reads again and reduces again.
/// </summary>
internal sealed class Turns(IDrafts drafts, ICatalogues catalogues, Administrators administrators, RegisterUser register, InviteUser invite, FindUsers find, BotSettings settings, IIds ids, TimeProvider time)
{
    private const int MostTries = 5;
    private const int MostRounds = 4;
    private const int Remembered = 32;

    /// <summary>Messages to be sent, in order; empty for a delivery that was seen before.</summary>
    internal async Task<IReadOnlyList<Message>> RunAsync(Administrator administrator, Arrival arrival, CancellationToken cancellationToken)
    {
        List<Message> messages = [];
        var next = arrival;
        for (var round = 0; round < MostRounds && next is not null; round++)
        {
            var (step, context) = await ReduceAsync(administrator, next, cancellationToken);
            if (step is null)
            {
                break;
            }

            if (Rendered.Of(step, context) is { } message)
            {
                messages.Add(message);
            }

            next = step.Effects is [var effect, ..] ? arrival with { Input = await DoAsync(administrator, effect, cancellationToken), Fingerprint = null } : null;
        }

        return messages;
    }

    private async Task<(Step? Step, Context Context)> ReduceAsync(Administrator administrator, Arrival arrival, CancellationToken cancellationToken)
    {
        var (organisation, user) = (administrator.Actor.Organisation, administrator.User);
        var catalogue = await catalogues.FindAsync(organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue.");
        var locale = arrival.Locale ?? Languages.For(catalogue.Organisation.Settings.Language);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var stored = await drafts.ReadAsync(organisation, user, cancellationToken);
            var kept = Kept.Read(stored.Json);
            var context = new Context(catalogue, administrator.FirstName, administrator.Actor.Scope, locale, time.GetUtcNow(), ids.Next(), arrival.HasCards);
            if (arrival.Fingerprint is { } seen && kept.Seen.Contains(seen))
            {
                return (null, context);
            }

            var step = Reducer.Reduce(Draft.Read(kept.Draft), arrival.Input, context);
            var after = new Kept(step.Draft.Write(), arrival.Fingerprint is { } mark ? [.. kept.Seen.TakeLast(Remembered - 1), mark] : kept.Seen);
            if (await drafts.WriteAsync(organisation, user, after.Write(), stored.ETag, cancellationToken))
            {
                return (step, context);
            }
        }

        throw new InvalidOperationException("The draft was changed by other turns again and again.");
    }

    private async Task<Input> DoAsync(Administrator administrator, Effect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case Effect.FindUsers(var query):
                var page = await find.ListAsync(administrator.Actor, query, 6, null, cancellationToken);
                return new Input.UsersFound(query, [.. page!.Items.Select(user => new FoundUser(user.Id.ToString(), user.Name.Full, user.Area.Text))]);
            case Effect.Register(var key, var fields):
                return await RegisterAsync(administrator, key, fields, cancellationToken);
            case Effect.Invite(var user):
                return await InviteAsync(administrator, user, cancellationToken);
            default:
                throw new InvalidOperationException("An effect that nobody does.");
        }
    }

    private async Task<Input> RegisterAsync(Administrator administrator, Guid key, UserFields fields, CancellationToken cancellationToken)
    {
        // Rights are read when something is done, not when it was talked about.
        if (await administrators.RefreshAsync(administrator.Actor.Organisation, administrator.User, cancellationToken) is not { } now)
        {
            return new Input.RegistrationRefused([new("request.actor_without_rights", null)]);
        }

        var outcome = await register.HandleAsync(new(now.Actor, fields, null, new(new($"bot{key:N}"), "")), cancellationToken);
        return outcome switch
        {
            RegisterUserOutcome.Registered done => new Input.Registered(done.User.Id.ToString(), done.User.Name.Full, done.Warnings),
            RegisterUserOutcome.Refused refused => new Input.RegistrationRefused(refused.Problems),
            RegisterUserOutcome.Taken taken => new Input.RegistrationRefused([taken.Problem]),
            RegisterUserOutcome.Forbidden forbidden => new Input.RegistrationRefused([forbidden.Problem]),
            _ => throw new InvalidOperationException("A key of a registration was used for something else."),
        };
    }

    private async Task<Input> InviteAsync(Administrator administrator, string user, CancellationToken cancellationToken)
    {
        if (await administrators.RefreshAsync(administrator.Actor.Organisation, administrator.User, cancellationToken) is not { } now || UserId.TryParse(user) is not { } id)
        {
            return new Input.InvitationRefused(new("request.actor_without_rights", null));
        }

        return await invite.HandleAsync(new(now.Actor, id, InvitationChannel.Link, new(new($"botinvite{id}"), "")), cancellationToken) switch
        {
            InviteUserOutcome.Invited invited => new Input.Invited(settings.InvitationLink(invited.Token)),
            InviteUserOutcome.Refused refused => new Input.InvitationRefused(refused.Problem),
            _ => new Input.InvitationRefused(new("user.not_found", null)),
        };
    }

    /// <summary>What lies in the draft's row: the draft, and the deliveries that were taken already.</summary>
    private sealed record Kept(string? Draft, ImmutableArray<string> Seen)
    {
        internal static Kept Read(string? json) => json is null ? new(null, []) : JsonSerializer.Deserialize<Kept>(json)!;

        internal string Write() => JsonSerializer.Serialize(this);
    }
}
