using Ommnio.Bot.Conversation.Asking;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Acting;

/// <summary>"Change Ana's position to Manager": any field but the ID, which is typed nowhere, and memberships, which are joined and left.</summary>
/// <param name="Text">Null empties the field.</param>
public sealed record Setting(Field Field, string? Text) : Changing
{
    internal static readonly Pattern Pattern = new(
        "change {who} 's {field} to {value}|set {who} 's {field} to {value}|update {who} 's {field} to {value}|{who} 's {field} is {value}|{who} 's {field} is now {value}"
        + "|change {field} of {who} to {value}|set {field} of {who} to {value}|cambia {field} de {who} a {value}|cambia {field} de {who} por {value}|pon {field} de {who} a {value}"
        + "|clear {who} 's {field}|remove {who} 's {field}|clear {field} of {who}|remove {field} of {who}|borra {field} de {who}|quita {field} de {who}|vacia {field} de {who}|clear her {field}|clear his {field}|clear their {field}|remove her {field}|remove his {field}|remove their {field}|quitale {field}|borrale {field}",
        said => Corrections.OnlyField(said["field"]) is { } field && said.Who() is { } who ? Of(field, said.Find("value"), who) : null);

    /// <summary>The same said in the words of a correction, of somebody who was spoken of.</summary>
    internal static Wish Of(Field field, string? text, Person who) => field switch
    {
        Field.RelatedTo when text is not null => new Reporting { Who = who, Other = new(text) },
        _ => new Setting(field, text) { Who = who },
    };

    internal override UserAct? Right => Field is Field.Phone or Field.Email or Field.Code ? UserAct.ChangeContact : null;

    internal override Move Go(Seen seen)
    {
        if (Edit is not null)
        {
            return new Move.Do();
        }

        var spec = FieldTable.Of(Field);
        if (Text is null)
        {
            return spec.Required ? new Move.Tell(Reply.Of("set.required", spec.Name(seen.Language))) : Ready(new());
        }

        return Field switch
        {
            Field.NationalId => new Move.Tell(Reply.Of("set.no.id")),
            Field.Teams or Field.ChatGroups => new Move.Tell(Reply.Of("set.membership", seen.Who.Name.Full)),
            _ => FieldReading.Read(Field, Text, new(), seen.Context, seen.Language) switch
            {
                Reading.Ok(var values, _) => Ready(values),
                Reading.Ask({ Choices: { Length: > 0 } choices, Kind: var kind }, _) => new Move.Which(kind == PendingKind.NewLabel ? "unknown.label" : "which", [spec.Name(seen.Language), Text], choices),
                Reading.Bad(var problem) => new Move.Tell(Reply.Of("catalogue", Showing.InWords(problem, seen.Language))),
                _ => new Move.Tell(Reply.Of("set.unclear", spec.Name(seen.Language), Text)),
            },
        };
    }

    internal override Wish Chosen(string value) => Ready(FieldReading.Put(Field, value, new())).Wish;

    // What was sent to an address, and who agreed to a number, does not come back with it.
    internal override Act? Reverse(User before) => Field is Field.Phone or Field.PhoneConsent or Field.Email ? null : base.Reverse(before);

    internal override Reply Said(Input.Done done, Seen seen)
    {
        var draft = new Draft { Values = UserFields.Of(done.User), ManagerName = done.User.RelatedTo?.Name };
        var name = FieldTable.Of(Field).Name(seen.Language);
        return FieldTable.IsSet(draft.Values, Field)
            ? Reply.Of("set.done", done.User.Name.Full, name, Showing.Value(Field, draft, seen.Context, seen.Language))
            : Reply.Of("set.cleared", done.User.Name.Full, name);
    }

    private Move.Become Ready(UserFields values) => new(this with { Edit = new Edit.Set(Field, values) });
}
