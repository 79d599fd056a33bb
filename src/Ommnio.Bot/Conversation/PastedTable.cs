using Ommnio.Bot.Conversation.Sheets;
using Ommnio.Bot.Conversation.Speech;
using Ommnio.Bot.Conversation.Wording;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>A user of a pasted list: whole, or why not.</summary>
/// <param name="Line">As people count them, the header not included.</param>
internal sealed record PastedRow(int Line, UserFields Fields, string? Trouble)
{
    internal string Name => $"{Fields.FirstName} {Fields.LastName}".Trim();
}

/// <param name="Ignored">Columns of which nothing is read.</param>
internal sealed record Pasted(IReadOnlyList<PastedRow> Rows, IReadOnlyList<string> Ignored)
{
    /// <summary>What was said around the rows.</summary>
    internal SaidOfAll OfAll { get; init; } = SaidOfAll.Nothing;
}

/// <summary>
/// Reads a table that was pasted or attached: with tabs, semicolons or commas, with a header in either language or by its
/// columns' order, which is name (whole, or first and last apart), position, area, and then whatever says by itself what it is.
/// </summary>
internal sealed class PastedTable
{
    internal const int MostRows = 200;
    private const int MostColumns = 60;
    private const int MostPreface = 4;

    // Of what is typed into a chat: neither an ID, which would stay readable, nor people who must be looked up.
    private static readonly Field[] Unread = [Field.NationalId, Field.RelatedTo];

    // How a spreadsheet says yes and no, beside the words for it.
    private static readonly string[] Agreeing = ["x", "s", "true", "verdadero", "1", "✓", "✔"];
    private static readonly string[] Refusing = ["", "false", "falso", "0", "-"];

    private static readonly string[] WholeName = ["full name", "name and surname", "nombre y apellidos", "nombre completo", "user", "usuario", "employee", "empleado"];

    private readonly Context context;
    private readonly Language language;
    private readonly Kinds kinds;
    private readonly List<string[]> cells;
    private readonly Field?[] columns;
    private readonly bool hasHeader;
    private readonly SaidOfAll ofAll;

    private PastedTable(List<string[]> cells, SaidOfAll ofAll, Context context, Language language)
    {
        (this.cells, this.ofAll, this.context, this.language, kinds) = (cells, ofAll, context, language, new(context, language));
        var named = cells[0].Select(Named).ToArray();
        hasHeader = named.Count(field => field is not null) > 1;
        columns = hasHeader ? named : ByOrder();
    }

