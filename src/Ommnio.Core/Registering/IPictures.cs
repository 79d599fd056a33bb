using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

/// <summary>The bytes of users' pictures. They are set and removed by <see cref="IUsers.ChangeAsync"/>, as everything else of a user.</summary>
public interface IPictures
{
    /// <summary>One query; null when the user has none, or there is no such user. Never half of one picture and half of another.</summary>
    Task<PictureFile?> FindAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken);
}
