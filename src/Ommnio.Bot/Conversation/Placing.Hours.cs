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
        // Other words may stand between hours and their days, but not between hours and more hours.
        if (values.FindIndex(value => value.Field is Field.WorkingHours) is >= 0 and var at && (at == values.Count - 1 || Hours.Read(said, language) is HoursRead.OnlyDays))
        {
            var both = $"{values[at].Value}, {said}";
            var goesOn = Hours.Read(both, language) is HoursRead.Ok;
            values[at] = goesOn ? (Field.WorkingHours, both) : values[at];
            return goesOn;
        }

        return Hours.Read(said, language) is HoursRead.Ok or HoursRead.OnlyDays && Take(Field.WorkingHours, said);
    }

    // "One week 6-14, the next 14-22": hours that change from week to week are those of no week, so that nothing but the person can say them.
    private void LeaveOutTurns()
    {
        if (values.FindIndex(value => value.Field is Field.WorkingHours) is >= 0 and var at && (Hours.TakeTurns(text) || Hours.AreOfNight(values.Where(value => value.Field is Field.Teams or Field.ChatGroups).Aggregate(text, (rest, value) => rest.Replace(value.Value, "", StringComparison.Ordinal)), values[at].Value)))
        {
            unplaced.Add(values[at].Value);
            values.RemoveAt(at);
        }
    }

    // "Jornada partida de 9 a 13": the words before are of no use to a clock.
    private bool PutHoursWithin(string said) => kinds.HoursWithin(said) is > 0 and var at && PutHours(said[at..]);
}
