using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>Before confirming, the summary says what teams bring and what rules will add.</summary>
public sealed class BelongingTests
{
    private static readonly Team Night = Fixture.Catalogue.Teams[0];
    private static readonly Team Bakery = Fixture.Catalogue.Teams[1];

    [Fact]
    public void R9_A_team_that_a_rule_will_add_is_shown_with_its_rule_and_its_groups()
    {
        var chat = new Chat { Catalogue = With(Night, On(RuleField.Area, false, "SALES", "Marketing"), On(RuleField.Tag, true, "day")) };

        var said = chat.Hear("register Ana Pérez, Cashier, Sales", "summary").Said;

        said.ShouldContain("Night shift (by rule: Area SALES or Marketing, Tags not day)");
        said.ShouldContain("Night shift chat (comes with team Night shift)");
        said.ShouldNotContain("In no chat group");
    }

    [Fact]
    public void In_spanish_too()
    {
        var chat = new Chat(Language.Spanish) { Catalogue = With(Night, On(RuleField.Area, false, "Sales")) };

        var said = chat.Hear("alta de Ana Pérez como cajera en ventas", "resumen").Said;

        said.ShouldContain("Night shift (por regla: Área Sales)");
        said.ShouldContain("Night shift chat (viene con el equipo Night shift)");
    }

    [Fact]
    public void A_rule_that_does_not_fit_adds_nothing_and_a_team_that_was_given_is_named_once()
    {
        new Chat { Catalogue = With(Night, On(RuleField.Area, false, "Marketing")) }.Hear("register Ana Pérez, Cashier, Sales", "summary").Said.ShouldNotContain("rule");

        var given = new Chat { Catalogue = With(Night, On(RuleField.Area, false, "Sales")) }.Hear("register Ana Pérez, Cashier, Sales", "teams", "Night shift", "summary").Said;
        given.ShouldNotContain("by rule");
        given.ShouldContain("Night shift chat (comes with team Night shift)");
    }

    [Fact]
    public void D41_A_team_administrator_hears_nothing_of_a_foreign_team_that_a_rule_adds_nor_of_its_groups()
    {
        var chat = new Chat { Scope = [Bakery.Id], Catalogue = With(Night, On(RuleField.Area, false, "Sales")) };

        var said = chat.Hear("register Ana Pérez, Cashier, Sales", "Bakery", "summary").Said;

        said.ShouldContain("Bakery");
        said.ShouldNotContain("Night");
    }

    private static Catalogue With(Team team, params RuleCondition[] conditions) => Fixture.Catalogue with
    {
        Teams = [.. Fixture.Catalogue.Teams.Select(other => other.Id == team.Id ? other with { RulesVersion = 1, Rules = [new(new(Some.Id(61)), 1, [.. conditions])] } : other)],
    };

    private static RuleCondition On(RuleField field, bool not, params string[] values) => new(field, not, [.. values]);
}
