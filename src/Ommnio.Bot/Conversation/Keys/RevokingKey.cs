using Ommnio.Bot.Conversation.Asking;
using Ommnio.Core.Governing;

namespace Ommnio.Bot.Conversation.Keys;

/// <summary>"Revoke the payroll API key": within a minute it opens nothing any more.</summary>
public sealed record RevokingKey : KeyAct
{
    private static readonly string[] Verbs = ["revoke", "cancel", "delete", "remove", "end", "revoca", "revocar", "anula", "anular", "elimina", "eliminar", "borra", "borrar", "quita"];

    internal static readonly Pattern Pattern = new(
        $"{Ways([.. Verbs, .. Verbs.Select(verb => $"{verb} the"), .. Verbs.Select(verb => $"{verb} an"), .. Verbs.Select(verb => $"{verb} la"), .. Verbs.Select(verb => $"{verb} una")], Nouns, ["", "of {key}", "for {key}", "de {key}", "para {key}", "{key}"])}"
        + "|revoke the {key} api key|cancel the {key} api key|delete the {key} api key|remove the {key} api key|revoke the {key} key|revoke the key {key}|revoca la clave de {key}|revoca la clave {key}|anula la clave de {key}",
        said => new RevokingKey { Named = said.Find("key") });

    internal override AccountAct? OfAccount => AccountAct.RevokeKey;

    internal override Effect Effect(Guid key) => new Effect.RevokeKey(Id!);

    private protected override Reply Sure(Seen seen) => Reply.Of("key.revoke.sure", Name!, Id!);
}
