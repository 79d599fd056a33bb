using System.Collections.Immutable;
using Ommnio.Benchmarks.Stage;
using Ommnio.Core.Grouping;
using Ommnio.Core.Registering;

namespace Ommnio.Benchmarks.Speed;

/// <summary>A save in an organisation with two hundred rules, all asked to the last of their conditions, against the same save in one without.</summary>
internal static class RulesOnSave
{
    private const int Teams = 20;
    private const int RulesOfEach = 10;

    internal static async Task<IReadOnlyList<Figure>> RunAsync(Product product, Effort effort, CancellationToken cancellationToken)
    {
        var (ruled, free) = (await SavingAsync(product, RulesOfEach, cancellationToken), await SavingAsync(product, 0, cancellationToken));
        return [Figure.Of("rules", "the same save without rules", "ms", await Turns.ByCallAsync(effort, ruled, free), 1.1)];
    }

    private static async Task<Func<Task>> SavingAsync(Product product, int rules, CancellationToken cancellationToken)
    {
        var company = await product.CompanyAsync(cancellationToken, [.. Enumerable.Range(0, Teams).Select(team => Team(team, rules))]);
        var (user, change) = (await product.DecideAsync(company, People.Fields(0), null, cancellationToken), product.Get<ChangeUser>());
        await product.Get<IUsers>().AddAsync(company.Id, user, cancellationToken);
        var saves = 0;
        return async () =>
        {
            var request = new ChangeUserRequest(company.Actor, user.User.Id, null, fields => fields with { Notes = $"{saves}" }, RemoveNationalId: false);
            saves++;
            _ = await change.HandleAsync(request, cancellationToken) as ChangeUserOutcome.Changed ?? throw new InvalidOperationException("A user was not changed.");
        };
    }

    private static Team Team(int number, int rules) => new(new(Guid.CreateVersion7()), $"Team {number}", null, TeamRole.Member, [])
    {
        Rules = [.. Enumerable.Range(0, rules).Select(_ => new MembershipRule(new(Guid.CreateVersion7()), 1, Conditions))],
        RulesVersion = 1,
    };

    // Everybody's area, position and tag, and somebody else's location.
    private static ImmutableArray<RuleCondition> Conditions =>
    [
        new(RuleField.Area, false, ["Sales", "Logistics"]),
        new(RuleField.Position, false, ["Cashier"]),
        new(RuleField.Tag, false, ["First aid"]),
        new(RuleField.Location, false, ["Sevilla", "Bilbao"]),
    ];
}
