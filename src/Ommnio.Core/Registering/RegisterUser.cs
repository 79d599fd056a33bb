using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Registering;

/// <summary>Registers a user, and invites them only if the request says so (R2, D45).</summary>
/// <param name="Invite">The channel's name on the wire; null: no invitation.</param>
/// <param name="Operation">Null: this call cannot be repeated by name; its own lost answers are recognised all the same.</param>
public sealed record RegisterUserRequest(Actor Actor, UserFields Fields, string? Invite, Operation? Operation);

public abstract record RegisterUserOutcome
{
    private RegisterUserOutcome()
    {
    }

    /// <summary><paramref name="Repeated"/>: the same operation was carried out before, and this is its first answer.</summary>
    public sealed record Registered(User User, Invitation? Invitation, IReadOnlyList<Problem> Warnings, bool Repeated) : RegisterUserOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : RegisterUserOutcome;

    /// <summary>A unique value belongs to somebody; <paramref name="Holder"/> only if the actor may see them (R22).</summary>
    public sealed record Taken(Problem Problem, User? Holder) : RegisterUserOutcome;

    /// <summary>The operation's name stands for another request.</summary>
    public sealed record Mismatch : RegisterUserOutcome;

    public sealed record Forbidden(Problem Problem) : RegisterUserOutcome;
}

public sealed class RegisterUser(ICatalogues catalogues, IUsers users, IInvitationMessages messages, MasterKeys keys, IIds ids, TimeProvider time)
{
    public async Task<RegisterUserOutcome> HandleAsync(RegisterUserRequest request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        _ = (catalogues, users, messages, keys, ids, time, request, cancellationToken);
        throw new InvalidOperationException();
    }
}
