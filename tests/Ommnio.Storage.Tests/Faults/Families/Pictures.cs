using System.Collections.Concurrent;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Ommnio.Tests;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>Pictures are set, replaced, taken away and looked at, some of them in more than one row.</summary>
internal sealed class Pictures(Crowd crowd) : Family(crowd)
{
    private readonly ChangePicture changePicture = crowd.Get<ChangePicture>();
    private readonly FindPicture findPicture = crowd.Get<FindPicture>();
    // Of each user, what was asked for, and whether it was acknowledged; null takes the picture away.
    private readonly ConcurrentDictionary<UserId, ConcurrentBag<(string? Hash, bool Acknowledged)>> asked = [];
    private readonly ConcurrentDictionary<string, bool> made = [];
    private readonly ConcurrentBag<string> halves = [];

    internal override IReadOnlyList<Doing> Doings => [new(5, WithSome(SetAsync)), new(3, WithSome(FindAsync))];

    internal override IEnumerable<string> Wrong(Aftermath after)
    {
        foreach (var user in after.Users.Values)
        {
            var rows = after.Of($"v:{user.Id}:").OrderBy(row => row.RowKey, StringComparer.Ordinal).ToList();
            var kept = rows.Count == 0 ? null : PictureRows.Read(rows)?.Picture.Hash ?? "of bytes that do not belong together";
            if (kept != user.Picture?.Hash)
            {
                yield return $"{user.Id} has the picture {user.Picture?.Hash} and the bytes of the picture {kept}";
            }
        }

        foreach (var (id, pictures) in asked.Where(one => after.Users.ContainsKey(one.Key)))
        {
            var hash = after.Users[id].Picture?.Hash;
            if (pictures.All(picture => picture.Acknowledged) && !pictures.Select(picture => picture.Hash).Contains(hash))
            {
                yield return $"{id} has a picture that nobody asked for last";
            }
        }

        foreach (var half in halves)
        {
            yield return half;
        }
    }

    private async Task SetAsync(Known some, int number, Random random)
    {
        var file = random.Next(5) == 0 ? null : Draw(number, random);
        if (file is not null)
        {
            made[file.Picture.Hash] = true;
        }

        var outcome = await Crowd.AnswerAsync(random, () => changePicture.HandleAsync(new(Crowd.Actor, some.Id, null, file), Token));
        asked.GetOrAdd(some.Id, _ => []).Add((file?.Picture.Hash, outcome is ChangeUserOutcome.Changed));
    }

    private async Task FindAsync(Known some, int number, Random random)
    {
        if (await Crowd.AnswerAsync(random, () => findPicture.HandleAsync(Crowd.Actor, some.Id, null, Token)) is FindPictureOutcome.Found(var file) && !made.ContainsKey(file.Picture.Hash))
        {
            halves.Add($"a picture of {some.Id} was shown that nobody ever made");
        }
    }

    private static PictureFile Draw(int number, Random random)
    {
        var image = Images.Png(1 + (number % 1_000), 1 + (number / 1_000), random.Next(10) == 0 ? 600_000 : 500);
        return PictureFile.Read(image).Value!;
    }
}
