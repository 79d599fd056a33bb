using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Grouping;

public sealed class PreviewTests
{
    private static readonly MembershipRule Stores = new(new(Some.Id(61)), 2, [new(RuleField.Area, false, ["Stores", "Sales"]), new(RuleField.Tag, true, ["temp"])]);
    private static readonly MembershipRule Reports = new(new(Some.Id(62)), 2, [new(RuleField.RelatedTo, false, [$"{Some.Bea}", $"{Some.Ana}"])]);
    private static readonly Team Bakery = Some.Catalogue.Team(Some.Bakery)! with { Rules = [Stores, Reports], RulesVersion = 2 };
    private static readonly User Baker = Some.User() with { Area = new("Bakery") };

    [Fact]
    public void D40_The_preview_counts_who_joins_and_who_leaves_and_names_the_first_of_each()
    {
        var preview = Of(
            1,
            Some.User(),
            Some.User(Some.Bea),
            In(Baker, byHand: false, Stores.Id),
            In(Baker, byHand: false, new(Some.Id(63))),
            In(Baker, byHand: true, null),
            In(Some.User(), byHand: false, Stores.Id),
            Baker);

        (preview.Users, preview.Members, preview.ByRule, preview.Joining, preview.Leaving).ShouldBe((7, 4, 3, 2, 2));
        preview.Joins.ShouldHaveSingleItem().User.ShouldBe(Some.Ana);
        preview.Leaves.ShouldHaveSingleItem().Rule!.Holds.ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(1, 1, true)]
    [InlineData(20, 100, false)]
    [InlineData(21, 100, true)]
    [InlineData(50, 1_000, false)]
    [InlineData(51, 1_000, true)]
    public void D40_More_than_a_fifth_or_than_fifty_who_leave_must_be_confirmed(int leaving, int byRule, bool isNeeded)
    {
        var preview = new RulesPreview(2_000, byRule, byRule, 0, leaving, [], []);

        preview.NeedsConfirmation.ShouldBe(isNeeded);
        (ApplyRules.Unconfirmed(preview, null) is null).ShouldBe(!isNeeded);
        ApplyRules.Unconfirmed(preview, leaving).ShouldBeNull();
        ApplyRules.Unconfirmed(preview, leaving + 1).ShouldBeNull();
        (ApplyRules.Unconfirmed(preview, leaving - 1) is null).ShouldBe(!isNeeded);
    }

    [Fact]
    public void Every_move_has_its_reason_in_words()
    {
        var preview = Of(
            9,
            Some.User() with { Tags = [new("night")] },
            Baker with { RelatedTo = new(Some.Bea, "Bea López") },
            In(Baker with { Tags = [new("Témp"), new("night")] }, byHand: false, Stores.Id),
            In(Baker, byHand: false, new(Some.Id(63))));

        Say(preview.Joins[0]).ShouldBe((
            "Rule 1 fits: Area asks for Stores or Sales, here Stores; Tags takes anything but temp, here night.",
            "La regla 1 se cumple: Área pide Stores o Sales, aquí Stores; Etiquetas admite todo menos temp, aquí night."));
        Say(preview.Joins[1]).ShouldBe((
            "Rule 2 fits: Related to asks for Bea López or somebody else, here Bea López.",
            "La regla 2 se cumple: Reporta a pide Bea López o otra persona, aquí Bea López."));
        Say(preview.Leaves[0]).ShouldBe((
            "Rule 1, which had put them in, no longer fits: Area asks for Stores or Sales, here Bakery; Tags takes anything but temp, here Témp, night.",
            "La regla 1, por la que estaba, ya no se cumple: Área pide Stores o Sales, aquí Bakery; Etiquetas admite todo menos temp, aquí Témp, night."));
        Say(preview.Leaves[1]).ShouldBe((
            "The rule that had put them in is gone, and no other fits.",
            "La regla por la que estaba ya no existe, y ninguna otra se cumple."));
    }

