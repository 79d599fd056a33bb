using Azure.Data.Tables;
using Ommnio.Core.Auditing;
using Ommnio.Core.Drafting;
using Ommnio.Core.Governing;
using Ommnio.Core.Grouping;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Chatting;

/// <summary>API keys in the chat, on real storage.</summary>
public sealed class KeyTests(SharedAzurite azurite) : ChatTests(azurite)
{
    [Theory]
    [InlineData("en-US", "create an API key for payroll", "look users up by code", "yes")]
    [InlineData("es-ES", "crea una clave de API para payroll", "consultar usuarios por código", "sí")]
    public async Task A_key_made_in_the_chat_is_usable_recorded_and_kept_nowhere(string locale, string create, string may, string yes)
    {
        var key = await MadeAsync(locale, create, may, yes);

        var stored = (await Get<IApiKeys>().FindAsync(key.Split('_')[2], Token))!;
        (stored.Organisation, stored.Scopes.Single()).ShouldBe((Organisation, Scope.Lookup));
        (await Get<IHistories>().ListAsync(Organisation, null, 10, null, Token))!.Items.Select(line => (line.Action, line.By, line.Way, line.About)).ShouldBe([("key.made", (UserId?)MartaUser, WayIn.Bot, stored.Id)]);
        (await Get<IDrafts>().ReadAsync(Organisation, MartaUser, Token)).Json!.ShouldNotContain(Secret(key));
        foreach (var table in (TableClient[])[Tables.Directory, Tables.Catalogue, Tables.Lookup])
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Token))
            {
                row.ShouldAllBe(column => !$"{column.Value}".Contains(Secret(key), StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task A_key_leaves_the_screen_when_the_conversation_goes_on()
    {
        var key = await MadeAsync("en-US", "create an API key for payroll", "read all users", "yes");
        Channel.Sent[^1]["attachments"]![0]!["content"]!.ToJsonString().ShouldContain(key);

        await SayAsync(Marta, "hello");

        var (_, words) = Channel.Replaced.Single();
        ((string)words["text"]!).ShouldBe($"The API key “payroll” ({key.Split('_')[2]}) was shown here.");
        words.ToJsonString().ShouldNotContain(Secret(key));
    }

    [Fact]
    public async Task A_key_leaves_the_screen_in_the_middle_of_a_registration_too()
    {
        var key = await MadeAsync("en-US", "register Ana Vidal", "create an API key for payroll", "read all users", "yes");

        await SayAsync(Marta, "driver");

        Channel.Replaced.Select(replaced => (string?)replaced.Activity["text"]).ShouldContain($"The API key “payroll” ({key.Split('_')[2]}) was shown here.");
    }

    [Fact]
    public async Task Two_are_live_while_one_is_rotated_and_a_revoked_one_is_gone()
    {
        var old = (await MadeAsync("en-US", "create an API key for payroll", "look users up by code", "yes")).Split('_')[2];

        await SayAsync(Marta, "rotate the payroll API key");
        await SayAsync(Marta, "yes");
        var made = KeyOf(Channel.Texts[^1]).Split('_')[2];
        (await Get<IApiKeys>().FindAsync(old, Token))!.ExpiresAt.ShouldBe(Time.GetUtcNow() + ManageKeys.Overlap);
        (await Get<IApiKeys>().FindAsync(made, Token))!.ExpiresAt.ShouldBeNull();

        await SayAsync(Marta, $"revoke the API key {old}");
        await SayAsync(Marta, "yes");
        (await Get<IApiKeys>().FindAsync(old, Token)).ShouldBeNull();
        (await Get<IKeyRing>().ListAsync(Organisation, Token)).Select(entry => entry.Id).ShouldBe([made]);
    }

    [Fact]
    public async Task Rights_that_end_while_it_is_talked_about_make_no_key()
    {
        var (other, user) = await PersonAsync("Nora", user => user with { Role = OrganisationRole.AccountAdministrator });
        await SayAsync(other, "create an API key for payroll");
        await SayAsync(other, "read all users");
        await Get<Core.Registering.IUsers>().ChangeAsync(Organisation, user, Some.Change(before => before with { Role = OrganisationRole.Member, Teams = [new(new(Guid.NewGuid()), TeamRole.Administrator, true)] }), Token);

        await SayAsync(other, "yes");

        (await Get<IKeyRing>().ListAsync(Organisation, Token)).ShouldBeEmpty();
    }

    private async Task<string> MadeAsync(string locale, params string[] said)
    {
        foreach (var text in said)
        {
            await SayAsync(Marta, text, locale: locale);
        }

        return KeyOf(Channel.Texts[^1]);
    }

    private static string KeyOf(string text) => text.Split([' ', '\n']).Single(word => word.StartsWith("reg_live_", StringComparison.Ordinal));

    private static string Secret(string key) => key.Split('_')[3];
}
