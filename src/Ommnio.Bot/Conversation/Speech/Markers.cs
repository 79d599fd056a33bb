using System.Collections.Frozen;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>The words that lead to something, in both languages; field names among them.</summary>
internal static class Markers
{
    private static readonly FrozenDictionary<string, (string[] Words, Mark Mark, Field Field)[]> ByFirst = Build(
        (Mark.Position, "va de|entra de|entra como|entrara de|entrara como|viene de|viene como|empieza de|empieza como|empezara como|empezara de|joins us as|joins as|joining us as|joining as|coming in as|starting as a|starting as an|starting as|starts as a|starts as an|starts as|as a|as an|as the|as|work as a|work as an|work as|will be a|will be an|be a|be an|be our|be the|va a ser|va a ser un|va a ser una|como un|como una|como|is a|is an|is the|es un|es una|es la|es el|are a|works as a|works as an|works as|working as a|working as an|working as|trabaja como|trabaja de|trabajara como|trabajara de|trabajando como|trabajando de|he's a|he's an|she's a|she's an|con el puesto de|en el puesto de|con puesto de|de puesto"),
        (Mark.Place, "in the|in|at the|at|en el|en la|en los|en|for the|for|para el|para|on the|on|based in|based at|working in|working at|works in|works at|trabaja en|trabajara en|del area de|del area|del departamento de|from the|joining the|joining|joins|of the|to the|to|into the|into|from|al|al area de|al departamento de|en el area de|en el departamento de|a"),
        (Mark.Manager, "his foreman is|her foreman is|their foreman is|his supervisor is|her supervisor is|their supervisor is|his team leader is|her team leader is|su capataz es|su encargado es|su encargada es|su supervisor es|su supervisora es|reports to|report to|reportan a|reporting to|reporta a|reportara a|reportando a|depende de|managed by|supervised by|a cargo de|answers to"),
        (Mark.Works, "works|working|trabaja|trabajara|trabajando|works from|working from|trabaja de"),
        (Mark.Aside, "starting|starts|start date|start|a partir del|a partir de|empieza|empezando|comienza|desde el|born|nacida|nacido|fecha de|joined|contract|contrato|salary|sueldo|landline|home phone|el fijo|telefono fijo|tel fijo|tlf fijo"));

    /// <summary>The longest that stands there.</summary>
    internal static (Mark Mark, Field Field, int Length)? At(List<Word> words, int index)
    {
        if (!ByFirst.TryGetValue(words[index].Key, out var candidates))
        {
            return null;
        }

        foreach (var (parts, mark, field) in candidates)
        {
            if (index + parts.Length <= words.Count && Stands(words, index, parts))
            {
                return (mark, field, parts.Length);
            }
        }

        return null;
    }

    private static bool Stands(List<Word> words, int index, string[] parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (words[index + i].Key != parts[i] || (i < parts.Length - 1 && words[index + i].Ends))
            {
                return false;
            }
        }

        return true;
    }

    private static FrozenDictionary<string, (string[] Words, Mark Mark, Field Field)[]> Build(params (Mark Mark, string Phrases)[] table) =>
        table.SelectMany(row => row.Phrases.Split('|').Select(phrase => (Words: phrase.Split(' '), row.Mark, Field: default(Field))))
            .Concat(FieldTable.All.SelectMany(spec => spec.Aliases.Select(alias => (Words: alias.TrimEnd('.').Split(' '), Mark.Field, spec.Field))))
            .GroupBy(phrase => phrase.Words[0])
            .ToFrozenDictionary(group => group.Key, group => group.OrderByDescending(phrase => phrase.Words.Length).ToArray());
}
