using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ommnio.EndToEnd.Tests.Http;
using Ommnio.EndToEnd.Tests.Laptop;
using Shouldly;
using Xunit;
using ZXing;
using static Microsoft.Playwright.Assertions;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>Inviting from the chat, whole: what is clicked there, what arrives, and the person who is in.</summary>
public sealed partial class InvitingTests(SharedProduct product, Chromium chromium) : ChatTest(product, chromium)
{
    [Fact]
    public async Task By_a_QR_code_that_a_phone_reads_from_the_screen_and_from_paper()
    {
        var room = await EnterAsync();
        await RegisterAsync(room, "Quim Pantalla", "");
        await room.PickAsync("QR code");
        await room.Bubbles.Filter(new() { HasText = "Here is the QR code of Quim Pantalla" }).WaitForAsync();
        var link = Link.Match(await room.TranscriptAsync()).Value;

        var picture = room.Card.GetByRole(AriaRole.Img, new() { Name = "QR code of the invitation of Quim Pantalla" });
        await Expect(picture).ToBeVisibleAsync();
        TestContext.Current.AddAttachment("qr.png", await room.Page.ScreenshotAsync(), "image/png");
        (await ReadAsync(picture)).ShouldBe(link);

        // What was asked next does not take the code away from who is still scanning it.
        await room.SayAsync("thanks");
        await Expect(picture).ToBeVisibleAsync();
        var paper = await room.Page.Context.RunAndWaitForPageAsync(() => room.SubmitAsync("Print"));
        await Expect(paper.GetByRole(AriaRole.Heading)).ToContainTextAsync("invite");
        await Expect(paper.Locator(".link")).ToHaveTextAsync(link);
        paper.Url.ShouldEndWith("/api/print");

        await AcceptAsync(link);

        await room.HearsAsync("Quim Pantalla has accepted the invitation and is in.");
        (await StateAsync("Quim")).ShouldBe("active");
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task A_ticket_that_is_no_good_prints_nothing_and_none_is_in_the_log()
    {
        using var ticket = new StringContent("ticket=2026~abc~x~y~z~9999999999~00", System.Text.Encoding.UTF8, "application/x-www-form-urlencoded");

        var answer = await Product.Http.PostAsync(new Uri("print", UriKind.Relative), ticket);

        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Ask for the QR code again in the chat");
        Product.Console.ShouldNotContain("9999999999");
    }

    [Fact]
    public async Task Everybody_of_a_list_at_once_and_nobody_twice()
    {
        var room = await EnterAsync();
        await room.Box.FocusAsync();
        await room.Page.Keyboard.InsertTextAsync("Name\tPosition\tArea\tEmail\nLia Lista\tCashier\tSales\tlia.lista@example.com\nLeo Lista\tCashier\tSales\tleo.lista@example.com\nLuz Lista\tCashier\tSales\t");
        await room.Page.Keyboard.PressAsync("Enter");
        await room.HearsAsync("3 ready");
        await room.SayAsync("register them all");
        await room.HearsAsync("Registered: 3.");

        // "Now", whatever the hour is when this runs.
        await room.SayAsync("invite them by e-mail now");
        await room.HearsAsync("Invite 3 users by e-mail, without waiting for working hours?");
        await room.PickAsync("Yes");
        await room.HearsAsync("Invited: 2 (2 by e-mail).");
        (await room.Bubbles.Last.InnerTextAsync()).ShouldContain("Not invited: Luz Lista.");
        foreach (var address in (string[])["lia.lista@example.com", "leo.lista@example.com"])
        {
            await Until.TrueAsync("the mail has arrived", async () => (await InboxAsync(address)).Count > 0);
        }

        await room.SayAsync("invite them");
        await room.HearsAsync("How shall I invite 3 users?");
        await room.PickAsync("E-mail");
        await room.HearsAsync("These have an open invitation, which stays: Lia Lista, Leo Lista.");
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task By_an_email_that_is_held_until_the_hours_of_work_and_sent_at_once_when_that_is_said()
    {
        var room = await EnterAsync();
        // Never at work today: what is due waits, whenever this runs.
        var day = TimeProvider.System.GetUtcNow().AddDays(3).DayOfWeek.ToString()[..3];
        await RegisterAsync(room, "Emma Correo", $", emma.correo@example.com, {day} 9-17");
        await room.Button("E-mail to e••@example.com").DblClickAsync();
        await room.HearsAsync("That is done already.");
        (await room.TranscriptAsync()).ShouldContain($"will go {day} 09:00, Madrid time");
        (await InboxAsync("emma.correo@example.com")).ShouldBeEmpty();
        await room.PickAsync("Send now");
        await room.HearsAsync("is on its way to e••@example.com");

        await Until.TrueAsync("the mail has arrived", async () => (await InboxAsync("emma.correo@example.com")).Count > 0);
        var mails = await InboxAsync("emma.correo@example.com");
        await AcceptAsync(Link.Match((string)mails.ShouldHaveSingleItem()["text"]!).Value);

        await room.HearsAsync("Emma Correo has accepted the invitation and is in.");
        (await StateAsync("Emma")).ShouldBe("active");
        (await room.TranscriptAsync()).Split("---").Where(text => !text.Contains("register Emma", StringComparison.Ordinal) && !text.Contains("Please check", StringComparison.Ordinal)).ShouldAllBe(text => !text.Contains("emma.correo", StringComparison.Ordinal));
        room.ShouldHaveNoComplaint();
    }

    private static async Task RegisterAsync(ChatRoom room, string name, string more)
    {
        await room.SayAsync($"register {name}, Cashier, Store Operations{more}");
        await room.HearsAsync("Please check");
        await room.PickAsync("Confirm");
        await room.HearsAsync($"How shall I invite {name}?");
    }

    // As a camera does: by its points, not by what stands behind it.
    private static async Task<string> ReadAsync(ILocator picture)
    {
        var points = await picture.EvaluateAsync<string>("""
            async element => {
                const image = element.matches('img') ? element : element.querySelector('img');
                await image.decode();
                const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height: image.naturalHeight });
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                return `${canvas.width} ${[...context.getImageData(0, 0, canvas.width, canvas.height).data].filter((_, at) => at % 4 === 0).map(grey => grey > 127 ? 1 : 0).join('')}`;
            }
            """);
        var (width, grey) = (int.Parse(points.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), points.Split(' ')[1].Select(point => point == '1' ? (byte)255 : (byte)0).ToArray());
        var reader = new BarcodeReaderGeneric { Options = { PossibleFormats = [BarcodeFormat.QR_CODE] } };
        return reader.Decode(new RGBLuminanceSource(grey, width, grey.Length / width, RGBLuminanceSource.BitmapFormat.Gray8)).ShouldNotBeNull().Text;
    }

    private async Task AcceptAsync(string link)
    {
        await using var phone = await Chromium.OpenAsync(new() { JavaScriptEnabled = false, ViewportSize = new() { Width = 360, Height = 740 } });
        var page = await phone.NewPageAsync();
        await page.GotoAsync(link);
        await page.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading)).ToHaveTextAsync(In);
    }

    private async Task<List<JsonNode>> InboxAsync(string to) =>
        [.. (await Product.Http.GetJsonAsync(new Uri(Product.Started.Url, "/local/mailbox").ToString())).Json.AsArray().OfType<JsonNode>().Where(message => ((string)message["to"]!).Contains(to, StringComparison.Ordinal))];

    private async Task<string> StateAsync(string firstName)
    {
        var found = (await Product.Http.GetFromJsonAsync<JsonNode>($"users?q={firstName}"))!["items"]![0]!["id"]!.GetValue<string>();
        return (await Product.Http.GetFromJsonAsync<JsonNode>($"users/{found}"))!["state"]!.GetValue<string>();
    }

    private static readonly Regex In = new("You are in|Ya estás dentro");

    [GeneratedRegex(@"http\S+/api/i/[a-z2-7]{32}")]
    private static partial Regex Link { get; }
}
