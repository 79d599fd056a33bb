using Ommnio.Bot.Conversation.Speech;

namespace Ommnio.Bot.Conversation;

/// <summary>Hours among the other parts.</summary>
internal sealed partial class Placing
{
    // "cashier Mon-Fri 9-17": hours may follow without a comma.
    private void WithHours(string said, Action<string> take)
    {
        var cut = kinds.HoursWithin(said);
        take(cut > 0 ? said[..cut].Trim(Clauses.Edges) : said);
        if (cut > 0)
        {
            PutHours(said[cut..]);
        }
    }

    // Hours may be said in several parts: "de lunes a viernes, de 9 a 14, y de 16 a 19".
    private bool PutHours(string said)
    {
        if (values is [.., (Field.WorkingHours, var sofar)])
        {
            var both = $"{sofar}, {said}";
            var goesOn = Hours.Read(both, language) is HoursRead.Ok;
            values[^1] = goesOn ? (Field.WorkingHours, both) : values[^1];
            return goesOn;
        }

        return Hours.Read(said, language) is HoursRead.Ok or HoursRead.OnlyDays && Take(Field.WorkingHours, said);
    }

    // "Jornada partida de 9 a 13": the words before are of no use to a clock.
    private bool PutHoursWithin(string said) => kinds.HoursWithin(said) is > 0 and var at && PutHours(said[at..]);
}
