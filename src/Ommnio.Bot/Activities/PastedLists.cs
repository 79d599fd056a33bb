using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ommnio.Bot.Conversation;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Activities;

/// <summary>
/// The rows of a pasted list, kept beside the draft, and registered a part at a time. Each row's key follows from the list and
/// the row, so that a part that is registered again, by whatever process, finds what it made.
/// </summary>
internal sealed class PastedLists(IDrafts drafts, ICatalogues catalogues, RegisterUser register, FindDuplicates duplicates, Administrators administrators)
{
    private const int OnAPage = 50;
    private const int InAPart = 25;
    private const int AtOnce = 4;

    // Sealed, never shown in a page: escaped accents would only make it longer.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Leaves out who is registered already, and keeps the others. The pages of an earlier list are overwritten.</summary>
    internal async Task<Input> KeepAsync(Administrator administrator, Effect.KeepList wanted, CancellationToken cancellationToken)
    {
        var region = (await catalogues.FindAsync(administrator.Actor.Organisation, cancellationToken))!.Organisation.Settings.Region;
        var isKnown = new bool[wanted.Users.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, wanted.Users.Count), Options(cancellationToken), async (index, token) =>
            isKnown[index] = await duplicates.IsKnownAsync(administrator.Actor, wanted.Users[index].Fields, region, token));
        var fresh = wanted.Users.Where((_, index) => !isKnown[index]).ToList();
        foreach (var (page, users) in fresh.Chunk(OnAPage).Index())
        {
            await WriteAsync(administrator, page, JsonSerializer.Serialize(new Page(wanted.Batch, [.. users]), Json), cancellationToken);
        }

        return new Input.ListKept(wanted.Batch, fresh.Count, [.. wanted.Users.Where((_, index) => isKnown[index]).Select(user => (user.Line, $"{user.Fields.FirstName} {user.Fields.LastName}"))]);
    }

    internal async Task<Input> RegisterAsync(Administrator administrator, Effect.RegisterList wanted, CancellationToken cancellationToken)
    {
        // Rights are read when something is done, not when it was pasted.
        if (await administrators.RefreshAsync(administrator.Actor.Organisation, administrator.User, cancellationToken) is not { } now)
        {
            return new Input.ListRegistered(wanted.Batch, wanted.From, 0, [(0, "", new("request.actor_without_rights", null))]);
        }

        var page = await ReadAsync(administrator, wanted.From / OnAPage, cancellationToken);
        var users = page?.List == wanted.Batch ? page.Users.Skip(wanted.From % OnAPage).Take(InAPart).ToList() : [];
        var problems = new Problem?[users.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, users.Count), Options(cancellationToken), async (index, token) =>
            problems[index] = await RegisterAsync(now.Actor, KeyOf(wanted.Batch, users[index].Line), users[index].Fields, token));
        return new Input.ListRegistered(wanted.Batch, wanted.From, users.Count, [.. users.Zip(problems).Where(row => row.Second is not null).Select(row => (row.First.Line, $"{row.First.Fields.FirstName} {row.First.Fields.LastName}", row.Second!))]);
    }

    private async Task<Problem?> RegisterAsync(Actor actor, Guid key, UserFields fields, CancellationToken cancellationToken) =>
        await register.HandleAsync(new(actor, fields, null, new(new($"bot{key:N}"), "")), cancellationToken) switch
        {
            RegisterUserOutcome.Registered => null,
            RegisterUserOutcome.Refused refused => refused.Problems[0],
            RegisterUserOutcome.Taken taken => taken.Problem,
            RegisterUserOutcome.Forbidden forbidden => forbidden.Problem,
            _ => throw new InvalidOperationException("A key of a pasted row was used for something else."),
        };

    private static ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    private static Guid KeyOf(Guid list, int line) => Derived(list, line);

    // A page lies like a draft of its own, sealed like one, under an id that follows from the administrator's.
    private static UserId PageOf(Administrator administrator, int page) => new(Derived(administrator.User.Value, page));

    private static Guid Derived(Guid from, int number) => new(SHA256.HashData([.. from.ToByteArray(), .. BitConverter.GetBytes(number)]).AsSpan(0, 16));

    private async Task<Page?> ReadAsync(Administrator administrator, int page, CancellationToken cancellationToken) =>
        (await drafts.ReadAsync(administrator.Actor.Organisation, PageOf(administrator, page), cancellationToken)).Json is { } json ? JsonSerializer.Deserialize<Page>(json) : null;

    private async Task WriteAsync(Administrator administrator, int page, string json, CancellationToken cancellationToken)
    {
        var (organisation, id) = (administrator.Actor.Organisation, PageOf(administrator, page));
        while (!(await drafts.WriteAsync(organisation, id, json, (await drafts.ReadAsync(organisation, id, cancellationToken)).ETag, cancellationToken)).IsWritten)
        {
        }
    }

    private sealed record Page(Guid List, IReadOnlyList<PastedUser> Users);
}
