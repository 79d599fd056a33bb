using System.Security.Cryptography;
using System.Text;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;

namespace Ommnio.Functions.Setup;

/// <summary>
/// Every id follows from the document's key and the thing's name, so the same document always means the same organisation.
/// Without a key there is a random one, and every run makes another organisation.
/// </summary>
internal sealed class DocumentIds(string? key)
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private readonly string key = key ?? RandomNumberGenerator.GetHexString(32);

    internal OrganisationId Organisation => new(string.Concat(Hash("organisation").Take(20).Select(value => Alphabet[value & 31])));

    internal TeamId Team(string name) => new(Id($"team\n{name}"));

    /// <param name="before">How many groups of the same name stand before it: names of groups may be equal (D43).</param>
    internal ChatGroupId ChatGroup(string name, int before) => new(Id($"group\n{before}\n{name}"));

    internal Operation User(int index) => new(new(Convert.ToHexStringLower(Hash($"user\n{index}"))[..40]), "");

    private Guid Id(string name) => new(Hash(name).AsSpan(0, 16));

    private byte[] Hash(string name) => SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{name}"));
}
