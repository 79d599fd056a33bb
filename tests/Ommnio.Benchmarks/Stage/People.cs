using System.Globalization;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
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
    internal static async Task<NewUser> DecideAsync(this Product product, Company company, UserFields fields, string? invite, CancellationToken cancellationToken)
    {
        var catalogue = await product.Get<ICatalogues>().FindAsync(company.Id, cancellationToken);
        var ids = new RegisterUser.NewIds(new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new($"{Guid.CreateVersion7():N}"));
        var request = new RegisterUserRequest(company.Actor, fields, invite, null) { InvitesAtOnce = true };
        var (user, refusal) = RegisterUser.Decide(request, catalogue!, null, product.Get<InvitationWays>(), product.Get<MasterKeys>().CurrentId, ids, TimeProvider.System.GetUtcNow());
        return user ?? throw new InvalidOperationException($"{refusal}");
    }

    /// <summary>Straight into the table, a hundred rows at a time; of each user only the rows that are wanted.</summary>
    internal static async Task FillAsync(this Product product, Company company, int users, Func<string, bool> isWanted, CancellationToken cancellationToken)
    {
        var mapping = new UserRows(new PersonalData(product.Get<MasterKeys>()));
        List<TableTransactionAction> actions = [];
        for (var number = 0; number < users; number++)
        {
            var user = await product.DecideAsync(company, Fields(number), null, cancellationToken);
            foreach (var row in mapping.New(company.Id, user).Where(row => isWanted(row.RowKey)))
            {
                actions.Add(StorageTables.Add(row));
                if (actions.Count == TableGuard.MostActions)
                {
                    await StorageTables.SubmitAsync(product.Tables.Directory, actions, cancellationToken);
                    actions.Clear();
                }
            }
        }

        if (actions.Count > 0)
        {
            await StorageTables.SubmitAsync(product.Tables.Directory, actions, cancellationToken);
        }
    }
}
