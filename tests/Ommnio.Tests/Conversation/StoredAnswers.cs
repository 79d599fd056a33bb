using Ommnio.Bot.Conversation;
using Ommnio.Core.Users;

namespace Ommnio.Tests.Conversation;

/// <summary>What the storage would answer in one conversation.</summary>
internal sealed class StoredAnswers(bool isTom)
{
    private readonly List<FoundUser> registered = [];
    private readonly Invitees invitees = Fixture.Invitees(Fixture.Start);
    private readonly List<(Guid List, User User)> made = [];
    private IReadOnlyList<PastedUser> listed = [];

    /// <summary>Another administrator registers somebody meanwhile.</summary>
    internal void Register(string name, string code) => registered.Add(new($"r{registered.Count}", name, "Sales") { Position = "Clerk", Code = code });

    // Of a list the storage keeps the rows.
    internal Input To(Effect effect)
    {
        listed = effect is Effect.KeepList keep ? [.. keep.Users.Where(user => !Fixture.IsKnown(user, registered, seesOthers: !isTom))] : listed;
        var answer = invitees.To(effect) ?? Otherwise(effect);
        if (answer is Input.Registered(var user, _))
        {
            invitees.Users[user.Id.ToString()] = user;
        }

        return answer;
    }

    private Input Otherwise(Effect effect) =>
        effect is Effect.RegisterList part ? Registered(part)
        : effect is Effect.InviteAll(_, { } list, var ways, _) ? invitees.InvitedAll(made.Where(row => row.List == list).Select(row => row.User), ways)
        : Fixture.Answer(effect, registered, seesOthers: !isTom);

    private Input.ListRegistered Registered(Effect.RegisterList part)
    {
        var rows = listed.Skip(part.From).Take(25).ToList();
        made.AddRange(rows.Select(row => (part.Batch, ((Input.Registered)Fixture.Registered(row.Fields, 700 + row.Line)).User)));
        return new(part.Batch, part.From, rows.Count, []);
    }
}
