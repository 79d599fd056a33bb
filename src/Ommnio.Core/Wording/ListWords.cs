namespace Ommnio.Core.Wording;

/// <summary>What can be wrong with what a list is asked for.</summary>
internal static class ListWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["list.unknown_state"] = new(
            "{field}: a state is pending, active, inactive, blocked or needsCompletion.",
            "{field}: un estado es pending, active, inactive, blocked o needsCompletion."),
        ["list.unknown_sort"] = new(
            "{field}: a list is sorted by name or by code.",
            "{field}: una lista se ordena por name o por code."),
        ["list.sort_with_filter"] = new(
            "{field}: only the list of the whole organisation can be sorted by code, without search and filters. Leave those out, or sort by name.",
            "{field}: solo la lista de toda la organización se puede ordenar por code, sin búsqueda ni filtros. Quítalos u ordena por name."),
    };
}