    /// <summary>Null when the text is no table. One of more rows than are read has them counted and nothing else.</summary>
    internal static Pasted? Read(string text, Context context, Language language)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length < 2 || Corrections.Labelled(text) is not null || Corrections.Letter(text) is not null)
        {
            return null;
        }

        if (Cells(text, lines, least: 3) is { } whole)
        {
            return Of(whole, context, language);
        }

        // "Here they are, all in Sales:" is no row, and neither is "Thanks, Karen".
        var closing = Mail.ClosingOf(lines);
        var end = closing < 0 ? lines.Length : closing;
        var colon = Array.FindLastIndex(lines, Math.Min(end, MostPreface) - 1, line => line.EndsWith(':'));
        var start = colon >= 0 ? colon + 1 : IsPreface(lines[0]) ? 1 : 0;
        if (end - start < 2 || (start == 0 && closing < 0))
        {
            return null;
        }

        var ofAll = SaidOfAll.Read(lines[..start], lines[Math.Min(end + 1, lines.Length)..], context, language);
        return Cells(string.Join('\n', lines[start..end]), lines[start..end], least: colon >= 0 ? 2 : 3) is { } cells ? Of(cells, ofAll, context, language) : null;
    }

    private static bool IsPreface(string line) => !line.Contains('\t', StringComparison.Ordinal) && !line.Contains(';', StringComparison.Ordinal) && line.Count(letter => letter == ',') < 2;

    /// <summary>Null when there are more columns than a list of users has.</summary>
    internal static Pasted? Of(IReadOnlyList<string[]> cells, Context context, Language language) => Of(cells, SaidOfAll.Nothing, context, language);

    private static Pasted? Of(IReadOnlyList<string[]> cells, SaidOfAll ofAll, Context context, Language language) =>
        cells.Count == 0 || cells.Any(row => row.Length > MostColumns) ? null : new PastedTable([.. cells.Select(OnOneLine)], ofAll, context, language).Rows() with { OfAll = ofAll };

    private static string[] OnOneLine(string[] row) => Array.ConvertAll(row, cell => cell.ReplaceLineEndings(" ").Replace('\t', ' ').Trim());

    private Pasted Rows()
    {
        var rows = cells.Skip(hasHeader ? 1 : 0).ToList();
        if (rows.Count > MostRows)
        {
            return new([.. rows.Select((_, index) => new PastedRow(index + 1, new(), null))], []);
        }

        var ignored = hasHeader ? cells[0].Where((_, index) => columns[index] is null).Where(name => name.Length > 0) : [];
        HashSet<string> names = [];
        return new([.. rows.Select((row, index) => Once(Row(index + 1, row), names))], [.. ignored]);
    }

    private PastedRow Once(PastedRow row, HashSet<string> names) =>
        row.Trouble is null && !names.Add(PlainText.Fold(row.Name)) ? row with { Trouble = BotTexts.Say("list.twice", language) } : row;

    private static List<string[]>? Cells(string text, string[] lines, int least) =>
        Array.TrueForAll(lines, line => line.Contains('\t', StringComparison.Ordinal)) ? Delimited.Rows(text, '\t')
        : Divided(text, lines, ';', least) ?? (Leads.Of(lines[0]) is null ? Divided(text, lines, ',', least) : null);

    // As many cells in each line, or a header with names that we know.
    private static List<string[]>? Divided(string text, string[] lines, char separator, int least) =>
        lines[0].Contains(separator, StringComparison.Ordinal) && Delimited.Rows(text, separator) is [var first, ..] rows && first.Length >= least && (first.Length > 2 || rows.TrueForAll(row => row[0].Contains(' ', StringComparison.Ordinal) && NameWithin.IsWritten(row[0])))
        && (rows.TrueForAll(row => row.Length == first.Length) || AreRagged(rows) || first.Count(cell => Named(cell) is not null) > 1) ? rows : null;

    // A cell was forgotten in some row: the others are alike, and each begins with a name.
    private static bool AreRagged(List<string[]> rows) =>
        rows.Count > 2 && rows.TrueForAll(row => row.Length > 1 && (GivenNames.Starts(row[0]) || (row[0].Contains(' ', StringComparison.Ordinal) && NameWithin.IsWritten(row[0]))))
        && rows.Count(row => row.Length == rows[0].Length) * 3 >= rows.Count * 2;

    private static Field? Named(string cell)
    {
        var key = PlainText.Fold(cell.Trim('*', ':', ' '));
        return WholeName.Contains(key) ? Field.FirstName : FieldTable.Named(key) is { } spec && !Unread.Contains(spec.Field) ? spec.Field : null;
    }

    // Where most third cells are areas the name is in one, where most fourth ones are it is in two.
    private Field?[] ByOrder()
    {
        var (third, fourth) = (Areas(2), Areas(3));
        return cells.TrueForAll(row => row.Length > 1 && kinds.KnownAs(row[1]) is not null) ? [Field.FirstName]
            : third + fourth == 0 && ofAll.Values.Area is not null ? [Field.FirstName, Field.Position]
            : fourth > third ? [Field.FirstName, Field.LastName, Field.Position, Field.Area] : [Field.FirstName, Field.Position, Field.Area];
    }

    private int Areas(int column) => cells.Take(MostRows).Count(row => row.Length > column && kinds.IsArea(row[column]));

    private PastedRow Row(int line, string[] row)
    {
        var (values, trouble) = (ofAll.Values, (string?)null);
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i].Length == 0 || (i < columns.Length ? columns[i] : hasHeader ? null : KindOf(row[i])) is not { } field)
            {
                trouble ??= row[i].Length > 0 && !hasHeader ? BotTexts.Say("left.out", language, row[i]) : null;
                continue;
            }

            foreach (var (part, text) in Parts(field, row[i]))
            {
                (values, var found) = Taken(part, text, values);
                values = ofAll.Added(part, values);
                trouble ??= found;
            }
        }

        // There is no number that a consent could be for.
        values = values.Phone is null ? values with { PhoneConsent = null } : values;
        trouble ??= FieldTable.NextRequired(values) is { } missing ? Words.Say(new("text.missing", FieldTable.Of(missing).Wire), language)
            : context.NeedsTeam(values) ? Words.Say(new("text.missing", FieldTable.Of(Field.Teams).Wire), language)
            : null;
        return new(line, values, trouble);
    }

    private IEnumerable<(Field Field, string Text)> Parts(Field field, string text) =>
        field == Field.FirstName && !columns.Contains(Field.LastName) && SplitName.Of(text, language) is (var first, { } last, _) ? [(Field.FirstName, first), (Field.LastName, last)] : [(field, text)];

    private Field? KindOf(string text)
    {
        var kind = kinds.FormOf(text) ?? (Hours.Read(text, language) is HoursRead.Ok ? Field.WorkingHours : (Field?)null) ?? kinds.KnownAs(text);
        return kind is { } field && Unread.Contains(field) ? null : kind;
    }

    private (UserFields Values, string? Trouble) Taken(Field field, string text, UserFields values) => field == Field.PhoneConsent ? Agreed(text, values) : FieldReading.Read(field, text, values, context with { HasCards = false }, language) switch
    {
        Reading.Ok(var taken, var inferred) => (taken, inferred && field == Field.WorkingHours ? Unsure(field, text) : null),
        Reading.Bad(var problem) => (values, Showing.InWords(problem with { Field = FieldTable.Of(field).Wire }, language)),
        _ => (values, Unsure(field, text)),
    };

    // Only a plain yes is one: it is recorded as the administrator's word (D16).
    private (UserFields Values, string? Trouble) Agreed(string text, UserFields values) => (Commands.Read(text), PlainText.Fold(text)) switch
    {
        (Command.Yes, _) => (values with { PhoneConsent = true }, null),
        (Command.No, _) => (values, null),
        (_, var said) when Agreeing.Contains(said) => (values with { PhoneConsent = true }, null),
        (_, var said) when Refusing.Contains(said) => (values, null),
        _ => (values, Unsure(Field.PhoneConsent, text)),
    };

    private string Unsure(Field field, string text) => BotTexts.Say("list.unsure", language, FieldTable.Of(field).Name(language), text);
}
