namespace Ommnio.Bot.Conversation;

/// <summary>
/// The conversation: from a draft and what happened to a draft, replies and effects. Pure and total: it reads no clock, makes
/// no ids, and throws for nothing that anybody may say.
/// </summary>
public static class Reducer
{
    public static Step Reduce(Draft draft, Input input, Context context)
    {
        var turn = new Turn(draft, context);
        turn.Wake(recalls: input is Input.Text or Input.File or Input.Joined);
        switch (input)
        {
            case Input.Joined joined:
                turn.Welcome(joined.Conversation);
                break;
            case Input.Text text:
                turn.Hear(text.Raw);
                break;
            case Input.Card card:
                turn.Take(card);
                break;
            case Input.File file:
                turn.Take(file);
                break;
            case Input.Other:
                turn.SayOnlyText();
                break;
            default:
                turn.Learn(input);
                break;
        }

        return turn.End();
    }
}
