using Ommnio.Core.Auditing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Auditing;

public sealed class HistoryTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private IHistories Histories => Get<IHistories>();

    [Fact]
    public async Task The_newest_line_comes_first_and_says_who_when_by_which_way_and_which_fields()
    {
        var user = Some.New(Some.User());
        await Get<IUsers>().AddAsync(Organisation, user, Token);
        var later = Some.Audit(Some.OperationId(), "user.changed", "area", "notes") with { At = Some.Now.AddMinutes(1), By = new UserId(Guid.CreateVersion7()), Way = Core.Governing.WayIn.Bot };
        await Get<IUsers>().ChangeAsync(Organisation, user.User.Id, before => new(before with { Version = 2 }, null, false, later), Token);

        var lines = (await Histories.ListAsync(Organisation, user.User.Id, 10, null, Token))!.Items;

        lines.Count.ShouldBe(2);
        (lines[0].Operation, lines[0].At, lines[0].By, lines[0].Way, lines[0].Action).ShouldBe((later.Operation, later.At, later.By, later.Way, later.Action));
        lines[0].Fields.ShouldBe(["area", "notes"]);
        lines[1].Action.ShouldBe("user.registered");
    }

    [Fact]
    public async Task A_page_is_one_query_goes_on_where_the_last_one_ended_and_keeps_to_its_user()
    {
        var (user, other) = (Some.New(Some.User()), Some.New(Some.User()));
        await Get<IUsers>().AddAsync(Organisation, user, Token);
        await Get<IUsers>().AddAsync(Organisation, other, Token);
        for (var i = 1; i <= 4; i++)
        {
            var audit = Some.Audit(new($"op{i}"), "user.changed", $"field{i}") with { At = Some.Now.AddMinutes(i) };
            await Get<IUsers>().ChangeAsync(Organisation, user.User.Id, before => new(before with { Version = before.Version + 1 }, null, false, audit), Token);
        }

        Requests.Clear();
        var first = (await Histories.ListAsync(Organisation, user.User.Id, 2, null, Token))!;
        Requests.Kinds.ShouldBe([RequestKind.Query]);
        var second = (await Histories.ListAsync(Organisation, user.User.Id, 2, first.Next, Token))!;
        var third = (await Histories.ListAsync(Organisation, user.User.Id, 2, second.Next, Token))!;

        first.Items.Concat(second.Items).Concat(third.Items).Select(line => line.Fields.Single()).ShouldBe(["field4", "field3", "field2", "field1", "firstName"]);
        third.Next.ShouldBeNull();
        (await Histories.ListAsync(Organisation, other.User.Id, 2, first.Next, Token)).ShouldBeNull();
        (await Histories.ListAsync(new("elsewhere"), user.User.Id, 2, first.Next, Token)).ShouldBeNull();
    }
}
