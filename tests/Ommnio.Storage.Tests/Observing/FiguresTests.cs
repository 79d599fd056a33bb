using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tests.Faults;
using Ommnio.Storage.Tests.Organisations;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Observing;

/// <summary>Each figure moves with what it counts, and with nothing else.</summary>
public sealed class FiguresTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private readonly SharedAzurite azurite = azurite;

    private IUsers Users => Get<IUsers>();

    [Fact]
    public async Task A_registration_and_its_invitation_are_counted_once_and_a_repeat_is_not()
    {
        using var heard = new Heard();
        var user = Some.New(Some.User(code: "T-1"), invited: true);

        await Users.AddAsync(Organisation, user, Token);
        (await Users.AddAsync(Organisation, user, Token)).ShouldBeOfType<Adding.Repeated>();

        heard.Figures.ShouldBe(["ommnio.registrations{ommnio.way=api} 1", "ommnio.invitations{ommnio.state=queued,ommnio.channel=link,ommnio.failure=none} 1"]);
    }

    [Fact]
    public async Task A_lost_answer_does_not_count_twice()
    {
        using var heard = new Heard();
        Faults.LoseAnswerOf(RequestKind.Transaction);

        await Users.AddAsync(Organisation, Some.New(Some.User()), Token);

        heard.Of("ommnio.registrations").Count().ShouldBeLessThanOrEqualTo(1);
        heard.Of("ommnio.duplicates").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_value_that_is_taken_is_counted_by_its_field_when_adding_and_when_changing()
    {
        var other = Some.New(Some.User(code: "T-3"));
        await Users.AddAsync(Organisation, Some.New(Some.User(code: "T-2")), Token);
        await Users.AddAsync(Organisation, other, Token);
        using var heard = new Heard();

        (await Users.AddAsync(Organisation, Some.New(Some.User(code: "T-2")), Token)).ShouldBeOfType<Adding.Taken>();
        (await Users.ChangeAsync(Organisation, other.User.Id, Some.Change(before => before with { Code = new("T-2") }), Token)).ShouldBeOfType<Changing.Taken>();

        heard.Figures.ShouldBe(["ommnio.duplicates{ommnio.field=code} 1", "ommnio.duplicates{ommnio.field=code} 1"]);
    }

    [Fact]
    public async Task Every_state_that_an_invitation_comes_into_is_counted()
    {
        var user = Some.New(Some.User(), invited: true);
        await Users.AddAsync(Organisation, user, Token);
        using var heard = new Heard();
        var stored = (await Get<IInvitations>().FindAsync(Organisation, user.User.Id, user.Invitation!.Id, Token))!;
        var claimed = (await Get<IInvitations>().MoveAsync(Organisation, stored, DeliverInvitation.Claim(stored.Value, Guid.NewGuid(), Some.Now, TimeSpan.FromMinutes(1))!, null, Token))!;

        await Get<IInvitations>().MoveAsync(Organisation, claimed, claimed.Value.FailedBy("invitation.undeliverable", Some.Now)!, null, Token);
        // Somebody was faster: nothing became of it.
        (await Get<IInvitations>().MoveAsync(Organisation, claimed, DeliverInvitation.Delivered(claimed.Value, Some.Now), null, Token)).ShouldBeNull();

        heard.Of("ommnio.invitations").ShouldBe(
        [
            "ommnio.invitations{ommnio.state=sending,ommnio.channel=link,ommnio.failure=none} 1",
            "ommnio.invitations{ommnio.state=failed,ommnio.channel=link,ommnio.failure=invitation.undeliverable} 1",
        ]);
    }

    [Fact]
    public async Task A_transaction_that_others_were_faster_than_counts_a_try_more()
    {
        var user = Some.New(Some.User());
        await Users.AddAsync(Organisation, user, Token);
        await using var other = Another(azurite);
        using var heard = new Heard();
        Faults.Before(RequestKind.Transaction, () => other.GetRequiredService<IUsers>().ChangeAsync(Organisation, user.User.Id, Some.Change(before => before with { Position = new("Baker") }), Token));

        (await Users.ChangeAsync(Organisation, user.User.Id, Some.Change(before => before with { Area = new("Bakery") }), Token)).ShouldBeOfType<Changing.Changed>();

        heard.Figures.ShouldBe(["ommnio.transaction.retries 1"]);
    }

    [Fact]
    public async Task What_waits_in_outbox_and_poison_queue_is_measured()
    {
        await Get<IOrganisations>().CreateAsync(CatalogueTests.Demo(Organisation), Token);
        var queue = new QueueClient(azurite.ConnectionString, $"{Organisation.Value}-poison");
        await queue.CreateAsync(cancellationToken: Token);
        await queue.SendMessageAsync("1", Token);
        using var heard = new Heard();

        // Before anything that any test stores.
        await Get<Backlog>().OldestAsync(Some.Now.AddYears(-100), Token);
        await Get<Backlog>().MessagesInAsync(queue.Name, Token);

        heard.Figures.ShouldBe(["ommnio.outbox.age 0", $"ommnio.poison.messages{{ommnio.queue={queue.Name}}} 1"]);
    }

    [Theory]
    [InlineData("""{"version":1,"organisation":"acme-1","due":"2026-03-02T08:59:30+00:00"}""", "ommnio.queue.age{ommnio.queue=invitations} 30")]
    [InlineData("""{"version":1,"organisation":"acme-1","due":"2026-03-02T09:00:01+00:00"}""", "ommnio.queue.age{ommnio.queue=invitations} 0")]
    [InlineData("""{"version":1,"organisation":"acme-1"}""", null)]
    [InlineData("nonsense", null)]
    public void How_long_a_message_waited_after_its_time_is_measured_and_one_from_before_says_nothing(string message, string? figure)
    {
        using var heard = new Heard();

        MessageOrigin.Note(InvitationMessages.QueueName, message, Some.Now);

        heard.Figures.ShouldBe(figure is null ? [] : [figure]);
    }
}
