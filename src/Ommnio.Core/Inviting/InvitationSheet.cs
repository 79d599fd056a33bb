using Ommnio.Core.Governing;
using Ommnio.Core.Listing;
using Ommnio.Core.Users;
using Ommnio.Core.Wording;

namespace Ommnio.Core.Inviting;

/// <summary>Whom a sheet of printed invitations is for: the pending users of a team with everything below it, of an area, or of both together.</summary>
public sealed record SheetRequest(Actor Actor, string? Team, string? Area, int Limit, string? After)
{
    public const int DefaultLimit = 60;

    /// <summary>Twenty pages of paper. Who has more goes on from the cursor.</summary>
    public const int MostLimit = 120;
}

/// <summary>Whom a sheet is for, so that preparing it and printing it mean the same ones.</summary>
public sealed class InvitationSheet(ListUsers list)
{
    /// <summary>A page of those whom the actor sees, in the order of their names; or why there is none. A foreign team is answered as an unknown one (R35).</summary>
    internal async Task<(SheetUsers? Sheet, IReadOnlyList<Problem> Problems)> FindAsync(SheetRequest request, CancellationToken cancellationToken)
    {
        if (request.Team is null && request.Area is null)
        {
            return (null, [new("sheet.whose", null)]);
        }

        var fields = new UserListFields(State: Naming.CamelCase(UserState.Pending), Team: request.Team, Area: request.Area) { Below = true };
        return await list.HandleAsync(new(request.Actor, fields, request.Limit, request.After), cancellationToken) switch
        {
            ListUsersOutcome.Listed(var page) => (new([.. page.Items.Select(item => item.User.Id)], page.Next), []),
            ListUsersOutcome.Refused(var problems) => (null, problems),
            _ => throw new InvalidOperationException("An outcome that nobody answers."),
        };
    }

    /// <summary>Several users at a time: a sheet is waited for.</summary>
    internal static ParallelOptions Several(CancellationToken cancellationToken) => new() { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken };
}

/// <param name="Next">Where the next sheet begins; null: this was the last.</param>
internal sealed record SheetUsers(IReadOnlyList<UserId> Users, string? Next);
