using System.Security.Cryptography;
using Azure.Data.Tables;
using Ommnio.Core.Governing;
using Ommnio.Core.Organisations;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Ommnio.Storage.Tables;
using Ommnio.Storage.Tests.Faults;
using Ommnio.Tests;
using Shouldly;
using Xunit;

namespace Ommnio.Storage.Tests.Registering;

public sealed class PicturesTests(SharedAzurite azurite) : StorageTests(azurite), IAsyncLifetime
{
    private const int OneRow = 8 * 65_536;
    private readonly User user = Some.User(code: "A-17");
    private Actor actor = null!;

    private IUsers Users => Get<IUsers>();

    public async ValueTask InitializeAsync()
    {
        var settings = new OrganisationSettings("en", TimeZoneName.Read("Europe/Madrid", "").Value!, "ES", [NodaTime.IsoDayOfWeek.Monday]);
        await Get<StorageSetup>().EnsureAsync(Token);
        await Get<IOrganisations>().CreateAsync(new(new(Organisation, "Acme", settings), [], [], []), Token);
        await Get<ICatalogues>().FindAsync(Organisation, Token);
        await Users.AddAsync(Organisation, Some.New(user), Token);
        actor = new(Organisation, null, WayIn.Api, null);
        Requests.Clear();
    }

    [Fact]
    public async Task A_picture_is_set_by_one_read_and_one_transaction_and_read_by_one_query()
    {
        (await SetAsync(Whole(100_000))).ShouldBeOfType<ChangeUserOutcome.Changed>();
        Requests.Kinds.ShouldBe([RequestKind.Read, RequestKind.Transaction]);
        Requests.Clear();

        (await FindAsync()).ShouldNotBeNull();
        Requests.Kinds.ShouldBe([RequestKind.Query]);
    }

    [Theory]
    [InlineData(33, 1)]
    [InlineData(65_536, 1)]
    [InlineData(65_537, 1)]
    [InlineData(OneRow, 1)]
    [InlineData(OneRow + 1, 2)]
    [InlineData(Picture.MostBytes, 2)]
    public async Task A_picture_comes_back_byte_for_byte(int bytes, int rows)
    {
        var picture = Whole(bytes);

        await SetAsync(picture);

        (await FindAsync())!.Bytes.ToArray().ShouldBe(picture.Bytes.ToArray());
        (await PictureKeysAsync()).ShouldBe(Enumerable.Range(0, rows).Select(row => Keys.Picture(user.Id, row)));
        (await Users.FindAsync(Organisation, user.Id, Token))!.Picture.ShouldBe(picture.Picture);
        (await Users.FindByCodeAsync(Organisation, new("A-17"), Token))!.Picture.ShouldBe(picture.Picture);
    }

    [Fact]
    public async Task A_mebibyte_that_Base64_makes_longest_fits_beside_the_largest_user()
    {
        var tags = Enumerable.Range(0, 20).Select(i => new Label($"tag {i}"));
        await Users.ChangeAsync(Organisation, user.Id, Some.Change(before => before with { Notes = new('ñ', 2_000), Tags = [.. tags] }), Token);
        byte[] bytes = [.. Images.Png(1, 1), .. Enumerable.Repeat((byte[])[0xFB, 0xEF, 0xBE], 349_515).SelectMany(plus => plus)];

        (await SetAsync(PictureFile.Read(bytes.AsMemory(0, Picture.MostBytes)).Value)).ShouldBeOfType<ChangeUserOutcome.Changed>();
    }

    [Fact]
    public async Task A_smaller_picture_leaves_nothing_of_the_larger()
    {
        await SetAsync(Whole(Picture.MostBytes));

        await SetAsync(Whole(50_000));

        (await FindAsync())!.Bytes.Length.ShouldBe(50_000);
        (await PictureKeysAsync()).ShouldBe([Keys.Picture(user.Id, 0)]);
    }

    [Fact]
    public async Task A_removed_picture_leaves_nothing_and_a_picture_may_come_again()
    {
        await SetAsync(Whole(Picture.MostBytes));

        (await SetAsync(null)).ShouldBeOfType<ChangeUserOutcome.Changed>().User.Picture.ShouldBeNull();

        (await FindAsync()).ShouldBeNull();
        (await PictureKeysAsync()).ShouldBeEmpty();
        (await Users.FindAsync(Organisation, user.Id, Token))!.Picture.ShouldBeNull();
        (await SetAsync(Whole(OneRow + 1))).ShouldBeOfType<ChangeUserOutcome.Changed>().User.Version.ShouldBe(4);
    }

    [Fact]
    public async Task The_same_bytes_again_are_one_read_and_no_new_version()
    {
        var picture = Whole(100_000);
        await SetAsync(picture);
        var rows = (await RowsAsync()).Select(row => (row.RowKey, row.ETag));
        Requests.Clear();

        (await SetAsync(picture)).ShouldBeOfType<ChangeUserOutcome.Changed>().User.Version.ShouldBe(2);

        Requests.Kinds.ShouldBe([RequestKind.Read]);
        (await RowsAsync()).Select(row => (row.RowKey, row.ETag)).ShouldBe(rows);
    }

