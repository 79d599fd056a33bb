using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;

namespace Ommnio.Bot.Conversation.Keys;

/// <summary>"Rotate the payroll API key": another one that may do the same, and the old one works for a week yet.</summary>
public sealed record RotatingKey : KeyAct
{
    private static readonly string[] Verbs = ["rotate", "renew", "replace", "rota", "rotar", "renueva", "renovar", "sustituye"];

    internal static readonly Pattern Pattern = new(
        $"{Ways([.. Verbs, .. Verbs.Select(verb => $"{verb} the"), .. Verbs.Select(verb => $"{verb} an"), .. Verbs.Select(verb => $"{verb} la"), .. Verbs.Select(verb => $"{verb} una")], Nouns, ["", "of {key}", "for {key}", "de {key}", "para {key}", "{key}"])}"
        + "|rotate the {key} api key|renew the {key} api key|replace the {key} api key|rotate the {key} key|rotate the key {key}|rota la clave de {key}|rota la clave {key}|renueva la clave de {key}",
        said => new RotatingKey { Named = said.Find("key") });

    internal override AccountAct? OfAccount => AccountAct.RotateKey;

    internal override Effect Effect(Guid key) => new Effect.RotateKey(key, Id!);

    private protected override Reply Sure(Seen seen) => Reply.Of("key.rotate.sure", Name!, Id!);
}
