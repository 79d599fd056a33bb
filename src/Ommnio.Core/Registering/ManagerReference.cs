using Ommnio.Core.Governing;
using Ommnio.Core.Users;

namespace Ommnio.Core.Registering;

/// <summary>Finding whom "related to" means (D9).</summary>
internal static class ManagerReference
{
    /// <summary>What the fields say, blank being absent; null when they say nobody.</summary>
    internal static ManagerFields? Of(UserFields fields)
    {
        var said = fields.RelatedTo;
        var (id, code) = (Blank(said?.Id), Blank(said?.Code));
        return id is null && code is null ? null : new(id, code);
    }

    /// <summary>One read; null when there is nobody like that, or nobody the actor may see.</summary>
    internal static async Task<Manager?> ResolveAsync(ManagerFields reference, Actor actor, FindUsers users, CancellationToken cancellationToken)
    {
        var user = reference switch
        {
            { Id: not null, Code: not null } => null,
            { Id: { } text } => UserId.TryParse(text) is { } id ? await users.ByIdAsync(actor, id, cancellationToken) : null,
            _ => EmployeeCode.Read(reference.Code, "relatedTo").Value is { } code ? await users.ByCodeAsync(actor, code, cancellationToken) : null,
        };
        return user is null ? null : new(user.Id, user.Name.Full);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
