using System.Globalization;
using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Governing;

namespace Ommnio.Bot.Conversation.Keys;

/// <summary>"Show the API keys": their names, what they may, and until when; never the keys.</summary>
public sealed record ListingKeys : Wish
{
    internal static readonly Pattern Pattern = new(
        "api keys|the api keys|our api keys|show api keys|show the api keys|show me the api keys|show our api keys|list api keys|list the api keys|which api keys are there|what api keys are there|which api keys do we have|what api keys do we have|who has an api key"
        + "|claves de api|las claves de api|nuestras claves de api|muestra las claves de api|muestrame las claves de api|ver las claves de api|lista las claves de api|ensename las claves de api|que claves de api hay|que claves de api tenemos|lista de claves de api|claves api",
        _ => new ListingKeys());

    internal override AccountAct? OfAccount => AccountAct.SeeKeys;

    internal override Move Go(Seen seen) => new Move.Read(new Effect.ListKeys());

    internal override Move Learn(Input result, Seen seen) => result switch
    {
        Input.KeysListed { Keys.Count: 0 } => new Move.Tell(Reply.Of("key.list.none") with { Choices = [New(seen)] }),
        Input.KeysListed(var keys) => new Move.Tell([Reply.Of("key.list", keys.Count.ToString(CultureInfo.InvariantCulture)), .. keys.Select((key, index) => Line(key, seen) with { Choices = index == keys.Count - 1 ? [New(seen)] : [] })]),
        _ => base.Learn(result, seen),
    };

    private static Reply Line(KeyEntry key, Seen seen)
    {
        var (kind, since) = (KeyReplies.Kind(key.Scopes, seen.Language), KeyReplies.Day(key.CreatedAt, seen));
        return key.ExpiresAt is not { } end ? Reply.Of("key.line", key.Name, key.Id, kind, since)
            : end <= seen.Context.Now ? Reply.Of("key.line.ended", key.Name, key.Id, kind, since, KeyReplies.Day(end, seen))
            : Reply.Of("key.line.ends", key.Name, key.Id, kind, since, KeyReplies.When(end, seen));
    }

    private static Choice New(Seen seen) => BotTexts.Say("button.key", seen.Language) is var title ? new(title, title) : null!;
}
