using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

/// <summary>Reading, within what the actor may see: whoever is out of scope is as if they did not exist.</summary>
public sealed class FindUsers(IUsers users)
{
    public async Task<User?> ByIdAsync(Actor actor, UserId id, CancellationToken cancellationToken) =>
        Seen(actor, await users.FindAsync(actor.Organisation, id, cancellationToken));

    public async Task<User?> ByCodeAsync(Actor actor, EmployeeCode code, CancellationToken cancellationToken) =>
        Seen(actor, await users.FindByCodeAsync(actor.Organisation, code, cancellationToken));

    public async Task<User?> ByNationalIdAsync(Actor actor, NationalId id, CancellationToken cancellationToken) =>
        Seen(actor, await users.FindByNationalIdAsync(actor.Organisation, id, cancellationToken));

    /// <summary>In the order asked; null where there is none. One read a code, several at a time.</summary>
    public async Task<IReadOnlyList<User?>> ByCodesAsync(Actor actor, IReadOnlyList<EmployeeCode> codes, CancellationToken cancellationToken) =>
        await Task.WhenAll(codes.Select(code => ByCodeAsync(actor, code, cancellationToken)));

    private static User? Seen(Actor actor, User? user) =>
        user is not null && Authority.MaySee(actor, Subject.Of(user)) ? user : null;
}
