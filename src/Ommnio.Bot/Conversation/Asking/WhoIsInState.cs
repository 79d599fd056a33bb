using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Who waits for an invitation?", "what is incomplete?", "who is blocked?"</summary>
public sealed record WhoIsInState(UserState State) : Listing
{
    private const int MostOffers = 3;

    internal static readonly IReadOnlyList<Pattern> Patterns =
    [
        For(
            UserState.Pending,
            "who waits for an invitation|who is waiting for an invitation|who is waiting|who is pending|who has not accepted yet|who has not accepted|who hasn't accepted yet|who hasn't accepted|who has not signed up|who hasn't signed up|pending users|pending|who has not accepted the invitation|who has not accepted their invitation|who hasn't accepted the invitation|who did not accept|who didn't accept|who has not joined yet|who hasn't joined yet"
            + "|who has not been invited|who hasn't been invited|who has not been invited yet|who was never invited|who is not invited yet|who has been invited|who is invited"
            + "|quien espera una invitacion|quien espera invitacion|quien esta esperando una invitacion|quien esta pendiente|quienes estan pendientes|quien no ha aceptado todavia|quien no ha aceptado aun|quien no ha aceptado|quien falta por aceptar|quien no se ha registrado|usuarios pendientes|pendientes|quien no ha aceptado la invitacion|quienes no han aceptado|quienes no han aceptado la invitacion|quienes no se han registrado|quien no se ha registrado todavia|quien no se ha registrado aun|quien no ha entrado todavia"
            + "|quien no ha sido invitado|quien no esta invitado|quien esta invitado|quien esta sin invitar|a quien no se ha invitado|a quien no hemos invitado|a quien he invitado|a quien falta por invitar|quien falta por invitar|a quien hemos invitado"),
        For(
            UserState.NeedsCompletion,
            "what is incomplete|who is incomplete|what is missing|whose data are missing|incomplete users|incomplete|que esta incompleto|que falta por completar|a quien le faltan datos|que falta|usuarios incompletos|incompletos"),
        For(UserState.Blocked, "who is blocked|blocked users|quien esta bloqueado|quienes estan bloqueados|usuarios bloqueados"),
        For(UserState.Inactive, "who is inactive|inactive users|quien esta inactivo|quienes estan inactivos|usuarios inactivos"),
    ];

    internal override PeopleQuery Query => new() { State = Naming.CamelCase(State), WithInvitations = State == UserState.Pending };

    // Buttons for the first few; the lines tell of all.
    internal override IReadOnlyList<string> Offers(IReadOnlyList<PersonLine> people, Seen seen)
    {
        List<string> each = [.. people.Select(person => person.Looked is { } looked ? InvitationWords.Next(looked, seen) : null).OfType<string>()];
        return [.. each.Take(MostOffers), .. each.Count > 1 ? [BotTexts.Say("button.invite.pending", seen.Language)] : (string[])[]];
    }

    internal override Reply Head(string count, Language language) => State switch
    {
        UserState.Pending => Reply.Of("list.pending", count),
        UserState.Blocked => Reply.Of("list.blocked", count),
        UserState.Inactive => Reply.Of("list.inactive", count),
        _ => Reply.Of("list.incomplete", count),
    };

    internal override Reply Nobody(Language language) => Reply.Of(State switch
    {
        UserState.Pending => "list.pending.none",
        UserState.Blocked => "list.blocked.none",
        UserState.Inactive => "list.inactive.none",
        _ => "list.incomplete.none",
    });

    private static Pattern For(UserState state, string ways) => new(ways, _ => new WhoIsInState(state));
}
