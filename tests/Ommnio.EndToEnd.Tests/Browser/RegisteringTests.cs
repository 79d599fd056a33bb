using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Ommnio.EndToEnd.Tests.Laptop;
using Shouldly;
using Xunit;

namespace Ommnio.EndToEnd.Tests.Browser;

/// <summary>The main job, whole: somebody chats in a browser, a user exists, payroll finds them by code, the invitation is sent.</summary>
public sealed class RegisteringTests(SharedProduct product, Chromium chromium) : ChatTest(product, chromium)
{
    [Fact]
    public async Task By_chat_in_English_with_an_invitation()
    {
        var room = await EnterAsync();

        await room.SayAsync("register Eva Moreno, Cashier, Store Operations");
        await room.PickAsync("Code");
        await room.HearsAsync("What is the employee code?");
        await room.SayAsync("CHAT-EN");
        await room.HearsAsync("CHAT-ENChange");
        await room.PickAsync("Confirm");
        await room.HearsAsync("Eva Moreno is registered");
        await room.PickAsync("Link");
        await room.HearsAsync("/i/");

        await ShouldBeFoundAsync("CHAT-EN", "Eva", "Moreno", "Cashier", "Store Operations");
        await InvitationIsSentAsync("CHAT-EN");
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task By_chat_in_Spanish()
    {
        var room = await EnterAsync("es-ES");

        await room.SayAsync("alta de Lucía Núñez como cajera en ventas");
        await room.PickAsync("Código");
        await room.HearsAsync("¿Cuál es el código de empleado?");
        await room.SayAsync("CHAT-ES");
        await room.HearsAsync("CHAT-ESCambiar");
        await room.PickAsync("Confirmar");
        await room.HearsAsync("Lucía Núñez");

        await ShouldBeFoundAsync("CHAT-ES", "Lucía", "Núñez", "cajera", "Sales");
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task By_form_in_English()
    {
        var room = await EnterAsync();

        await room.SayAsync("form");
        await FillAsync(room, ("First name", "Noor"), ("Last name", "Haddad"), ("Position", "Baker"), ("Area", "Logistics"), ("Code", "FORM-EN"));
        await room.SubmitAsync("Send");
        await room.PickAsync("Confirm");
        await room.HearsAsync("Noor Haddad is registered");

        await ShouldBeFoundAsync("FORM-EN", "Noor", "Haddad", "Baker", "Logistics");
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task By_form_in_Spanish_on_a_phone()
    {
        var room = await EnterAsync("es-ES", width: 360);

        await room.SayAsync("formulario");
        await FillAsync(room, ("Nombre", "Iñaki"), ("Apellidos", "Etxeberria"), ("Puesto", "Panadero"), ("Área", "Logística"), ("Código", "FORM-ES"));
        await room.SubmitAsync("Enviar");
        await room.PickAsync("Confirmar");
        await room.HearsAsync("Iñaki Etxeberria");

        await ShouldBeFoundAsync("FORM-ES", "Iñaki", "Etxeberria", "Panadero", "Logistics");
        room.ShouldHaveNoComplaint();
    }

    [Fact]
    public async Task A_double_click_on_Confirm_makes_one_user()
    {
        var room = await EnterAsync();

        await room.SayAsync("register Double Click, Cashier, Sales");
        await room.Button("Confirm").DblClickAsync();
        await room.Bubbles.Filter(new() { HasText = "Double Click is registered" }).First.WaitForAsync();

        var found = await Product.Http.GetFromJsonAsync<JsonObject>("users?q=Double");
        found!["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_somebody_types_stays_text()
    {
        var room = await EnterAsync();

        await room.SayAsync("register <img src=http://evil.example/x.png> **Bold**, Cashier, Sales");
        await room.SayAsync("help");
        await room.SayAsync("review");

        (await room.Bubbles.Locator("img, strong, a").CountAsync()).ShouldBe(0);
        room.ShouldHaveNoComplaint();
    }

    private static async Task FillAsync(ChatRoom room, params (string Label, string Text)[] fields)
    {
        await room.Card.WaitForAsync();
        foreach (var (label, text) in fields)
        {
            await room.FillAsync(label, text);
        }
    }

    private async Task ShouldBeFoundAsync(string code, string firstName, string lastName, string position, string area)
    {
        using var answer = await Product.Http.GetAsync($"users/by-code/{code}");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var user = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        string?[] found = [(string?)user["firstName"], (string?)user["lastName"], (string?)user["position"], (string?)user["area"]];
        found.ShouldBe([firstName, lastName, position, area]);
    }

    private async Task InvitationIsSentAsync(string code)
    {
        var user = (await Product.Http.GetFromJsonAsync<JsonObject>($"users/by-code/{code}"))!;
        var directory = new TableClient(Product.Started.Storage, "directory");
        var key = $"i:{user["id"]}:";
        await Until.TrueAsync("the queue's function has sent the invitation", async () =>
        {
            var rows = await directory.QueryAsync<TableEntity>(row => row.PartitionKey == Product.Started.Organisation).ToListAsync();
            return rows.Any(row => row.RowKey.StartsWith(key, StringComparison.Ordinal) && Regex.IsMatch(row.GetString("Doc"), "\"state\":\"sent\""));
        });
    }
}
