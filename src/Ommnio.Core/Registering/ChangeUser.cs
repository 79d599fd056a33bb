using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Registering;

/// <summary>Changes a user.</summary>
/// <param name="ExpectedVersion">The version the change is based on; null: whatever is there.</param>
/// <param name="Edit">From the fields as they are to the fields as they should be; pure. <see cref="UserFields.NationalId"/> is absent before, and what it says after is set: null leaves the ID.</param>
public sealed record ChangeUserRequest(Actor Actor, UserId User, int? ExpectedVersion, Func<UserFields, UserFields> Edit, bool RemoveNationalId);

public abstract record ChangeUserOutcome
{
    private ChangeUserOutcome()
    {
    }

    public sealed record Changed(User User, IReadOnlyList<Problem> Warnings) : ChangeUserOutcome;

    public sealed record NotFound : ChangeUserOutcome;

    public sealed record Stale : ChangeUserOutcome;

    public sealed record Refused(IReadOnlyList<Problem> Problems) : ChangeUserOutcome;

    public sealed record Taken(Problem Problem, User? Holder) : ChangeUserOutcome;

    public sealed record Forbidden(Problem Problem) : ChangeUserOutcome;

    public sealed record Busy : ChangeUserOutcome;
}

public sealed class ChangeUser(ICatalogues catalogues, IUsers users, IIds ids, TimeProvider time)
{
    public async Task<ChangeUserOutcome> HandleAsync(ChangeUserRequest request, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        _ = (catalogues, users, ids, time, request, cancellationToken);
        throw new InvalidOperationException();
    }
}
