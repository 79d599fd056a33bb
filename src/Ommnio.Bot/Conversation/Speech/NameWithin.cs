namespace Ommnio.Bot.Conversation.Speech;

/// <summary>
/// The name among words that are not all of it: "Sales needs an account for Chloe Bennett". Where no lead is known, this keeps
/// what is said around a name from becoming part of it.
/// </summary>
internal static class NameWithin
{
    /// <summary>Of a first or a last name; what is longer hardly is one.</summary>
    internal const int MostWords = 6;

    // No name has them in small letters. Particles ("de", "la", "van") are not among them.
    private static readonly HashSet<string> Others =
    [
        "a", "an", "the", "to", "for", "is", "are", "be", "will", "needs", "need", "wants", "gets", "my", "our", "your", "new", "please", "who", "which", "that", "with", "and", "in", "at", "as", "on", "into",
        "account", "profile", "user", "somebody", "someone", "employee", "colleague", "system", "team", "he", "she", "they", "his", "her", "set", "up", "get", "into", "guy", "girl", "one", "another", "other", "joins", "joining", "starts", "begins", "called", "named", "hired", "register", "add",
        "un", "una", "unos", "unas", "que", "para", "en", "con", "como", "se", "es", "son", "mi", "nuestro", "nuestra", "hay", "por", "favor", "nuevo", "nueva", "alguien", "usuario", "usuaria", "cuenta", "perfil",
        "empleado", "empleada", "persona", "llama", "llamado", "llamada", "empieza", "comienza", "entra", "necesita", "quiere", "alta", "otro", "otra", "chica", "chico", "va", "ser",
    ];

    private static readonly HashSet<string> Particles = ["de", "del", "la", "las", "los", "y", "i", "van", "von", "der", "den", "ter", "di", "da", "dos", "das", "do", "du", "le", "el", "bin", "ben", "al"];

    /// <summary>All of it where nothing speaks against that; null where there is no name, or where it may be one of several.</summary>
    internal static string? Of(string said)
    {
        var words = said.Split(' ');
        if (words.Length < 2 || !(words.Any(Others.Contains) || Fillers.AreInName(said) || (words.Length > 2 && Fillers.BeginASentence(said))))
        {
            return said;
        }

        return Whole(words) is [var only] ? only : null;
    }

    /// <summary>Whether there are several, so that it is to be asked which is meant.</summary>
    internal static bool AreSeveral(string said) => Whole(said.Split(' ')).Count > 1;

    /// <summary>"Spelt N-a-k-a-m-u-r-a": the name that the letters make; any other as it is.</summary>
    internal static string Spelled(string said)
    {
        var letters = said[(said.LastIndexOf(' ') + 1)..].Split('-');
        return letters.Length < LeastSpelled || letters.Any(letter => letter.Length != 1) ? said : $"{letters[0].ToUpperInvariant()}{string.Concat(letters[1..]).ToLowerInvariant()}";
    }

    private const int LeastSpelled = 3;

    private static readonly string[] Firsts = ["start with", "starting with", "begin with", "first", "just do", "only do", "just", "only", "empieza por", "empieza con", "empezamos por", "empezamos con", "primero", "primero a", "solo", "solo a"];

    /// <summary>Of several names, the one that the message wants first: "start with Ana"; null where it does not say so of one.</summary>
    internal static string? First(string said, string message) =>
        Whole(said.Split(' ')).Where(name => Firsts.Any(words => message.Contains($"{words} {name.Split(' ')[0]}", StringComparison.OrdinalIgnoreCase))).Take(2).ToList() is [var only] ? only : null;

    private static List<string> Whole(string[] words)
    {
        List<string> found = [];
        for (var at = 0; at < words.Length; at++)
        {
            if (IsCapital(words[at]))
            {
                var end = End(words, at);
                found.Add(string.Join(' ', words[at..end]));
                at = end - 1;
            }
        }

        return [.. found.Where(name => name.Contains(' ', StringComparison.Ordinal))];
    }

    /// <summary>Where the whole name begins that other words lead to, "marketing intern Chloe Zhang"; null when they do not.</summary>
    internal static int? AtEnd(string said)
    {
        var words = said.Split(' ');
        var at = Array.FindIndex(words, IsCapital);
        var leads = at > 0 && at < words.Length - 1 && !words[..at].Any(word => Particles.Contains(word) || Others.Contains(word) || GivenNames.Starts(word)) && End(words, at) == words.Length;
        return leads ? string.Join(' ', words[..at]).Length + 1 : null;
    }

    /// <summary>Where " is " stands before a whole name, "the new cook is Rosa Gil"; null where it does not.</summary>
    internal static int? AfterIs(string said) =>
        ((string[])[" is ", " es "]).Select(word => said.IndexOf(word, StringComparison.Ordinal)).Where(at => at > 0 && said[(at + 4)..] is var name && name.Contains(' ', StringComparison.Ordinal) && IsWritten(name)).Select(at => (int?)at).FirstOrDefault();

    /// <summary>Whether every part but particles begins with a capital.</summary>
    internal static bool IsWritten(string name) => name.Split(' ').All(word => IsCapital(word) || Particles.Contains(word)) && IsCapital(name);

    /// <summary>How many of the words are the name that they begin with.</summary>
    internal static int Length(string[] words) => End(words, 0);

    // The index after the name that begins here; particles are of it where another part follows them.
    private static int End(string[] words, int start)
    {
        var end = start + 1;
        for (var at = end; at < words.Length && (IsCapital(words[at]) || Particles.Contains(words[at])); at++)
        {
            end = IsCapital(words[at]) ? at + 1 : end;
        }

        return end;
    }

    // "Sayed", and "al-Sayed" and "d'Angelo" too.
    private static bool IsCapital(string word) => word.Length > 0 && (char.IsUpper(word[0]) || (word.IndexOfAny(Joints) is > 0 and < 4 and var joint && joint + 1 < word.Length && char.IsUpper(word[joint + 1])));

    private static readonly char[] Joints = ['-', '\'', '’'];
}
