using Ommnio.Benchmarks.Stage;
using Ommnio.Core.Inviting;
using Ommnio.Core.Leaving;
using Ommnio.Core.Listing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Benchmarks.Scale;

/// <summary>Something that the product does, to be counted.</summary>
/// <param name="Prepare">What must be there first, uncounted; it gives what is counted. The number is that of a person whom nobody used before.</param>
/// <param name="Writes">Whether it leaves something that it must find again: the stand-in of a table keeps nothing.</param>
internal sealed record Operation(string Name, Func<Scene, int, Task<Func<Task>>> Prepare, bool Writes = false)
{
    private const int Page = 100;

    internal static IReadOnlyList<Operation> All { get; } =
    [
        new("look-up by code", Ready((scene, number) => FoundAsync(scene.Get<FindUsers>().ByCodeAsync(scene.Actor, new(People.Code(number % scene.Users)), default)))),
        new("look-up by code, nobody", Ready((scene, number) => scene.Get<FindUsers>().ByCodeAsync(scene.Actor, new($"X-{number}"), default))),
        new("registration", Ready((scene, number) => RegisterAsync(scene, number, null))),
        new("registration that invites by link", Ready((scene, number) => RegisterAsync(scene, number, "link"))),
        new("registration that invites by e-mail", Ready((scene, number) => RegisterAsync(scene, number, "email"))),
        new("page of 100, all users", Ready((scene, _) => ListAsync(scene, new()))),
        new("page of 100, names that begin so", Ready((scene, _) => ListAsync(scene, new(Text: "ana")))),
        new("page of 100, an area", Ready((scene, _) => ListAsync(scene, new(Area: "Sales")))),
        new("page of 100, a tag", Ready((scene, _) => ListAsync(scene, new(Tag: "First aid")))),
        new("page of 100, pending", Ready((scene, _) => ListAsync(scene, new(State: "pending")))),
        new("look-up by ID", After(null, (scene, user) => FoundAsync(scene.Get<FindUsers>().ByNationalIdAsync(scene.Actor, user.NationalId!, default))), true),
        new("change of one field", After(null, (scene, user) => ChangeAsync(scene, user, fields => fields with { Notes = "New" })), true),
        new("change of code, area and e-mail", After(null, (scene, user) => ChangeAsync(scene, user, fields => fields with { Code = $"N-{fields.Code}", Area = "Sales and more", Email = $"n.{fields.Email}" })), true),
        new("block", After(null, (scene, user) => scene.Get<BlockUser>().HandleAsync(new(scene.Actor, user.User.Id, null, true), default)), true),
        new("erasure", After(null, (scene, user) => scene.Get<EraseUser>().HandleAsync(new(scene.Actor, user.User.Id, null, user.User.Name.Full), default)), true),
        new("invitation by link", After(null, (scene, user) => scene.Get<InviteUser>().HandleAsync(new(scene.Actor, user.User.Id, InvitationChannel.Link, null), default)), true),
        new("delivery of a link", After("link", (scene, user) => scene.Get<DeliverInvitation>().HandleAsync(new(scene.Actor.Organisation, user.User.Id, user.Invitation!.Id), default)), true),
        new("acceptance of a link", Delivered((scene, token) => scene.Get<AcceptInvitation>().HandleAsync(new(token, "+34612345678"), default)), true),
        new("turn of the bot that registers", async (scene, number) =>
        {
            await scene.SayAsync($"register Ana {InLetters(number)}, Cashier, Sales");
            return () => scene.SayAsync("yes", "is registered");
        }, true),
        new("turn of the bot", async (scene, _) =>
        {
            await scene.SayAsync("register");
            return () => scene.SayAsync("first name: Eva");
        }, true),
    ];

    // In letters: nobody is called by a number.
    private static string InLetters(int number) => $"Zo{string.Concat($"{number}".Select(digit => (char)('a' + digit - '0')))}";

    // Nothing to prepare.
    private static Func<Scene, int, Task<Func<Task>>> Ready(Func<Scene, int, Task> run) => (scene, number) => Task.FromResult(() => run(scene, number));

    // With somebody who was registered just before.
    private static Func<Scene, int, Task<Func<Task>>> After(string? invite, Func<Scene, NewUser, Task> run) => async (scene, number) =>
    {
        var user = await scene.AddAsync(number, invite);
        return () => run(scene, user);
    };

    private static Func<Scene, int, Task<Func<Task>>> Delivered(Func<Scene, string, Task> run) => async (scene, number) =>
    {
        var user = await scene.AddAsync(number, "link");
        await scene.Get<DeliverInvitation>().HandleAsync(new(scene.Actor.Organisation, user.User.Id, user.Invitation!.Id), default);
        var token = InvitationToken.Of(user.Invitation, scene.Get<Core.Governing.MasterKeys>()).Text;
        return () => run(scene, token);
    };

    private static async Task FoundAsync(Task<User?> found) => _ = await found ?? throw new InvalidOperationException("A user is missing.");

    private static async Task RegisterAsync(Scene scene, int number, string? invite)
    {
        var request = new RegisterUserRequest(scene.Actor, People.Fields(number), invite, new(new($"create-{number}"), "hash"));
        _ = await scene.Get<RegisterUser>().HandleAsync(request, default) as RegisterUserOutcome.Registered ?? throw new InvalidOperationException("A user was not registered.");
    }

    private static async Task ChangeAsync(Scene scene, NewUser user, Func<UserFields, UserFields> edit) =>
        _ = await scene.Get<ChangeUser>().HandleAsync(new(scene.Actor, user.User.Id, null, edit, RemoveNationalId: false), default) as ChangeUserOutcome.Changed
            ?? throw new InvalidOperationException("A user was not changed.");

    private static async Task ListAsync(Scene scene, UserListFields fields)
    {
        if (await scene.Get<ListUsers>().HandleAsync(new(scene.Actor, fields, Page, null), default) is not ListUsersOutcome.Listed { Page: { Items.Count: Page, Next: not null } })
        {
            throw new InvalidOperationException("A page is not full.");
        }
    }
}
