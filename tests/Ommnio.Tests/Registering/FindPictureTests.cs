using Ommnio.Core.Governing;
using Ommnio.Core.Registering;
using Ommnio.Core.Users;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Registering;

public sealed class FindPictureTests
{
    private static readonly PictureFile File = PictureFile.Read(Images.Png(64, 64)).Value!;
    private static readonly User Ana = Some.User() with { Teams = [Some.In(Some.Bakery)], Picture = File.Picture };

    [Fact]
    public async Task Who_sees_everybody_costs_no_reading_of_the_user()
    {
        var (outcome, reads) = await FindAsync(Some.Account, Ana);

        (outcome, reads).ShouldBe((new FindPictureOutcome.Found(File), 0));
    }

    [Fact]
    public async Task Who_has_the_picture_already_costs_no_reading_of_its_bytes()
    {
        var pictures = new OnePicture(File);

        (await FindAsync(Some.Account, Ana, pictures, picture => picture.Hash == File.Picture.Hash)).Outcome.ShouldBe(new FindPictureOutcome.Known(File.Picture));

        pictures.Reads.ShouldBe(0);
        (await FindAsync(Some.Account, Ana, pictures, _ => false)).Outcome.ShouldBe(new FindPictureOutcome.Found(File));
    }

    [Fact]
    public async Task R4_A_Team_Administrator_sees_pictures_in_scope_and_knows_of_no_other()
    {
        (await FindAsync(Some.Baker, Ana)).Outcome.ShouldBe(new FindPictureOutcome.Found(File));
        (await FindAsync(Some.Baker, Ana with { Teams = [Some.In(Some.Night)] })).Outcome.ShouldBeOfType<FindPictureOutcome.NotFound>();
        (await FindAsync(Some.Baker, Ana with { Teams = [Some.In(Some.Night)] }, isKnown: _ => true)).Outcome.ShouldBeOfType<FindPictureOutcome.NotFound>();
    }

    [Fact]
    public async Task Who_has_none_has_none()
    {
        (await FindAsync(Some.Account, Ana, new OnePicture(null))).Outcome.ShouldBeOfType<FindPictureOutcome.NotFound>();
        (await FindAsync(Some.Account, Ana with { Picture = null }, isKnown: _ => true)).Outcome.ShouldBeOfType<FindPictureOutcome.NotFound>();
        (await FindAsync(Some.Account, null, new OnePicture(null), _ => true)).Outcome.ShouldBeOfType<FindPictureOutcome.NotFound>();
    }

    private static async Task<(FindPictureOutcome Outcome, int Reads)> FindAsync(Actor actor, User? user, OnePicture? pictures = null, Predicate<Picture>? isKnown = null)
    {
        var users = new OneUser(user);
        var outcome = await new FindPicture(new(users), pictures ?? new OnePicture(File)).HandleAsync(actor, Some.Ana, isKnown, TestContext.Current.CancellationToken);
        return (outcome, users.Reads);
    }

    private sealed class OnePicture(PictureFile? file) : IPictures
    {
        public int Reads { get; private set; }

        public Task<PictureFile?> FindAsync(OrganisationId organisation, UserId user, CancellationToken cancellationToken)
        {
            Reads++;
            return Task.FromResult(file);
        }
    }
}
