using Ommnio.Core.Keeping;

namespace Ommnio.Storage.Tests.Faults.Families;

/// <summary>What is past its time goes, in the middle of everything; the audit of all rows says whether anything else went with it.</summary>
internal sealed class Keeping(Crowd crowd) : Family(crowd)
{
    private readonly PurgeOld purgeOld = crowd.Get<PurgeOld>();

    internal override IReadOnlyList<Doing> Doings => [new(1, (_, random) => Crowd.AnswerAsync(random, () => purgeOld.HandleAsync(Token)))];

    internal override Task EndAsync() => Crowd.UntilAnsweredAsync(() => purgeOld.HandleAsync(Token));

    internal override IEnumerable<string> Wrong(Aftermath after) =>
        after.Of("o:").Where(row => row.Timestamp < Crowd.OverBefore.AddSeconds(-1)).Select(row => $"{row.RowKey} is kept, and nobody asks for it any more");
}
