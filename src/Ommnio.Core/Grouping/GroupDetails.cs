using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Grouping;

/// <summary>A chat group as a request says it. Null and blank mean absent.</summary>
/// <param name="Kind"><c>open</c> or <c>readOnly</c>; absent is open.</param>
/// <param name="Description">Shown to administrators only; what tells groups of one name apart (D43).</param>
public sealed record GroupDetails(string? Name, string? Kind, string? Description)
{
    public const int LongestName = 20;
    private const int LongestDescription = 500;

    public static GroupDetails Of(ChatGroup group) => new(group.Name, Naming.CamelCase(group.Kind), group.Description);

    /// <summary>The group as these details make it of <paramref name="group"/>, or every problem.</summary>
    internal (ChatGroup? Group, IReadOnlyList<Problem> Problems) On(ChatGroup group)
    {
        var name = PlainText.Read(Name, "name", LongestName);
        var kind = string.IsNullOrWhiteSpace(Kind) ? ChatGroupKind.Open : Naming.Parse<ChatGroupKind>(Kind);
        var description = string.IsNullOrWhiteSpace(Description) ? default : PlainText.Read(Description, "description", LongestDescription);
        List<Problem> problems = [.. new[] { name.Problem, kind is null ? new("group.unknown_kind", "kind") : null, description.Problem }.OfType<Problem>()];
        return problems.Count > 0 ? (null, problems) : (group with { Name = name.Value!, Kind = kind!.Value, Description = description.Value }, []);
    }
}
