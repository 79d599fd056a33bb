using Ommnio.Core.Inviting;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Tests.Registering;

/// <summary>Gives canned users and answers, and writes down what it is asked; where the call is all that matters.</summary>
internal sealed class OneUser(User? user, params IReadOnlyList<User> others) : IUsers, ICatalogues
{
    /// <summary>The catalogue past the cache, where that is another.</summary>
    public Catalogue? Now { get; set; }

    public Adding Adding { get; set; } = new Adding.Added();

    /// <summary>What an operation added before; null: nothing.</summary>
    public Adding? Before { get; set; }

    /// <summary>What a change comes to when the decision is to write; null: changed.</summary>
    public Changing? Changing { get; set; }

    /// <summary>What a change finds when it has decided once, because somebody was faster.</summary>
    public User? Meanwhile { get; set; }

    public Catalogue Catalogue { get; set; } = Some.Catalogue;

    /// <summary>The invitation that the user points to.</summary>
    public Invitation? Newest { get; set; }

    public List<NewUser> Added { get; } = [];

    public List<ChangedUser> Changed { get; } = [];

    /// <summary>What a change of the catalogue comes to without a decision; null: what is decided is stored.</summary>
    public CatalogueChanging? CatalogueChanging { get; set; }

    public List<CatalogueEdit> Edits { get; } = [];

    public List<KnownLabel> Remembered { get; } = [];

    public int Reads { get; private set; }

    public Task<Adding> AddAsync(OrganisationId organisation, NewUser added, CancellationToken cancellationToken)
    {
        Added.Add(added);
        return Task.FromResult(Adding);
    }

    public Task<Adding?> RepeatedAsync(OrganisationId organisation, Operation operation, CancellationToken cancellationToken) => Task.FromResult(Before);

    public Task<Changing> ChangeAsync(OrganisationId organisation, UserId id, Func<User, ChangedUser?> decide, CancellationToken cancellationToken)
    {
        // Some ask for several users at the same time.
        lock (Changed)
        {
            return Task.FromResult((others.FirstOrDefault(other => other.Id == id) ?? user) is { } found ? Change(found, decide) : new Changing.NotFound());
        }
    }

    public Task<User?> FindAsync(OrganisationId organisation, UserId id, CancellationToken cancellationToken) => Found(other => other.Id == id);

    public Task<User?> FindByCodeAsync(OrganisationId organisation, EmployeeCode code, CancellationToken cancellationToken) => Found(other => other.Code == code);

    public Task<User?> FindByNationalIdAsync(OrganisationId organisation, NationalId id, CancellationToken cancellationToken) => Found(other => other.HasNationalId);

    public Task<User?> FindByPhoneAsync(OrganisationId organisation, PhoneNumber phone, CancellationToken cancellationToken) => Found(other => other.Phone == phone);

    public Task<User?> FindByEmailAsync(OrganisationId organisation, EmailAddress email, CancellationToken cancellationToken) => Found(other => other.Email == email);

    public ValueTask<Catalogue?> FindAsync(OrganisationId organisation, CancellationToken cancellationToken) => ValueTask.FromResult<Catalogue?>(Catalogue);

    public ValueTask<Catalogue?> FindNowAsync(OrganisationId organisation, CancellationToken cancellationToken) => ValueTask.FromResult<Catalogue?>(Now ?? Catalogue);

    public Task<CatalogueChanging> ChangeAsync(OrganisationId organisation, Operation? operation, Func<Catalogue, CatalogueEdit?> decide, CancellationToken cancellationToken)
    {
        if (CatalogueChanging is not null)
        {
            return Task.FromResult(CatalogueChanging);
        }

        var edit = decide(Catalogue);
        Edits.AddRange(edit is null ? [] : (CatalogueEdit[])[edit]);
        return Task.FromResult<CatalogueChanging>(edit is null ? new CatalogueChanging.Unchanged() : new CatalogueChanging.Changed());
    }

    public Task RememberAsync(OrganisationId organisation, IReadOnlyList<KnownLabel> labels, CancellationToken cancellationToken)
    {
        Remembered.AddRange(labels);
        return Task.CompletedTask;
    }

    private Changing Change(User found, Func<User, ChangedUser?> decide)
    {
        var decided = decide(found);
        decided = decided is not null && Meanwhile is not null ? decide(Meanwhile) : decided;
        var newest = found.Invitation == Newest?.Id ? Newest : null;
        var moved = newest is null ? null : decided?.MoveInvitation?.Invoke(newest);
        if (decided is null || (newest is not null && decided.MoveInvitation is not null && moved is null))
        {
            return new Changing.Refused();
        }

        Changed.Add(decided);
        return Changing ?? new Changing.Changed(decided.User) { Invitation = decided.NewInvitation ?? moved };
    }

    private Task<User?> Found(Func<User, bool> isMeant)
    {
        Reads++;
        return Task.FromResult(others.Append(user).OfType<User>().FirstOrDefault(isMeant));
    }
}
