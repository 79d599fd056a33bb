using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Proof.PersonalData;

/// <summary>That the watch would find what it looks for, or it would prove nothing.</summary>
public sealed class WatchTests
{
    [Theory]
    [InlineData("""{"firstName":"Wilhelmine","lastName":"Z"}""", "refused WILHELMINE.", true)]
    [InlineData("""{"firstName":"Ana","lastName":"Wirz"}""", "for ana wirz", true)]
    [InlineData("""{"firstName":"Ana","lastName":"Wirz"}""", "for Ana", false)]
    [InlineData("""{"users":[{"email":"wanda@example.com"}]}""", "sent to wanda@example.com", true)]
    [InlineData("""{"phone":"+34611998877"}""", "called 34611998877", true)]
    [InlineData("""{"nationalId":"99887766W"}""", "id=99887766w;", true)]
    [InlineData("""{"nationalId":"99887766W"}""", "id=99887766W0", false)]
    [InlineData("register Wolf, wolf@example.org", "heard: wolf@example.org", true)]
    public void What_was_told_is_found_where_it_stands_as_a_word(string told, string seen, bool isFound) => Watch.Holds(seen, Watch.ValuesIn(told)).ShouldBe(isFound);
}
