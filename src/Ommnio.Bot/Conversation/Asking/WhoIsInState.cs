using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation.Asking;

/// <summary>"Who waits for an invitation?", "what is incomplete?", "who is blocked?"</summary>
public sealed record WhoIsInState(UserState State) : Listing
{
    internal static readonly IReadOnlyList<Pattern> Patterns =
    [
        For(
            UserState.Pending,
            "who waits for an invitation|who is waiting for an invitation|who is waiting|who is pending|who has not accepted yet|who has not accepted|who hasn't accepted yet|who hasn't accepted|who has not signed up|who hasn't signed up|pending users|pending"
            + "|quien espera una invitacion|quien espera invitacion|quien esta esperando una invitacion|quien esta pendiente|quienes estan pendientes|quien no ha aceptado todavia|quien no ha aceptado aun|quien no ha aceptado|quien falta por aceptar|quien no se ha registrado|usuarios pendientes|pendientes"),
        For(
            UserState.NeedsCompletion,
            "what is incomplete|who is incomplete|what is missing|whose data are missing|incomplete users|incomplete|que esta incompleto|que falta por completar|a quien le faltan datos|que falta|usuarios incompletos|incompletos"),
        For(UserState.Blocked, "who is blocked|blocked users|quien esta bloqueado|quienes estan bloqueados|usuarios bloqueados"),
        For(UserState.Inactive, "who is inactive|inactive users|quien esta inactivo|quienes estan inactivos|usuarios inactivos"),
    ];

    internal override PeopleQuery Query => new() { State = Naming.CamelCase(State) };

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
