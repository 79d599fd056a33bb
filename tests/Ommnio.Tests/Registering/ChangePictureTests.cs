using Microsoft.Extensions.Time.Testing;
using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Registering;

public sealed class ChangePictureTests
{
    private static readonly PictureFile Square = PictureFile.Read(Images.Png(64, 64)).Value!;
    private static readonly PictureFile Wide = PictureFile.Read(Images.Jpeg(64, 48)).Value!;
    private static readonly User Before = Some.User() with { Teams = [Some.In(Some.Bakery)] };
    private static readonly User WithSquare = Before with { Picture = Square.Picture };

    [Fact]
    public async Task A_picture_is_one_version_on_and_the_audit_names_the_field()
    {
        var users = new OneUser(Before);

        var user = (await ChangeAsync(users, Square)).ShouldBeOfType<ChangeUserOutcome.Changed>().User;

        (user.Picture, user.Version, user.UpdatedAt).ShouldBe((Square.Picture, 4, Some.Now));
        var change = users.Changed.Single();
        (change.Picture, change.RemoveNationalId, change.NationalId).ShouldBe((Square, false, null));
        (change.Audit.Action, change.Audit.By, change.Audit.Way).ShouldBe(("user.changed", Some.Account.User, WayIn.Api));
        change.Audit.Fields.ShouldBe(["picture"]);
    }

    [Fact]
    public async Task A_picture_is_warned_of_beside_what_the_user_is_warned_of()
    {
        (await ChangeAsync(new OneUser(Some.User()), Wide)).ShouldBeOfType<ChangeUserOutcome.Changed>().Warnings.Select(warning => warning.Code).ShouldBe(["picture.not_square", "user.no_chat_group"]);
        (await ChangeAsync(new OneUser(Before), Square)).ShouldBeOfType<ChangeUserOutcome.Changed>().Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_bytes_again_write_nothing_and_warn_again()
    {
        var users = new OneUser(Before with { Picture = Wide.Picture });

        var outcome = (await ChangeAsync(users, PictureFile.Read(Images.Jpeg(64, 48)).Value!)).ShouldBeOfType<ChangeUserOutcome.Changed>();

        users.Changed.ShouldBeEmpty();
        (outcome.User.Version, outcome.Warnings.Single().Code).ShouldBe((3, "picture.not_square"));
    }

    [Fact]
    public async Task A_picture_is_removed_once()
    {
        var (some, none) = (new OneUser(WithSquare), new OneUser(Before));

        (await ChangeAsync(some, null)).ShouldBeOfType<ChangeUserOutcome.Changed>().User.Picture.ShouldBeNull();
        (await ChangeAsync(none, null)).ShouldBeOfType<ChangeUserOutcome.Changed>().User.Version.ShouldBe(3);
        some.Changed.Single().Audit.Fields.ShouldBe(["picture"]);
        none.Changed.ShouldBeEmpty();
    }

    [Fact]
    public async Task D56_A_picture_for_another_version_is_stale_even_if_it_is_the_same()
    {
        (await ChangeAsync(new OneUser(WithSquare), Square, version: 2)).ShouldBeOfType<ChangeUserOutcome.Stale>();
        (await ChangeAsync(new OneUser(Before) { Meanwhile = Before with { Version = 4 } }, Square, version: 3)).ShouldBeOfType<ChangeUserOutcome.Stale>();
    }

    [Fact]
    public async Task R4_A_Team_Administrator_sets_pictures_in_scope_and_knows_of_nobody_else()
    {
        (await ChangeAsync(new OneUser(Before), Square, actor: Some.Baker)).ShouldBeOfType<ChangeUserOutcome.Changed>();
        (await ChangeAsync(new OneUser(Before with { Teams = [Some.In(Some.Night)] }), Square, actor: Some.Baker)).ShouldBeOfType<ChangeUserOutcome.NotFound>();
        (await ChangeAsync(new OneUser(null), Square)).ShouldBeOfType<ChangeUserOutcome.NotFound>();
    }

    [Fact]
    public async Task What_the_store_could_not_do_is_said()
    {
        (await ChangeAsync(new OneUser(Before) { Changing = new Changing.Busy() }, Square)).ShouldBeOfType<ChangeUserOutcome.Busy>();
        (await ChangeAsync(new OneUser(Before) { Changing = new Changing.TooLarge() }, Square)).ShouldBeOfType<ChangeUserOutcome.Refused>().Problems.Single().Code.ShouldBe("user.too_large");
    }

    [Fact]
    public async Task Another_change_of_the_user_keeps_the_picture()
    {
        var users = new OneUser(WithSquare);
        var change = new ChangeUser(users, users, new CountedIds(), new FakeTimeProvider(Some.Now));

        await change.HandleAsync(new(Some.Account, Some.Ana, null, fields => fields with { Notes = "new" }, false), default);

        users.Changed.Single().User.Picture.ShouldBe(Square.Picture);
    }

    private static Task<ChangeUserOutcome> ChangeAsync(OneUser users, PictureFile? picture, int? version = null, Actor? actor = null) =>
        new ChangePicture(users, users, new CountedIds(), new FakeTimeProvider(Some.Now)).HandleAsync(new(actor ?? Some.Account, Some.Ana, version, picture), TestContext.Current.CancellationToken);
}
