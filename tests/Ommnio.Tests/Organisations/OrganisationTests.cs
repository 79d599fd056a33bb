using Ommnio.Core.Inviting;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Organisations;

public sealed class OrganisationTests
{
    [Fact]
    public void R17_Unset_hours_are_nine_to_five_on_the_organisations_days()
    {
        var line = Some.Catalogue.Organisation.Settings.WorkingHours.ToFields().ShouldHaveSingleItem();

        (string.Join(' ', line.Days), line.From, line.To).ShouldBe(("mon fri", "09:00", "17:00"));
    }

    [Fact]
    public void D47_D50_Unless_it_says_otherwise_it_invites_by_link_for_a_fortnight_and_sends_five_messages_a_day_at_most()
    {
        var settings = Some.Catalogue.Organisation.Settings;

        (settings.InvitationOrder, settings.InvitationDays, settings.MostDeliveriesADay).ShouldBe((new ChannelOrder([InvitationChannel.Link]), 14, 5));
    }
}