    [Fact]
    public async Task Another_change_of_the_user_touches_no_picture()
    {
        await SetAsync(Whole(Picture.MostBytes));
        var before = (await RowsAsync()).ToDictionary(row => row.RowKey, row => row.ETag);

        await Users.ChangeAsync(Organisation, user.Id, Some.Change(one => one with { Notes = "new" }), Token);

        (await RowsAsync()).Where(row => !before.TryGetValue(row.RowKey, out var etag) || etag != row.ETag).Select(row => row.RowKey[..2]).ShouldBe(["a:", "c:", "u:"]);
    }

    [Fact]
    public async Task Of_two_pictures_for_one_version_at_once_one_wins_and_is_whole()
    {
        PictureFile[] pictures = [Whole(Picture.MostBytes, 1), Whole(700_000, 2), Whole(300_000, 3)];

        var outcomes = await Task.WhenAll(pictures.Select(picture => SetAsync(picture, version: 1)));

        outcomes.Count(outcome => outcome is ChangeUserOutcome.Stale).ShouldBe(2);
        var won = outcomes.OfType<ChangeUserOutcome.Changed>().ShouldHaveSingleItem().User;
        (await FindAsync())!.Picture.ShouldBe(won.Picture);
        (await Users.FindAsync(Organisation, user.Id, Token))!.Picture.ShouldBe(won.Picture);
        (await PictureKeysAsync()).ShouldBe(PictureRows.KeysOf(won));
    }

    [Fact]
    public async Task Who_was_overtaken_by_a_larger_picture_leaves_nothing_of_it()
    {
        Faults.Before(RequestKind.Transaction, () => SetAsync(Whole(Picture.MostBytes, 2)));

        (await SetAsync(Whole(40_000))).ShouldBeOfType<ChangeUserOutcome.Changed>().User.Version.ShouldBe(3);

        (await FindAsync())!.Bytes.Length.ShouldBe(40_000);
        (await PictureKeysAsync()).ShouldBe([Keys.Picture(user.Id, 0)]);
    }

    [Fact]
    public async Task A_picture_whose_answer_was_lost_recognises_itself()
    {
        Faults.LoseAnswerOf(RequestKind.Transaction);

        (await SetAsync(Whole(Picture.MostBytes))).ShouldBeOfType<ChangeUserOutcome.Changed>().User.Version.ShouldBe(2);

        (await Users.FindAsync(Organisation, user.Id, Token))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_page_that_ends_inside_a_picture_gives_no_half_of_it()
    {
        var picture = Whole(Picture.MostBytes);
        await SetAsync(picture);
        Faults.AnswerEmptyPageBefore(Organisation.Value, Keys.Picture(user.Id, 1));

        (await FindAsync())!.Picture.ShouldBe(picture.Picture);

        Faults.AllHappened.ShouldBeTrue();
    }

    [Fact]
    public async Task Rows_that_do_not_belong_together_are_a_fault_and_never_shown()
    {
        await SetAsync(Whole(Picture.MostBytes, 1));
        var second = (await Tables.Directory.GetEntityAsync<TableEntity>(Organisation.Value, Keys.Picture(user.Id, 1), cancellationToken: Token)).Value;
        await SetAsync(Whole(Picture.MostBytes, 2));
        await Tables.Directory.UpsertEntityAsync(second, TableUpdateMode.Replace, Token);

        await Should.ThrowAsync<InvalidOperationException>(FindAsync);
    }

    [Fact]
    public async Task A_picture_is_its_organisations_own()
    {
        await SetAsync(Whole(1_000));

        (await Get<IPictures>().FindAsync(new("other"), user.Id, Token)).ShouldBeNull();
        (await Get<IPictures>().FindAsync(Organisation, new(Guid.CreateVersion7()), Token)).ShouldBeNull();
    }

    private Task<ChangeUserOutcome> SetAsync(PictureFile? picture, int? version = null) =>
        new ChangePicture(Get<ICatalogues>(), Users, new Ids(), Time).HandleAsync(new(actor, user.Id, version, picture), Token);

    private Task<PictureFile?> FindAsync() => Get<IPictures>().FindAsync(Organisation, user.Id, Token);

    private async Task<IEnumerable<string>> PictureKeysAsync() => (await RowKeysAsync()).Where(key => key.StartsWith("v:", StringComparison.Ordinal));

    // Of bytes that differ everywhere, so that parts in a wrong order show.
    private static PictureFile Whole(int bytes, int side = 64)
    {
        var image = Images.Png(side, side, bytes);
        for (var (at, block) = (33, 0); at < bytes; at += 32, block++)
        {
            var hash = SHA256.HashData(BitConverter.GetBytes(block + (side << 20)));
            hash.AsSpan(0, Math.Min(32, bytes - at)).CopyTo(image.AsSpan(at));
        }

        return PictureFile.Read(image).Value!;
    }

    private sealed class Ids : IIds
    {
        public Guid Next() => Guid.CreateVersion7();
    }
}
