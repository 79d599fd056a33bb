using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Registering;

/// <summary>Who may be registered already as somebody who is about to be.</summary>
/// <param name="Taken">Unique values of others: registering would be refused (D14). The other is named only to who may see them (R22).</param>
/// <param name="Namesakes">Of the same full name; no hindrance.</param>
/// <param name="Near">Whose names begin alike: where a slip of the pen is to be looked for.</param>
public sealed record Duplicates(IReadOnlyList<Problem> Taken, IReadOnlyList<UserSummary> Namesakes, IReadOnlyList<UserSummary> Near);

/// <summary>
/// Looks before registering. It promises nothing: between it and the registration others may register, and only the claims of
/// that transaction are sure.
/// </summary>
public sealed class FindDuplicates(IUsers users, ListUsers list)
{
    private const int Beginning = 3;
    private const int MostNamesakes = 50;
    private const int MostNear = 200;

    /// <summary>One query for the namesakes, one for those near, and a read for each unique value that was given.</summary>
    /// <param name="region">The country of national phone numbers.</param>
    public async Task<Duplicates> HandleAsync(Actor actor, UserFields fields, string region, CancellationToken cancellationToken)
    {
        var taken = TakenAsync(actor, fields, region, cancellationToken);
        var namesakes = await NamesakesAsync(actor, fields, cancellationToken);
        var name = Folded(fields);
        var near = name.Length < Beginning ? [] : await list.NamedAsync(actor, name[..Beginning], MostNear, cancellationToken);
        return new(await taken, namesakes, [.. near.Where(user => user.Name.Folded != name)]);
    }

    /// <summary>One query: users of the same full name whom the actor may see.</summary>
    public async Task<IReadOnlyList<UserSummary>> NamesakesAsync(Actor actor, UserFields fields, CancellationToken cancellationToken)
    {
        var name = Folded(fields);
        var named = name.Length == 0 ? [] : await list.NamedAsync(actor, name, MostNamesakes, cancellationToken);
        return [.. named.Where(user => user.Name.Folded == name)];
    }

    /// <summary>Whether a unique value is taken or the name is there: for many at once, where nobody is asked.</summary>
    public async Task<bool> IsKnownAsync(Actor actor, UserFields fields, string region, CancellationToken cancellationToken) =>
        (await NamesakesAsync(actor, fields, cancellationToken)).Count > 0 || (await TakenAsync(actor, fields, region, cancellationToken)).Count > 0;

    private static string Folded(UserFields fields) => PlainText.Fold($"{fields.FirstName} {fields.LastName}");

    private async Task<IReadOnlyList<Problem>> TakenAsync(Actor actor, UserFields fields, string region, CancellationToken cancellationToken)
    {
        var holders = await Task.WhenAll(
            HolderAsync("code", EmployeeCode.Read(fields.Code, "code").Value, code => users.FindByCodeAsync(actor.Organisation, code, cancellationToken)),
            HolderAsync("nationalId", NationalId.Read(fields.NationalId, "nationalId").Value, id => users.FindByNationalIdAsync(actor.Organisation, id, cancellationToken)),
            HolderAsync("phone", PhoneNumber.Read(fields.Phone, "phone", region).Value, phone => users.FindByPhoneAsync(actor.Organisation, phone, cancellationToken)),
            HolderAsync("email", EmailAddress.Read(fields.Email, "email").Value, email => users.FindByEmailAsync(actor.Organisation, email, cancellationToken)));
        return [.. holders.Where(held => held.Holder is not null).Select(held => Outcomes.Taken(held.Field, Authority.MaySee(actor, Subject.Of(held.Holder!)) ? held.Holder : null))];
    }

    private static async Task<(string Field, User? Holder)> HolderAsync<T>(string field, T? value, Func<T, Task<User?>> find) where T : class =>
        (field, value is null ? null : await find(value));
}
