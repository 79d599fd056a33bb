using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Ommnio.Core.Jobs;
using Ommnio.Core.Registering;
using Ommnio.Storage.Queues;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Jobs;

public sealed class JobStoreTests(SharedAzurite azurite) : JobTests(azurite)
{
    private readonly SharedAzurite azurite = azurite;

    private Job New => Job.ApplyRules(new(Guid.CreateVersion7()), Shops, 7, Actor, Time.GetUtcNow());

    [Fact]
    public async Task A_job_is_read_back_as_it_was_stored()
    {
        var job = New with
        {
            State = JobState.Running,
            StartedAt = Some.Now,
            FinishedAt = Some.Now.AddTicks(7),
            Problem = new("job.gave_up", null),
            Progress = new(1, 2, 3, 4, 5),
            Page = 6,
            Cursor = "u:0198",
            Pass = 1,
            PassChanged = true,
            AtWork = new([new(Guid.CreateVersion7()), new(Guid.CreateVersion7())], "u:0199", Some.Now, 2),
            ClaimedBy = Guid.NewGuid(),
        };
        var operation = new Operation(Some.OperationId(), "hash");

        (await Stored.AddAsync(Organisation, job, operation, Token)).ShouldBe(new AddingJob.Added(job));

        var read = await FindAsync(job.Id);
        (read with { AtWork = null }).ShouldBe(job with { AtWork = null });
        read.AtWork!.Users.ShouldBe(job.AtWork.Users);
        (read.AtWork with { Users = [] }).ShouldBe(job.AtWork with { Users = [] });
    }

    [Fact]
    public async Task A_repeat_answers_the_first_ones_job_and_another_request_under_its_name_is_told()
    {
        var operation = new Operation(Some.OperationId(), "hash");
        var first = ((AddingJob.Added)await Stored.AddAsync(Organisation, New, operation, Token)).Job;

        (await Stored.AddAsync(Organisation, New, operation, Token)).ShouldBe(new AddingJob.Added(first));
        (await Stored.RepeatedAsync(Organisation, operation, Token)).ShouldBe(new AddingJob.Added(first));
        (await Stored.AddAsync(Organisation, New, operation with { RequestHash = "other" }, Token)).ShouldBeOfType<AddingJob.Mismatch>();
        (await Stored.RepeatedAsync(Organisation, new(Some.OperationId(), "hash"), Token)).ShouldBeNull();
        (await RowKeysAsync()).Count(key => key.StartsWith("w:", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_that_was_lost_is_no_second_job_and_no_lost_move()
    {
        Faults.LoseAnswerOf(RequestKind.Transaction);
        var job = await StartAsync(New);
        var stored = (await Stored.FindAsync(Organisation, job.Id, Token))!;

        Faults.LoseAnswerOf(RequestKind.Transaction);
        (await Stored.MoveAsync(Organisation, stored, job with { State = JobState.Running }, Token)).ShouldNotBeNull();
        var running = (await Stored.FindAsync(Organisation, job.Id, Token))!;
        Faults.LoseAnswerOf(RequestKind.Transaction);
        (await Stored.MoveAsync(Organisation, running, job with { State = JobState.Done }, Token)).ShouldNotBeNull();

        (await Stored.MoveAsync(Organisation, running, job with { Page = 9 }, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_message_is_one_request_in_Base64_with_ids_alone_and_is_read_back()
    {
        var message = new JobMessage(new("acme-1"), new(Guid.CreateVersion7()), 3);

        (await Get<IJobMessages>().TrySendAsync(message, Token)).ShouldBeTrue();
        Requests.Kinds[^1].ShouldBe(RequestKind.Send);

        var queue = new QueueClient(azurite.ConnectionString, JobMessages.QueueName, new() { MessageEncoding = QueueMessageEncoding.Base64 });
        var received = (await queue.ReceiveMessagesAsync(32, cancellationToken: Token)).Value.Single(one => one.Body.ToString().Contains($"{message.Job}", StringComparison.Ordinal));
        // Where another test listens to traces, the sending span's name stands there too.
        var said = JsonNode.Parse(received.Body.ToString())!.AsObject();
        said.Remove("trace");
        said.ToJsonString().ShouldBe($$"""{"version":1,"organisation":"acme-1","job":"{{message.Job}}","page":3,"due":"2026-03-02T09:00:00\u002B00:00"}""");
        JobMessages.Read(received.Body.ToString()).ShouldBe(message);
        await queue.DeleteMessageAsync(received.MessageId, received.PopReceipt, Token);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"version":1,"organisation":"acme-1","job":"x","page":1}""")]
    public void A_message_that_is_not_ours_is_read_as_none(string text) => JobMessages.Read(text).ShouldBeNull();

    [Fact]
    public async Task A_queue_that_refuses_is_said_and_does_not_throw()
    {
        for (var tries = 0; tries < 4; tries++)
        {
            Faults.Answer(RequestKind.Send, 503);
        }

        (await Get<IJobMessages>().TrySendAsync(new(Organisation, new(Guid.CreateVersion7()), 0), Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_walk_meets_everybody_once_in_pages_whole_in_the_order_of_ids_and_nobody_else()
    {
        await AddManyAsync(25, n => Some.User($"Ana{n}"));
        var (met, pages, after) = (new List<Walked>(), 0, (string?)null);
        do
        {
            var page = await Get<IUserWalks>().NextAsync(Organisation, new Walk.Everybody(), after, 10, Token);
            met.AddRange(page.Items);
            (after, pages) = (page.Next, pages + 1);
        }
        while (after is not null);

        pages.ShouldBe(3);
        met.Select(user => user.Id.ToString()).ShouldBe(met.Select(user => user.Id.ToString()).Distinct().Order(StringComparer.Ordinal));
        (met.Count, met.All(user => user.User!.Id == user.Id)).ShouldBe((25, true));
    }

    [Fact]
    public async Task A_page_that_comes_back_empty_and_still_goes_on_is_not_the_end()
    {
        var user = await AddAsync("Sales");
        Faults.AnswerEmptyPageBefore(Organisation.Value, $"u:{user.Id}");

        (await Get<IUserWalks>().NextAsync(Organisation, new Walk.Everybody(), null, 10, Token)).Items.ShouldHaveSingleItem().Id.ShouldBe(user.Id);
    }
}
