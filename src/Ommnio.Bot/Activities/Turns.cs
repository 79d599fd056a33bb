using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ommnio.Bot.Conversation;
using Ommnio.Bot.Conversation.Rendering;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>What a turn comes to.</summary>
/// <param name="Messages">To be sent, in order; empty for a delivery that was seen before.</param>
/// <param name="EndsCards">A card that was shown before is of no use any more.</param>
/// <param name="HeldSecret">An ID was typed where it stays readable.</param>
internal sealed record Turned(IReadOnlyList<Message> Messages, bool EndsCards, bool HeldSecret);

/// <summary>
/// The shell of the conversation: reads the draft (or remembers it), reduces, writes it back under its ETag, and only then speaks; then
/// runs what the reducer wants done and feeds the answer back. A turn that lost a race reduces again.
/// </summary>
internal sealed class Turns(IDrafts drafts, ICatalogues catalogues, Administrators administrators, RegisterUser register, People people, Acts acts, FindDuplicates duplicates, PastedLists lists, LatestDrafts latest, InvitationWays ways, IIds ids, TimeProvider time)
{
    private const int MostTries = 5;

    // A list of two hundred rows is eight parts.
    private const int MostRounds = 12;
    private const int MostReads = 8;

    // Three for each delivery, for the last thirty-two.
    private const int Remembered = 96;

    internal async Task<Turned> RunAsync(Administrator administrator, Arrival arrival, CancellationToken cancellationToken)
    {
        List<Message> messages = [];
        var (endsCards, heldSecret) = (false, false);
        var next = arrival;
        for (var round = 0; round < MostRounds && next is not null; round++)
        {
            var (steps, context) = await ReduceAsync(administrator, next, cancellationToken);
            if (steps is not [.., var step])
            {
                break;
            }

            heldSecret |= arrival.Input is Input.Text { Raw: var typed } && typed.Any(char.IsAsciiDigit) && steps.Any(one => one.Replies.Any(reply => reply.Key is "secret.form" or "no.id"));
            messages.AddRange(steps.Select(said => Rendered.Of(said, context)).OfType<Message>());
            endsCards = messages.Exists(said => said.CardJson is not null) || step.Draft.Stage is not (Stage.Collecting or Stage.Menu or Stage.Review);
            next = step.Effects is [var effect, ..] ? arrival with { Input = await DoAsync(administrator, effect, cancellationToken), Fingerprints = [] } : null;
        }

        return new(messages, endsCards, heldSecret);
    }

    /// <summary>The steps up to one that wants something done; none for a delivery that was seen before.</summary>
    private async Task<(IReadOnlyList<Step> Steps, Context Context)> ReduceAsync(Administrator administrator, Arrival arrival, CancellationToken cancellationToken)
    {
        var (organisation, user) = (administrator.Actor.Organisation, administrator.User);
        var catalogue = await catalogues.FindAsync(organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue.");
        var locale = arrival.Locale ?? Languages.For(catalogue.Organisation.Settings.Language);
        var context = new Context(catalogue, administrator.FirstName, administrator.Actor, locale, time.GetUtcNow(), ids.Next(), arrival.HasCards) { Ways = ways };
        var draft = new Draft();
        var stored = latest.Find(administrator) ?? await drafts.ReadAsync(organisation, user, cancellationToken);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var kept = Kept.Read(stored.Json);
            if (arrival.Fingerprints.Any(kept.Seen.Contains))
            {
                return ([], context);
            }

            draft = Draft.Read(kept.Draft);
            var steps = await StepsAsync(draft, arrival.Input, administrator.Actor, context, cancellationToken);
            var isMiss = arrival.Input is Input.Text && steps[^1].Draft.Misses > draft.Misses;
            var after = new Kept(steps[^1].Draft.Write(), [.. kept.Seen.TakeLast(Remembered - arrival.Fingerprints.Length), .. arrival.Fingerprints]);
            var write = await drafts.WriteAsync(organisation, user, after.Write(), stored.ETag, cancellationToken);
            latest.Remember(administrator, write);
            if (write.IsWritten)
            {
                if (isMiss)
                {
                    Telemetry.Missed(locale);
                }

                return (steps, context);
            }

            stored = write.Now;
        }

        // Other processes were faster again and again. Nothing of this was stored; what an effect did is found again by its key.
        return ([new(draft, [new("busy", [], [], CardKind.None, [])], [])], context);
    }

