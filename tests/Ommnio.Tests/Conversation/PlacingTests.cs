using Ommnio.Bot.Conversation;
using Ommnio.Core.Wording;
using Shouldly;
using Xunit;

namespace Ommnio.Tests.Conversation;

/// <summary>Which words of a message are for which field.</summary>
public sealed class PlacingTests
{
    [Theory]
    [InlineData("Ana Pérez as a cashier in sales", "FirstName=Ana Pérez; Position=cashier; Area=sales")]
    [InlineData("Ana Pérez, Cashier, Sales", "FirstName=Ana Pérez; Position=Cashier; Area=Sales")]
    [InlineData("Ana Pérez, Cashier at Valencia in Sales", "FirstName=Ana Pérez; Position=Cashier; Location=Valencia; Area=Sales")]
    [InlineData("Luis Gómez, he is a driver in Store Operations and reports to Bea López", "FirstName=Luis Gómez; Position=driver; Area=Store Operations; RelatedTo=Bea López")]
    [InlineData("Tom Brown - he's a shift manager in store ops, code B-22, phone 612 345 678", "FirstName=Tom Brown; Position=shift manager; Area=store ops; Code=B-22; Phone=612 345 678")]
    [InlineData("Emma Wilson as marketing assistant in Marketing, Mon-Fri 9-17", "FirstName=Emma Wilson; Position=marketing assistant; Area=Marketing; WorkingHours=Mon-Fri 9-17")]
    [InlineData("Emma Wilson as cashier in Sales Mon-Fri 9-17", "FirstName=Emma Wilson; Position=cashier; Area=Sales; WorkingHours=Mon-Fri 9-17")]
    [InlineData("Ana Pérez; Cashier; Sales; Madrid Centro; #night #english", "FirstName=Ana Pérez; Position=Cashier; Area=Sales; Location=Madrid Centro; Tags=#night #english")]
    [InlineData("Ana Pérez, Team Leader, Sales", "FirstName=Ana Pérez; Position=Team Leader; Area=Sales")]
    [InlineData("Ana Pérez, Area Manager, Sales", "FirstName=Ana Pérez; Position=Area Manager; Area=Sales")]
    [InlineData("Ana Pérez, Sales, Cashier", "FirstName=Ana Pérez; Area=Sales; Position=Cashier")]
    [InlineData("Ana Pérez as specialist in nutrition in Marketing", "FirstName=Ana Pérez; Position=specialist in nutrition; Area=Marketing")]
    [InlineData("Ana Pérez, baker in the Bakery team, Sales department", "FirstName=Ana Pérez; Position=baker; Teams=Bakery; Area=Sales")]
    [InlineData("Ana Pérez, Cashier, Sales, team Bakery as admin, tags: night, English speaker", "FirstName=Ana Pérez; Position=Cashier; Area=Sales; Teams=Bakery as admin; Tags=night, English speaker")]
    [InlineData("name: Ana Pérez, position: Cashier, area: Sales, code: 7", "FirstName=Ana Pérez; Position=Cashier; Area=Sales; Code=7")]
    [InlineData("García López, Ana, Cashier, Sales", "FirstName=García López, Ana; Position=Cashier; Area=Sales")]
    [InlineData("Ana Pérez, Cashier, Sales, starts on 3 March, Valencia", "FirstName=Ana Pérez; Position=Cashier; Area=Sales; Location=Valencia | starts on 3 March")]
    [InlineData("Ana Pérez and Tom Brown, both in Store Operations", "Area=Store Operations | Ana Pérez and Tom Brown | both")]
    [InlineData("Ana Pérez\nCashier\nSales\nMon-Thu 9-18, Fri 8-15", "FirstName=Ana Pérez; Position=Cashier; Area=Sales; WorkingHours=Mon-Thu 9-18, Fri 8-15")]
    public void An_English_sentence_is_placed(string said, string expected) => Of(Placing.Sentence(said, false, true, Some, Language.English)).ShouldBe(expected);

