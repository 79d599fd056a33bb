using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Functions.Wire;

/// <summary>Who was found by a list of codes, in the order asked, and which codes are nobody's, as they were sent.</summary>
internal sealed record CodesFound(IReadOnlyList<User> Found, IReadOnlyList<string> Missing)
{
    internal static async Task<CodesFound> AmongAsync(FindUsers find, Actor actor, IReadOnlyList<string> asked, CancellationToken cancellationToken)
    {
        // What cannot be a code is nobody's, and costs no read; what folds to the same code is read once.
        var codes = asked.Select(text => EmployeeCode.Read(text, "codes").Value).ToList();
        var distinct = codes.OfType<EmployeeCode>().Distinct().ToList();
        var users = distinct.Zip(await find.ByCodesAsync(actor, distinct, cancellationToken)).ToDictionary(pair => pair.First, pair => pair.Second);
        var answers = asked.Zip(codes, (text, code) => (Text: text, User: code is null ? null : users[code])).ToList();
        return new([.. answers.Select(answer => answer.User).OfType<User>()], [.. answers.Where(answer => answer.User is null).Select(answer => answer.Text)]);
    }
}
