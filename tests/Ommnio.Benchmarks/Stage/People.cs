using System.Globalization;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;

namespace Ommnio.Benchmarks.Stage;

/// <summary>The people who are registered: everybody with a code, an ID and an e-mail of their own.</summary>
internal static class People
{
    internal static UserFields Fields(int number) => new()
    {
        FirstName = "Ana",
        LastName = string.Create(CultureInfo.InvariantCulture, $"García {number:D7}"),
        Position = "Cashier",
        Area = "Sales",
        Location = "Madrid",
        Code = Code(number),
        NationalId = string.Create(CultureInfo.InvariantCulture, $"{number:D8}Z"),
        Email = string.Create(CultureInfo.InvariantCulture, $"ana.{number:D7}@example.com"),
        Tags = ["First aid"],
    };

    internal static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"C-{number:D7}");

    /// <summary>What the use case decides, nothing stored.</summary>
    internal static async Task<NewUser> DecideAsync(this Product product, Company company, UserFields fields, string? invite, CancellationToken cancellationToken) =>
        (await product.DecidingAsync(company, cancellationToken))(Guid.CreateVersion7(), fields, invite);

    /// <summary>The same, for many: from an id, fields and a channel to the user.</summary>
    internal static async Task<Func<Guid, UserFields, string?, NewUser>> DecidingAsync(this Product product, Company company, CancellationToken cancellationToken)
    {
        var catalogue = await product.Get<ICatalogues>().FindAsync(company.Id, cancellationToken);
        return (id, fields, invite) =>
        {
            var ids = new RegisterUser.NewIds(new(id), new(Guid.CreateVersion7()), new($"{Guid.CreateVersion7():N}"));
            var request = new RegisterUserRequest(company.Actor, fields, invite, null) { InvitesAtOnce = true };
            var (user, refusal) = RegisterUser.Decide(request, catalogue!, null, product.Get<InvitationWays>(), product.Get<MasterKeys>().CurrentId, ids, product.Get<TimeProvider>().GetUtcNow());
            return user ?? throw new InvalidOperationException($"{refusal}");
        };
    }

    internal static UserRows RowsOf(this Product product) => new(new PersonalData(product.Get<MasterKeys>()));

    /// <summary>Straight into the table, a hundred rows at a time; of each user only the rows that are wanted.</summary>
    internal static async Task FillAsync(this Product product, Company company, int users, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var (mapping, decide) = (product.RowsOf(), await product.DecidingAsync(company, cancellationToken));
        var rows = Enumerable.Range(0, users).SelectMany(number => mapping.New(company.Id, decide(Guid.CreateVersion7(), Fields(number), null))).Where(row => isWanted(row.RowKey));
        foreach (var some in rows.Chunk(TableGuard.MostActions))
        {
            await StorageTables.SubmitAsync(product.Tables.Directory, [.. some.Select(StorageTables.Add)], cancellationToken);
        }
    }

    /// <summary>Somebody who may speak with the bot, and their account at the channel.</summary>
    internal static async Task<(string Account, UserId User)> AdministratorAsync(this Product product, Company company, UserFields fields, CancellationToken cancellationToken)
    {
        var added = await product.DecideAsync(company, fields with { Role = "accountAdministrator" }, null, cancellationToken);
        var user = added.User with { SignedUpAt = added.User.CreatedAt, LastAccessAt = added.User.CreatedAt };
        await product.Get<IUsers>().AddAsync(company.Id, added with { User = user }, cancellationToken);
        var account = $"dl_{Guid.NewGuid():N}";
        await product.Get<IChannelIdentities>().AddAsync(new("directline", account, company.Id, user.Id), cancellationToken);
        return (account, user.Id);
    }
}
