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

        return new Input.ListKept(wanted.Batch, fresh.Count, [.. wanted.Users.Where((_, index) => isKnown[index]).Select(user => (user.Line, NameOf(user)))]);
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
        var (made, problems) = (new UserId?[users.Count], new Problem?[users.Count]);
        await Parallel.ForEachAsync(Enumerable.Range(0, users.Count), Options(cancellationToken), async (index, token) =>
            (made[index], problems[index]) = await RegisterAsync(now.Actor, KeyOf(wanted.Batch, users[index].Line), users[index].Fields, token));
        await RememberAsync(administrator, wanted, users.Zip(made).Where(row => row.Second is not null).Select(row => KeyValuePair.Create(row.First.Line, row.Second!.Value.Value)), cancellationToken);
        return new Input.ListRegistered(wanted.Batch, wanted.From, users.Count, [.. users.Zip(problems).Where(row => row.Second is not null).Select(row => (row.First.Line, NameOf(row.First), row.Second!))]);
    }

    /// <summary>Who came of a list, by the id and the name that they were registered with; nobody once it has made way for another, or has aged away.</summary>
    internal async Task<IReadOnlyList<(UserId Id, string Name)>> RegisteredAsync(Administrator administrator, Guid list, CancellationToken cancellationToken)
    {
        List<(UserId Id, string Name)> all = [];
        for (var page = 0; await ReadAsync(administrator, page, cancellationToken) is { } kept && kept.List == list; page++)
        {
            all.AddRange(kept.Users.Where(user => kept.Made.ContainsKey(user.Line)).Select(user => (new UserId(kept.Made[user.Line]), NameOf(user))));
        }

        return all;
    }

    private static string NameOf(PastedUser user) => $"{user.Fields.FirstName} {user.Fields.LastName}";

    private async Task<(UserId? Made, Problem? Problem)> RegisterAsync(Actor actor, Guid key, UserFields fields, CancellationToken cancellationToken) =>
        await register.HandleAsync(new(actor, fields, null, new(new($"bot{key:N}"), "")), cancellationToken) switch
        {
            RegisterUserOutcome.Registered registered => (registered.User.Id, null),
            RegisterUserOutcome.Refused refused => (null, refused.Problems[0]),
            RegisterUserOutcome.Taken taken => (null, taken.Problem),
            RegisterUserOutcome.Forbidden forbidden => (null, forbidden.Problem),
            _ => throw new InvalidOperationException("A key of a pasted row was used for something else."),
        };

    private static ParallelOptions Options(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };

    private static Guid KeyOf(Guid list, int line) => Derived(list, line);

    // A page lies like a draft of its own, sealed like one, under an id that follows from the administrator's.
    private static UserId PageOf(Administrator administrator, int page) => new(Derived(administrator.User.Value, page));

    private static Guid Derived(Guid from, int number) => new(SHA256.HashData([.. from.ToByteArray(), .. BitConverter.GetBytes(number)]).AsSpan(0, 16));

    private async Task<Page?> ReadAsync(Administrator administrator, int page, CancellationToken cancellationToken) =>
        PageIn(await drafts.ReadAsync(administrator.Actor.Organisation, PageOf(administrator, page), cancellationToken));

    private static Page? PageIn(StoredDraft stored) => stored.Json is { } json ? JsonSerializer.Deserialize<Page>(json) : null;

    // So that "invite them" is said of those who came of the list, and of nobody else.
    private async Task RememberAsync(Administrator administrator, Effect.RegisterList part, IEnumerable<KeyValuePair<int, Guid>> made, CancellationToken cancellationToken)
    {
        var (organisation, id) = (administrator.Actor.Organisation, PageOf(administrator, part.From / OnAPage));
        for (var stored = await drafts.ReadAsync(organisation, id, cancellationToken); PageIn(stored) is { } page && page.List == part.Batch;)
        {
            var write = await drafts.WriteAsync(organisation, id, JsonSerializer.Serialize(page with { Made = new Dictionary<int, Guid>([.. made, .. page.Made.ExceptBy(made.Select(row => row.Key), row => row.Key)]) }, Json), stored.ETag, cancellationToken);
            if (write.IsWritten)
            {
                return;
            }

            stored = write.Now;
        }
    }

    private async Task WriteAsync(Administrator administrator, int page, string json, CancellationToken cancellationToken)
    {
        var (organisation, id) = (administrator.Actor.Organisation, PageOf(administrator, page));
        while (!(await drafts.WriteAsync(organisation, id, json, (await drafts.ReadAsync(organisation, id, cancellationToken)).ETag, cancellationToken)).IsWritten)
        {
        }
    }

    private sealed record Page(Guid List, IReadOnlyList<PastedUser> Users)
    {
        /// <summary>Who came of the rows, by line.</summary>
        public Dictionary<int, Guid> Made { get; init; } = [];
    }
}
