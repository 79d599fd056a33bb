using System.Text;
using Microsoft.Playwright;
using Ommnio.EndToEnd.Tests.Laptop;
using Ommnio.LocalHost.Processes;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>
/// The chat at each of its stations: a picture of it, for a person to look at (in .local/screens), and everything that axe-core
/// finds wrong with it, which is nothing.
/// </summary>
public sealed class LooksTests(SharedProduct product, Chromium chromium) : ChatTest(product, chromium)
{
    private static readonly string Folder = Directory.CreateDirectory(Repository.PathOf(".local", "screens")).FullName;
    private readonly List<string> violations = [];

    [Theory]
    [InlineData("desktop-light", 1000, ColorScheme.Light)]
    [InlineData("desktop-dark", 1000, ColorScheme.Dark)]
    [InlineData("phone-light", 360, ColorScheme.Light)]
    [InlineData("phone-dark", 360, ColorScheme.Dark)]
    public async Task Every_station_is_good_to_look_at_and_axe_core_finds_nothing_in_English(string name, int width, ColorScheme colours)
    {
        await EnterAsync();
        await using var room = await ChatRoom.EnterAsync(Chromium, Product.Started.Page, width: width, height: width < 500 ? 740 : 900, colours: colours);
        await room.IsReadyAsync();
        await room.HearsAsync("Hello");
        await LookAsync(room, $"{name}-1-welcome");
        await room.SayAsync("form");
        await room.Card.WaitForAsync();
        await LookAsync(room, $"{name}-2-form");
        await room.FillAsync("First name", "Lena");
        await room.FillAsync("Last name", "Ångström-O’Neill");
        await room.FillAsync("Position", "Baker");
        await room.FillAsync("Area", "Logistics");
        await room.FillAsync("Email", "not an address");
        await room.SubmitAsync("Send");
        await Expect(room.Card).ToContainTextAsync("Email must be");
        await LookAsync(room, $"{name}-3-form-with-a-problem");
        await room.FillAsync("Email", $"{name}@example.com");
        await room.FillAsync("First name", $"Lena {name}");
        await room.SubmitAsync("Send");
        await Expect(room.Button("Confirm")).ToBeVisibleAsync();
        await LookAsync(room, $"{name}-4-summary");
        await room.PickAsync("Confirm");
        await room.HearsAsync("is registered");
        await LookAsync(room, $"{name}-5-created");
        await room.SayAsync("link");
        await room.HearsAsync("http");
        await LookAsync(room, $"{name}-6-invitation");
        await room.PickAsync("QR code");
        await Expect(room.Card.Locator("img")).ToBeVisibleAsync();
        await LookAsync(room, $"{name}-6-invitation-as-code");
        await room.SayAsync("paste a list");
        await room.HearsAsync("a header is welcome");
        await room.AttachAsync("people.csv", "text/csv", Encoding.UTF8.GetBytes($"Tom {name},Baker,Logistics\nKim {name},Cashier,Sales\nEva,Baker,Sales"));
        await room.HearsAsync("2 ready");
        await LookAsync(room, $"{name}-7-list");
        await room.PickAsync("Show problems");
        await room.HearsAsync("left out");
        await LookAsync(room, $"{name}-8-list-problems");
        await room.PickAsync("Cancel");
        await room.SayAsync($"show Lena {name}");
        await Expect(room.Button("Block")).ToBeVisibleAsync();
        await LookAsync(room, $"{name}-9-user");

        violations.ShouldBeEmpty();
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task Every_station_is_good_to_look_at_and_axe_core_finds_nothing_in_Spanish()
    {
        await EnterAsync("es-ES");
        await using var room = await ChatRoom.EnterAsync(Chromium, Product.Started.Page, "es-ES", 360, 740);
        await room.IsReadyAsync();
        await room.HearsAsync("Hola");
        await LookAsync(room, "spanish-1-welcome");
        await room.SayAsync("formulario");
        await room.Card.WaitForAsync();
        await LookAsync(room, "spanish-2-form");
        await room.SayAsync("Nombre: Íñigo Looks\nPuesto: Panadero");
        await room.SayAsync("Logística");
        await room.SayAsync("revisar");
        await Expect(room.Button("Confirmar")).ToBeVisibleAsync();
        await LookAsync(room, "spanish-4-summary");
        await room.PickAsync("Confirmar");
        await room.HearsAsync("de alta");
        await LookAsync(room, "spanish-5-created");

        violations.ShouldBeEmpty();
        room.ShouldHaveNoComplaint();
    }

    private async Task LookAsync(ChatRoom room, string name)
    {
        // What came last has been scrolled to.
        await room.Page.WaitForFunctionAsync("() => { const said = document.querySelector('.webchat__basic-transcript__scrollable'); return said.scrollHeight - said.scrollTop - said.clientHeight < 3; }");
        await room.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}.png") });
        violations.AddRange((await AxeCore.ViolationsAsync(room.Page)).Select(violation => $"{name}: {violation}"));
    }
}