    [Fact]
    public void Why_and_why_not_are_said_with_the_rule_the_condition_the_value_and_what_comes_next()
    {
        Why(Some.User()).ShouldBe([
            "Ana García is not in Panadería: no administrator has added them by hand.",
            "Rule 1 fits: Area asks for Stores or Sales, here Stores; Tags takes anything but temp, here nothing.",
            "Rule 2 does not fit: Related to asks for somebody else, here nothing.",
            "Ana García will join Panadería with the next change, or when the rules are applied."]);
        Why(In(Baker, byHand: false, Stores.Id))[0].ShouldBe("Ana García is in Panadería by rule 1.");
        Why(In(Baker, byHand: false, Stores.Id))[^1].ShouldBe("Ana García will leave Panadería with the next change, or when the rules are applied.");
        Why(In(Baker, byHand: false, new(Some.Id(63))))[0].ShouldBe("Ana García is in Panadería by a rule that the team no longer has.");
        Why(In(Some.User(), byHand: true, Stores.Id)).Count.ShouldBe(3);
        Why(In(Some.User(), byHand: true, Stores.Id))[0].ShouldBe("Ana García is in Panadería by hand, and by rule 1.");
        Reasons.Say(WhyMember.Of(In(Baker, byHand: true, null), Bakery with { Rules = [] }), Baker, Bakery, Language.Spanish).ShouldBe([
            "Ana García está en Panadería a mano: así lo decidió un administrador."]);
        Reasons.Say(WhyMember.Of(Some.User(), Bakery with { Rules = [] }), Some.User(), Bakery, Language.Spanish).ShouldBe([
            "Ana García no está en Panadería: ningún administrador lo ha decidido a mano.", "El equipo no tiene reglas."]);
    }

    [Fact]
    public void D33_Only_an_account_administrator_looks_and_applies_and_a_foreign_team_is_not_there()
    {
        var other = Some.Baker with { Scope = [Some.Night] };

        PreviewRules.Decide(new(Some.Baker, Some.Bakery, null, null), Some.Catalogue, []).Refusal.ShouldBeOfType<PreviewRulesOutcome.Forbidden>();
        PreviewRules.Decide(new(other, Some.Bakery, null, null), Some.Catalogue, []).Refusal.ShouldBeOfType<PreviewRulesOutcome.NotFound>();
        Refusal(Some.Baker, null).ShouldBeOfType<ApplyRulesOutcome.Forbidden>();
        Refusal(other, null).ShouldBeOfType<ApplyRulesOutcome.NotFound>();
        Refusal(Some.Account, 7).ShouldBeOfType<ApplyRulesOutcome.Stale>();
        Refusal(Some.Account, 1).ShouldBeNull();
    }

    [Fact]
    public void Proposed_rules_are_read_as_those_that_are_set_and_are_refused_as_those()
    {
        RuleId[] newIds = [new(Some.Id(71)), new(Some.Id(72))];
        var area = new RuleFields(null, [new("area", null, ["Sales"])]);

        var proposed = PreviewRules.Decide(new(Some.Account, Some.Bakery, [area], 5), Some.Catalogue, newIds).Team!;
        (proposed.RulesVersion, proposed.Rules.Single().Version).ShouldBe((1, 1));
        PreviewRules.Decide(new(Some.Account, Some.Bakery, null, null), Some.Catalogue, []).Team!.Rules.ShouldBeEmpty();
        Problems(Some.Kitchen, [area], null).ShouldBe(["rules.administrators"]);
        Problems(Some.Bakery, [new(null, [])], 1_001).ShouldBe(["rules.details", "rule.no_condition"]);
        Problems(Some.Bakery, null, -1).ShouldBe(["rules.details"]);

        string[] Problems(TeamId team, IReadOnlyList<RuleFields>? rules, int? details) =>
            [.. PreviewRules.Decide(new(Some.Account, team, rules, details), Some.Catalogue, newIds).Refusal.ShouldBeOfType<PreviewRulesOutcome.Refused>().Problems.Select(problem => problem.Code)];
    }

    private static ApplyRulesOutcome? Refusal(Actor actor, int? version) => ApplyRules.Refusal(new(actor, Some.Bakery, version, null, null), Some.Catalogue, out _);

    private static RulesPreview Of(int details, params IReadOnlyList<User> users)
    {
        var tally = new PreviewTally(Bakery, details);
        foreach (var user in users)
        {
            tally.Add(user);
        }

        return tally.Result;
    }

    private static User In(User user, bool byHand, RuleId? rule) =>
        user with { Teams = [new(Some.Bakery, TeamRole.Member, false) { ByHand = byHand, Rule = rule is { } id ? new(id, 1) : null }] };

    private static (string English, string Spanish) Say(PreviewedMove move) => (Reasons.Say(move, Language.English), Reasons.Say(move, Language.Spanish));

    private static IReadOnlyList<string> Why(User user) => Reasons.Say(WhyMember.Of(user, Bakery), user, Bakery, Language.English);
}
