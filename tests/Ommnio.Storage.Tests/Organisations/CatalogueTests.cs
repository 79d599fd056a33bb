using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Ommnio.Core.Grouping;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Organisations;

public sealed class CatalogueTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private readonly SharedAzurite azurite = azurite;

    private ICatalogues Catalogues => Get<ICatalogues>();

    internal static Catalogue Demo(OrganisationId id)
    {
        var groups = new[] { new ChatGroup(new(Guid.CreateVersion7()), "All staff", ChatGroupKind.ReadOnly, "News"), new ChatGroup(new(Guid.CreateVersion7()), "Bakery", ChatGroupKind.Open, null) };
        var shops = new Team(new(Guid.CreateVersion7()), "Shops", null, TeamRole.Member, [new(groups[0].Id)]);
        var bakery = new Team(new(Guid.CreateVersion7()), "Bakery", shops.Id, TeamRole.Administrator, [new(groups[0].Id), new(groups[1].Id, GroupRole.Administrator)]);
        var zone = TimeZoneName.Read("Europe/Madrid", "").Value!;
        return new(
            new(id, "Acme", new("es", zone, "ES", [IsoDayOfWeek.Monday, IsoDayOfWeek.Sunday]) { InvitationDays = 7 }),
            [shops, bakery],
            [.. groups],
            [new(LabelKind.Area, new("Human Resources"), ["HR", "RRHH"]), new(LabelKind.Tag, new("50% / day #1?"), [])]);
    }

    [Fact]
    public async Task An_organisation_is_read_back_as_it_was_created()
    {
        var demo = Demo(Organisation);
        await Get<IOrganisations>().CreateAsync(demo, Token);

        Say((await Catalogues.FindAsync(Organisation, Token))!).ShouldBe(Say(demo));
    }

    [Fact]
    public async Task A_creation_that_was_cut_short_is_finished_by_repeating_it_and_until_then_there_is_no_organisation()
    {
        var demo = Demo(Organisation);
        for (var i = 0; i < 3; i++)
        {
            Faults.Before(RequestKind.Write, () => Task.CompletedTask);
        }

        Faults.Answer(RequestKind.Write, 403);
        await Should.ThrowAsync<Azure.RequestFailedException>(() => Get<IOrganisations>().CreateAsync(demo, Token));
        (await Catalogues.FindAsync(Organisation, Token)).ShouldBeNull();

        await Get<IOrganisations>().CreateAsync(demo, Token);

        Say((await Catalogues.FindAsync(Organisation, Token))!).ShouldBe(Say(demo));
    }

    [Fact]
    public async Task It_is_read_by_one_query_and_then_not_again_for_seconds_however_many_ask()
    {
        await Get<IOrganisations>().CreateAsync(Demo(Organisation), Token);
        Requests.Clear();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Catalogues.FindAsync(Organisation, Token).AsTask()));
        Requests.Kinds.ShouldBe([RequestKind.Query]);

        Time.Advance(TimeSpan.FromSeconds(9.9));
        await Catalogues.FindAsync(Organisation, Token);
        Requests.Kinds.Count.ShouldBe(1);

        Time.Advance(TimeSpan.FromSeconds(0.2));
        await Catalogues.FindAsync(Organisation, Token);
        Requests.Kinds.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_missing_organisation_is_remembered_as_missing_for_seconds()
    {
        (await Catalogues.FindAsync(Organisation, Token)).ShouldBeNull();
        (await Catalogues.FindAsync(Organisation, Token)).ShouldBeNull();

        Requests.Kinds.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_read_that_failed_is_not_remembered()
    {
        await Get<IOrganisations>().CreateAsync(Demo(Organisation), Token);
        Faults.Answer(RequestKind.Query, 403);

        await Should.ThrowAsync<Azure.RequestFailedException>(async () => await Catalogues.FindAsync(Organisation, Token));

        (await Catalogues.FindAsync(Organisation, Token)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_new_label_is_seen_here_at_once_and_elsewhere_within_seconds()
    {
        await Get<IOrganisations>().CreateAsync(Demo(Organisation), Token);
        await using var another = Another(azurite);
        var elsewhere = another.GetRequiredService<ICatalogues>();
        await elsewhere.FindAsync(Organisation, Token);
        await Catalogues.FindAsync(Organisation, Token);

        await Catalogues.RememberAsync(Organisation, [new(LabelKind.Position, new("Cajero"), [])], Token);

        (await Catalogues.FindAsync(Organisation, Token))!.LabelsOf(LabelKind.Position).ShouldHaveSingleItem();
        (await elsewhere.FindAsync(Organisation, Token))!.LabelsOf(LabelKind.Position).ShouldBeEmpty();
        Time.Advance(TimeSpan.FromSeconds(10));
        (await elsewhere.FindAsync(Organisation, Token))!.LabelsOf(LabelKind.Position).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_label_that_is_known_in_another_spelling_changes_nothing()
    {
        await Get<IOrganisations>().CreateAsync(Demo(Organisation), Token);

        await Catalogues.RememberAsync(Organisation, [new(LabelKind.Area, new("HUMAN  RESÓURCES"), ["other"])], Token);

        var label = (await Catalogues.FindAsync(Organisation, Token))!.LabelsOf(LabelKind.Area).ShouldHaveSingleItem();
        (label.Label.Text, string.Join(',', label.Aliases)).ShouldBe(("Human Resources", "HR,RRHH"));
    }

    [Fact]
    public async Task Many_who_remember_the_same_label_at_once_make_one()
    {
        await Get<IOrganisations>().CreateAsync(Demo(Organisation), Token);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Catalogues.RememberAsync(Organisation, [new(LabelKind.Location, new("Madrid Centro"), [])], Token)));

        (await Catalogues.FindAsync(Organisation, Token))!.LabelsOf(LabelKind.Location).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_newer_version_of_the_product_wrote_beside_does_not_stop_this_one()
    {
        await Get<IOrganisations>().CreateAsync(Demo(Organisation), Token);
        await Tables.Catalogue.AddEntityAsync(new Azure.Data.Tables.TableEntity(Organisation.Value, "rule:1") { ["Doc"] = "{}" }, Token);

        (await Catalogues.FindAsync(Organisation, Token)).ShouldNotBeNull();
    }

    private static string Say(Catalogue catalogue)
    {
        var settings = catalogue.Organisation.Settings;
        return string.Join('\n',
        [
            $"{catalogue.Organisation.Id} {catalogue.Organisation.Name} {settings.Language} {settings.TimeZone.Id} {settings.Region} {string.Join(',', settings.WorkingDays)} {settings.InvitationDays}",
            .. catalogue.Teams.Select(team => $"{team.Id} {team.Name} {team.Parent} {team.DefaultRole} {string.Join(',', team.ChatGroups)} {team.RulesVersion} {string.Join(';', team.Rules.Select(Say))}").Order(StringComparer.Ordinal),
            .. catalogue.ChatGroups.Select(group => $"{group}").Order(StringComparer.Ordinal),
            .. catalogue.Labels.Select(label => $"{label.Kind} {label.Label.Text} {string.Join(',', label.Aliases)}").Order(StringComparer.Ordinal),
        ]);
    }

    private static string Say(MembershipRule rule) =>
        $"{rule.Id} {rule.Version} {string.Join(',', rule.Conditions.Select(condition => $"{condition.Field} {condition.Not} {string.Join('|', condition.Values)}"))}";
}
