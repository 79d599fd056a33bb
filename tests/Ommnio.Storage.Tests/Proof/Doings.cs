using Ommnio.Core.Governing;
using Ommnio.Core.Inviting;
using Ommnio.Core.Jobs;
using Ommnio.Core.Leaving;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;

namespace Ommnio.Storage.Tests.Proof;

/// <summary>The use cases that several go through at once.</summary>
internal sealed record Doings(
    Actor Actor, RegisterUser Register, ChangeUser Change, BlockUser Block, EraseUser Erase, InviteUser Invite, ResendInvitation Resend, RevokeInvitation Revoke, AcceptInvitation Accept, MasterKeys Keys)
{
    /// <summary>As the app composes them, but for the queues.</summary>
    internal static Doings Of(StorageTests test, Actor actor, IInvitationMessages invitationMessages, IJobMessages jobMessages, TimeProvider time)
    {
        var (users, catalogues, invitations, ids, ways, keys) = (test.Get<IUsers>(), test.Get<ICatalogues>(), test.Get<IInvitations>(), new Ids(), new InvitationWays([]), StorageTests.Secrets);
        var handOff = new HandOff(invitations, invitationMessages, keys, time);
        return new(
            actor,
            new(catalogues, users, ways, handOff, keys, ids, time),
            new(catalogues, users, ids, time),
            new(catalogues, users, ids, time),
            new(test.Get<IErasures>(), jobMessages, ids, time),
            new(catalogues, users, invitations, ways, handOff, keys, ids, time),
            new(catalogues, users, invitations, ways, handOff, keys, ids, time),
            new(users, invitations, ids, time),
            new(new FindByToken(invitations, users, catalogues, keys, time), users, catalogues, handOff, keys, ids, time),
            keys);
    }
}