    // What only reads is read before the draft is written, so that a question costs one write of it like any turn.
    private async Task<IReadOnlyList<Step>> StepsAsync(Draft draft, Input input, Actor actor, Context context, CancellationToken cancellationToken)
    {
        using var span = Telemetry.Source.StartActivity(Telemetry.Understand);
        List<Step> steps = [Reducer.Reduce(draft, input, context)];
        while (steps.Count <= MostReads && steps[^1].Effects is [var effect, ..] && await people.ReadAsync(actor, effect, context.Catalogue, cancellationToken) is { } learned)
        {
            steps.Add(Reducer.Reduce(steps[^1].Draft, learned, context));
        }

        return steps;
    }

    private async Task<Input> DoAsync(Administrator administrator, Effect effect, CancellationToken cancellationToken)
    {
        switch (effect)
        {
            case Effect.KeepList keep:
                return await lists.KeepAsync(administrator, keep, cancellationToken);
            case Effect.RegisterList part:
                return await lists.RegisterAsync(administrator, part, cancellationToken);
            case Effect.FindDuplicates(var fields):
                return await FindDuplicatesAsync(administrator.Actor, fields, cancellationToken);
            case Effect.Register wanted:
                return await RegisterAsync(administrator, wanted, cancellationToken);
            default:
                return await ActAsync(administrator, effect, cancellationToken);
        }
    }

    private async Task<Input> ActAsync(Administrator administrator, Effect effect, CancellationToken cancellationToken)
    {
        // Rights are read when something is done, not when it was talked about.
        if (await administrators.RefreshAsync(administrator.Actor.Organisation, administrator.User, cancellationToken) is not { } now)
        {
            return new Input.Refused([new("request.actor_without_rights", null)]);
        }

        var catalogue = await catalogues.FindAsync(administrator.Actor.Organisation, cancellationToken) ?? throw new InvalidOperationException("The organisation has no catalogue.");
        return await acts.DoAsync(now, effect, catalogue, cancellationToken) ?? throw new InvalidOperationException("An effect that nobody does.");
    }

    private async Task<Input> FindDuplicatesAsync(Actor actor, UserFields fields, CancellationToken cancellationToken)
    {
        var region = (await catalogues.FindAsync(actor.Organisation, cancellationToken))!.Organisation.Settings.Region;
        var found = await duplicates.HandleAsync(actor, fields, region, cancellationToken);
        return new Input.DuplicatesFound(found.Taken, [.. found.Namesakes.Select(user => People.Found(user, isNamesake: false))], [.. found.Near.Select(user => People.Found(user, isNamesake: false))]);
    }

    private async Task<Input> RegisterAsync(Administrator administrator, Effect.Register wanted, CancellationToken cancellationToken)
    {
        // Rights are read when something is done, not when it was talked about.
        if (await administrators.RefreshAsync(administrator.Actor.Organisation, administrator.User, cancellationToken) is not { } now)
        {
            return new Input.RegistrationRefused([new("request.actor_without_rights", null)]);
        }

        // Others register too: who has come to have the same name since the summary is asked about first.
        if (wanted.Namesakes is { } known && await duplicates.NamesakesAsync(now.Actor, wanted.Fields, cancellationToken) is var namesakes && namesakes.Any(user => !known.Contains(user.Id.ToString())))
        {
            return new Input.DuplicatesFound([], [.. namesakes.Select(user => People.Found(user, isNamesake: false))], []);
        }

        var outcome = await register.HandleAsync(new(now.Actor, wanted.Fields, null, new(new($"bot{wanted.Key:N}"), "")), cancellationToken);
        return outcome switch
        {
            RegisterUserOutcome.Registered done => new Input.Registered(done.User, done.Warnings),
            RegisterUserOutcome.Refused refused => new Input.RegistrationRefused(refused.Problems),
            RegisterUserOutcome.Taken taken => new Input.RegistrationRefused([taken.Problem]),
            RegisterUserOutcome.Forbidden forbidden => new Input.RegistrationRefused([forbidden.Problem]),
            _ => throw new InvalidOperationException("A key of a registration was used for something else."),
        };
    }

    /// <summary>What lies in the draft's row: the draft, and the deliveries that were taken already.</summary>
    private sealed record Kept(string? Draft, ImmutableArray<string> Seen)
    {
        // It is stored, never shown in a page: escaped quotes and accents would only make it longer.
        private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

        internal static Kept Read(string? json) => json is null ? new(null, []) : JsonSerializer.Deserialize<Kept>(json, Json)!;

        internal string Write() => JsonSerializer.Serialize(this, Json);
    }
}
