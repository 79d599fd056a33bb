using System.Diagnostics;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Registering;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;
using Names = Ommnio.Storage.Telemetry;

namespace Ommnio.Storage.Tests.Observing;

public sealed class SpansTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private const string Rows = "ommnio.rows";

    private IUsers Users => Get<IUsers>();

    [Fact]
    public async Task Each_request_to_a_table_is_a_span_that_names_the_table_and_no_key()
    {
        var user = Some.New(Some.WholeUser());
        using var heard = new Heard();

        await Users.AddAsync(Organisation, user, Token);
        heard.One(Names.Transaction).GetTagItem(Rows).ShouldBe((await RowsAsync()).Count);
        heard.Spans.Clear();
        await Users.FindAsync(Organisation, user.User.Id, Token);
        await Get<IInvitations>().ListAsync(Organisation, user.User.Id, Token);
        await Users.AddAsync(Organisation, Some.New(Some.User(code: "A-17")), Token);

        heard.Spans.Select(Say).ShouldBe(
        [
            "table read ommnio.table=directory http.response.status_code=200",
            "table query ommnio.table=directory http.response.status_code=200",
            "table transaction ommnio.table=directory ommnio.conflict=409",
            "table read ommnio.table=directory http.response.status_code=404",
            "table read ommnio.table=directory http.response.status_code=200",
        ]);
    }

    [Fact]
    public async Task A_request_that_storage_failed_is_a_failed_span_and_its_repeat_another()
    {
        using var heard = new Heard();
        Faults.Answer(RequestKind.Read, 503);

        await Users.FindAsync(Organisation, new(Guid.CreateVersion7()), Token);

        heard.Spans.Select(span => (span.Status, Say(span))).ShouldBe(
        [
            (ActivityStatusCode.Error, "table read ommnio.table=directory http.response.status_code=503"),
            (ActivityStatusCode.Unset, "table read ommnio.table=directory http.response.status_code=404"),
        ]);
    }

    [Fact]
    public async Task A_message_names_the_span_that_sent_it_and_whoever_takes_it_is_linked_to_that()
    {
        using var heard = new Heard();
        using var taking = new ActivitySource("Ommnio.Taking");
        Requests.Clear();
        await Get<IInvitationMessages>().TrySendAsync(new(new("acme-1"), new(Guid.CreateVersion7()), new(Guid.CreateVersion7())), TimeSpan.Zero, Token);
        var sent = heard.One(Names.Send);
        sent.Kind.ShouldBe(ActivityKind.Producer);

        using (var taken = taking.StartActivity("taken"))
        {
            MessageOrigin.Note(InvitationMessages.QueueName, $$"""{"trace":"{{sent.Id}}"}""", Some.Now);
            taken!.Links.Single().Context.SpanId.ShouldBe(sent.SpanId);
            taken.TraceId.ShouldNotBe(sent.TraceId);
        }

        using var other = taking.StartActivity("taken");
        MessageOrigin.Note(InvitationMessages.QueueName, """{"version":1}""", Some.Now);
        MessageOrigin.Note(InvitationMessages.QueueName, """{"trace":"nonsense"}""", Some.Now);
        other!.Links.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_jobs_message_is_a_span_too_and_is_read_with_and_without_its_origin()
    {
        var job = new JobMessage(new("acme-1"), new(Guid.CreateVersion7()), 2);
        using var heard = new Heard();

        await Get<IJobMessages>().TrySendAsync(job, Token);

        Say(heard.One(Names.Send)).ShouldBe("queue send ommnio.queue=jobs");
        JobMessages.Read($$"""{"version":1,"organisation":"acme-1","job":"{{job.Job}}","page":2}""").ShouldBe(job);
        JobMessages.Read($$"""{"version":1,"organisation":"acme-1","job":"{{job.Job}}","page":2,"trace":"{{heard.One(Names.Send).Id}}","due":"2026-03-02T09:00:00+00:00"}""").ShouldBe(job);
    }

    private static string Say(Activity span) => string.Join(' ', span.TagObjects.Where(tag => tag.Key != Rows).Select(tag => $"{tag.Key}={tag.Value}").Prepend(span.OperationName));
}
