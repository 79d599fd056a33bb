using System.Globalization;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Who are the administrators?": whom to ask for what is an Account Administrator's. Names alone, for they may be in none of one's own teams (R35).</summary>
public sealed record WhoAdministers : Wish
{
    internal static readonly Pattern Pattern = new(
        "who are the administrators|who are the account administrators|who are the admins|who are our administrators|who is an administrator|who is an account administrator|who is administrator|who administers the account|list the administrators|show the administrators|show me the administrators|account administrators"
        + "|quienes son los administradores|quienes son los administradores de cuenta|quien es administrador|quien es administrador de cuenta|quien administra la cuenta|quienes administran la cuenta|lista de administradores|muestra los administradores|muestrame los administradores|administradores de cuenta",
        _ => new WhoAdministers());

    internal override Move Go(Seen seen) => new Move.Read(new Effect.ListAdministrators());

    internal override Move Learn(Input result, Seen seen) => result is Input.AdministratorsListed(var names)
        ? new Move.Tell([Reply.Of("list.administrators", names.Count.ToString(CultureInfo.InvariantCulture)), .. names.Select(name => Reply.Of("list.line", name))])
        : base.Learn(result, seen);
}