    [Theory]
    [InlineData("Luis Gómez como cajero en ventas", "FirstName=Luis Gómez; Position=cajero; Area=ventas")]
    [InlineData("Luis Gómez, cajero en el área de Ventas, con código X-1 y móvil 612 34 56 78", "FirstName=Luis Gómez; Position=cajero; Area=Ventas; Code=X-1; Phone=612 34 56 78")]
    [InlineData("María José García López como dependienta en ventas, de lunes a viernes de 9 a 14 y de 16 a 19", "FirstName=María José García López; Position=dependienta; Area=ventas; WorkingHours=de lunes a viernes de 9 a 14 y de 16 a 19")]
    [InlineData("Juan de la Cruz: encargado, RRHH, Valencia", "FirstName=Juan de la Cruz; Position=encargado; Area=RRHH; Location=Valencia")]
    [InlineData("Pedro Sanz, repartidor, área Ventas, reporta a Bea López, horario L-J 9-18, V 8-15", "FirstName=Pedro Sanz; Position=repartidor; Area=Ventas; RelatedTo=Bea López; WorkingHours=L-J 9-18, V 8-15")]
    [InlineData("Lucía Fernández, puesto: encargada, departamento de Marketing", "FirstName=Lucía Fernández; Position=encargada; Area=Marketing")]
    [InlineData("Ana Ruiz, jefa de equipo, ventas, su jefe es Bea López", "FirstName=Ana Ruiz; Position=jefa de equipo; Area=ventas; RelatedTo=Bea López")]
    [InlineData("Ana Ruiz, responsable de turno, ventas, equipo Bakery, empieza el lunes", "FirstName=Ana Ruiz; Position=responsable de turno; Area=ventas; Teams=Bakery | empieza el lunes")]
    [InlineData("Luis Gómez y Ana Ruiz, todos en ventas", "FirstName=Luis Gómez y Ana Ruiz; Area=ventas | todos")]
    [InlineData("Ortega y Gasset, José, filósofo, Marketing", "FirstName=Ortega y Gasset, José; Position=filósofo; Area=Marketing")]
    public void A_Spanish_sentence_is_placed(string said, string expected) => Of(Placing.Sentence(said, false, true, Some, Language.Spanish)).ShouldBe(expected);

    [Theory]
    [InlineData(Field.Position, "Cashier in Store Ops", "Position=Cashier; Area=Store Ops")]
    [InlineData(Field.Position, "In charge of sales", "Position=In charge of sales")]
    [InlineData(Field.Position, "Head of Sales, Marketing and Communications", "Position=Head of Sales; Area=Marketing and Communications")]
    [InlineData(Field.Position, "Mon-Fri 9-17", "WorkingHours=Mon-Fri 9-17")]
    [InlineData(Field.Position, "ana@example.com", "Email=ana@example.com")]
    [InlineData(Field.Area, "Sales and she reports to Ana", "Area=Sales; RelatedTo=Ana")]
    [InlineData(Field.Area, "Sales, Valencia", "Area=Sales; Location=Valencia")]
    [InlineData(Field.FirstName, "Ana, she's a cashier in Sales", "FirstName=Ana; Position=cashier; Area=Sales")]
    [InlineData(Field.FirstName, "García López, Ana", "FirstName=García López, Ana")]
    [InlineData(Field.FirstName, "Ana Pérez, Cashier", "FirstName=Ana Pérez; Position=Cashier")]
    public void An_answer_may_say_more(Field asked, string said, string expected) => Of(Placing.Answer(said, asked, new(), Some, Language.English)).ShouldBe(expected);

    private static Context Some => Fixture.Context(Language.English, Fixture.Start, 1);

    private static string Of(Placed placed) =>
        string.Join("; ", placed.Values.Select(value => $"{value.Field}={value.Value}")) + string.Concat(placed.Unplaced.Select(text => $" | {text}"));
}
