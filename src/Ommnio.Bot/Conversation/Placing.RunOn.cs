using Ommnio.Bot.Conversation.Speech;

namespace Ommnio.Bot.Conversation;

/// <summary>A name with what follows it in the same breath, without a comma.</summary>
internal sealed partial class Placing
{
    /// <summary>
    /// "Pepe Núñez panadero ventas": without commas, a name ends where the small letters begin, or after two words where all are
    /// alike; what is known at the end is the area. Anything less clear stays one, and is asked.
    /// </summary>
    private bool PutRunOn(string said)
    {
        var words = said.Split(' ');
        var (area, end) = AreaThatEnds(words);
        var name = char.IsUpper(said[0]) ? NameWithin.Length(words) : area is not null && end == 3 ? 2 : end;
        if (name < 2 || name >= end || words[name].Length < 4)
        {
            return false;
        }

        if (Fillers.AreInPosition(string.Join(' ', words[name..end])))
        {
            return PutSubject(words, name);
        }

        Take(Field.FirstName, string.Join(' ', words[..name]));
        Take(Field.Position, string.Join(' ', words[name..end]));
        slot = Field.Area;
        if (area is not null && Take(Field.Area, area))
        {
            slot = null;
        }

        return true;
    }

    // "Noelia Vidal replaces Ana García": whoever does something may be who is meant, unless another name comes after.
    private bool PutSubject(string[] words, int name)
    {
        slot = Field.Position;
        var isOnly = !words[name..].Any(word => char.IsUpper(word[0]));
        if (isOnly)
        {
            Take(Field.FirstName, string.Join(' ', words[..name]));
        }

        unplaced.Add(string.Join(' ', isOnly ? words[name..] : words));
        return true;
    }

    // "Sam Hill left": who goes is not who comes.
    private static bool IsOfLeaver(string said) =>
        char.IsUpper(said[0]) && said.Split(' ') is var words && NameWithin.Length(words) is var length && length < words.Length && Leaving.Once(Word.Read(string.Join(' ', words[length..])), 0) > 0;

    private static readonly Phrases Leaving = new("left|leaves|leaving|is leaving|has left|will leave|retires|retired|is retiring|resigned|has resigned|quit|moves|moved|is moving|se va|se nos va|se marcha|se jubila|se ha ido|ha dejado|nos deja|deja|sale|causa baja|pasa a|cambia de");

    private (string? Area, int End) AreaThatEnds(string[] words)
    {
        for (var at = Math.Max(2, words.Length - 4); at < words.Length; at++)
        {
            if (string.Join(' ', words[at..]) is var rest && kinds.KnownAs(rest) is Field.Area)
            {
                return (rest, at);
            }
        }

        return (null, words.Length);
    }
}
