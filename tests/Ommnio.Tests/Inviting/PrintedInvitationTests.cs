using System.Net;
using Ommnio.Core.Inviting;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Inviting;

public sealed class PrintedInvitationTests
{
    [Theory]
    [InlineData(Language.English, "en", "For", "QR code of the invitation")]
    [InlineData(Language.Spanish, "es", "Para", "Código QR de la invitación")]
    public void A_printed_invitation_has_who_invites_whom_the_code_the_steps_and_the_link_in_the_invitees_language(Language language, string tag, string @for, string code)
    {
        var letter = new InvitationLetter("Acme & Sons", "Ana", "https://people.example/i/abc", new(2026, 3, 16), language);

        var page = PrintedInvitation.Page(new(letter, "Ana García"), "<svg>the code</svg>");

        page.ShouldContain($"<html lang=\"{tag}\">");
        var read = WebUtility.HtmlDecode(page);
        read.ShouldContain($"<title>{letter.Subject}</title>");
        read[read.IndexOf("<main>", StringComparison.Ordinal)..].ShouldBe(
            $"""
            <main>
                <h1>{letter.Subject}</h1>
                <p>{@for} Ana García</p>
                <div class="qr" role="img" aria-label="{code}"><svg>the code</svg></div>
                <ol><li>{letter.Steps[0]}</li><li>{letter.Steps[1]}</li><li>{letter.Steps[2]}</li></ol>
                <p class="link">https://people.example/i/abc</p>
              </main>
            </body>
            </html>
            """);
    }
}
