using Ommnio.Bot.Conversation.Speech;
using Ommnio.Core.Registering;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>What is said around a list, "these start on Monday, all in Bakery:": what holds for every row, and what no field is for.</summary>
/// <param name="Fields">The fields of <paramref name="Values"/> that it names.</param>
internal sealed record SaidOfAll(UserFields Values, IReadOnlyList<Field> Fields, IReadOnlyList<string> LeftOut)
{
    internal static readonly SaidOfAll Nothing = new(new(), [], []);

    // What several people may have in common.
    private static readonly Field[] Common = [Field.Area, Field.Location, Field.TimeZone, Field.WorkingHours, Field.Tags, Field.Teams, Field.ChatGroups];

    private const int Longest = 600;

    /// <param name="after">Lines after a closing, which are of whoever writes: only what might be a value is told to be left out.</param>
    internal static SaidOfAll Read(IReadOnlyList<string> before, IReadOnlyList<string> after, Context context, Language language)
    {
        var (values, fields, leftOut) = (new UserFields(), new List<Field>(), new List<string>());
        foreach (var line in before.Select(line => line.TrimEnd(' ', ':', '.', '!')).Where(line => line.Length > 0))
        {
            if (line.Length > Longest)
            {
                leftOut.Add(line);
                continue;
            }

            var placed = Placing.OfAll(line, values, context, language);
            leftOut.AddRange(placed.Unplaced);
            foreach (var (field, said) in placed.Values)
            {
                if (Common.Contains(field) && FieldReading.Read(field, said, values, context with { HasCards = false }, language) is Reading.Ok(var read, var inferred) && !(inferred && field is Field.WorkingHours))
                {
                    values = read;
                    fields.Add(field);
                }
                else
                {
                    leftOut.Add($"{FieldTable.Of(field).Name(language)}: {said}");
                }
            }
        }

        return new(values, [.. fields.Order()], [.. leftOut.Where(said => !Leads.SayNothing(said)), .. after.Where(Mail.MayHoldValue)]);
    }

    /// <summary>A row's own teams, chat groups and tags join those of all.</summary>
    internal UserFields Added(Field field, UserFields row) => field switch
    {
        Field.Teams when Values.Teams is { } teams => row with { Teams = [.. teams.Concat(row.Teams ?? []).DistinctBy(team => team.Id)] },
        Field.ChatGroups when Values.ChatGroups is { } groups => row with { ChatGroups = [.. groups.Concat(row.ChatGroups ?? []).Distinct()] },
        Field.Tags when Values.Tags is { } tags => row with { Tags = [.. tags.Concat(row.Tags ?? []).Distinct()] },
        _ => row,
    };
}
