using System.Globalization;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>
/// "Register them all", "yes, both", "dalos de alta": of a list that is shown. Every word has to be one of these, so that nothing
/// is left out of what was said ("all but the second" is something else).
/// </summary>
internal static class RegisterThem
{
    // What says it, alone or with the words beside.
    private static readonly HashSet<string> Saying =
    [
        "register", "add", "import", "create", "go", "all", "everyone", "everybody", "yes", "ok", "okay", "sure", "perfect", "great", "proceed",
        "registra", "registralos", "registralas", "registrar", "registrarlos", "alta", "dalos", "dalas", "dales", "importa", "importalos", "importalas", "anadelos", "anadelas", "crealos", "crealas", "todos", "todas", "adelante", "si", "vale", "perfecto", "dale", "venga", "hazlo",
    ];

    private static readonly HashSet<string> Beside =
    [
        "please", "them", "they", "these", "those", "the", "of", "that", "are", "ready", "ones", "users", "people", "list", "whole", "ahead", "do", "it", "now", "and", "then",
        "por", "favor", "a", "los", "las", "de", "da", "dar", "darlos", "darles", "que", "estan", "listos", "listas", "usuarios", "personas", "la", "lista", "entera", "toda", "ya", "y", "pues", "entonces",
    ];

    internal static bool IsSaid(string text, PastedList list)
    {
        var words = PlainText.Fold(text).Split([' ', ',', '.', '!', '/'], StringSplitOptions.RemoveEmptyEntries);
        return words.Any(word => Saying.Contains(word) || IsBoth(word, list)) && words.All(word => Saying.Contains(word) || Beside.Contains(word) || IsBoth(word, list) || IsHowMany(word, list));
    }

    // "Both" where nothing is two is a slip, and so is any other number than theirs.
    private static bool IsBoth(string word, PastedList list) => (list.Total == 2 || list.Ready == 2) && word is ("both" or "two" or "ambos" or "ambas" or "dos");

    private static bool IsHowMany(string word, PastedList list) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == list.Ready;
}
