using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tests.Faults;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Governing;

/// <summary>R24: an organisation keeps an Account Administrator who is signed up and not blocked, whatever happens at once.</summary>
public sealed class LastAdministratorTests(SharedAzurite azurite) : StorageTests(azurite)
{
    private static readonly Func<User, User> Blocked = user => user with { BlockedAt = Some.Now };
    private static readonly Func<User, User> Demoted = user => user with { Role = OrganisationRole.Member };

    private IUsers Users => Get<IUsers>();

    [Fact]
    public async Task The_last_one_is_neither_blocked_nor_demoted()
    {
        var last = await AdministratorAsync();
        await AdministratorAsync(user => user with { SignedUpAt = null });
        await AdministratorAsync(Blocked);

        (await EndAsync(last, Blocked)).ShouldBeOfType<Changing.LastAccountAdministrator>();
        (await EndAsync(last, Demoted)).ShouldBeOfType<Changing.LastAccountAdministrator>();
        (await Users.FindAsync(Organisation, last, Token))!.Version.ShouldBe(1);
    }

    [Fact]
    public async Task One_of_two_is_and_it_costs_a_request_more()
    {
        var (one, other) = (await AdministratorAsync(), await AdministratorAsync());
        Requests.Clear();

        (await EndAsync(one, Blocked)).ShouldBeOfType<Changing.Changed>();
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Query, RequestKind.Transaction]);
        (await EndAsync(other, Blocked)).ShouldBeOfType<Changing.LastAccountAdministrator>();
    }

    [Fact]
    public async Task Who_is_unblocked_signs_up_or_is_made_one_counts_again()
    {
        var last = await AdministratorAsync();
        var blocked = await AdministratorAsync(Blocked);
        var pending = await AdministratorAsync(user => user with { SignedUpAt = null });
        var member = await AdministratorAsync(Demoted);

        await EndAsync(blocked, user => user with { BlockedAt = null });
        await EndAsync(pending, user => user with { SignedUpAt = Some.Now });
        await EndAsync(member, user => user with { Role = OrganisationRole.AccountAdministrator });

        foreach (var user in (UserId[])[last, blocked, pending])
        {
            (await EndAsync(user, Demoted)).ShouldBeOfType<Changing.Changed>();
        }

        (await EndAsync(member, Demoted)).ShouldBeOfType<Changing.LastAccountAdministrator>();
    }

    [Fact]
    public Task Of_two_who_end_each_others_rights_at_once_exactly_one_succeeds() =>
        Parallel.ForEachAsync(Enumerable.Range(0, 50), Token, async (pair, _) =>
        {
            var organisation = new OrganisationId($"{Organisation.Value}-{pair}");
            var (one, other) = (await AdministratorAsync(null, organisation), await AdministratorAsync(null, organisation));

            var outcomes = await Task.WhenAll(EndAsync(one, pair % 2 == 0 ? Blocked : Demoted, organisation), EndAsync(other, pair % 3 == 0 ? Blocked : Demoted, organisation));

            outcomes.Count(outcome => outcome is Changing.Changed).ShouldBe(1);
            outcomes.Count(outcome => outcome is Changing.LastAccountAdministrator).ShouldBe(1);
        });

    private async Task<UserId> AdministratorAsync(Func<User, User>? edit = null, OrganisationId? organisation = null)
    {
        var user = Some.User() with { Role = OrganisationRole.AccountAdministrator, SignedUpAt = Some.Now };
        var added = Some.New(edit?.Invoke(user) ?? user);
        (await Users.AddAsync(organisation ?? Organisation, added, Token)).ShouldBeOfType<Adding.Added>();
        return added.User.Id;
    }

    private Task<Changing> EndAsync(UserId user, Func<User, User> edit, OrganisationId? organisation = null) => Users.ChangeAsync(organisation ?? Organisation, user, Some.Change(edit), Token);
}
