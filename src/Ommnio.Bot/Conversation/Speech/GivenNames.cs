using System.Collections.Frozen;
using Ommnio.Core.Users;

namespace Ommnio.Bot.Conversation.Speech;

/// <summary>
/// Common given names and surnames, for the one question that they help to answer: where a name of three words is to be split.
/// The answer is shown, and one tap changes it. Names that are as often the other are left out.
/// </summary>
internal static class GivenNames
{
    private static readonly FrozenSet<string> Given = Words("""
        ana maria jose juan luis carlos antonio manuel francisco javier david daniel miguel rafael pedro angel alejandro fernando sergio pablo jorge alberto
        alvaro diego adrian raul enrique ramon ivan ruben oscar andres joaquin eduardo roberto jaime mario hugo lucas mateo martina lucia sofia paula carmen
        isabel laura cristina marta pilar elena raquel sara nuria silvia patricia beatriz rocio ines eva irene julia alicia andrea natalia claudia monica
        teresa rosa angeles dolores mercedes concepcion josefa luisa victoria alba noelia esther yolanda susana lorena veronica inmaculada fatima bea noa
        john james robert michael william mary anne ann anna emma olivia peter paul tom thomas george emily sarah jane susan linda karen nancy lisa kate
        maribel gabriela valentina camila ximena itziar ainhoa jordi montserrat xavier marc pau pol iker aitor mikel leire nerea iñaki jesus rodrigo gonzalo
        guillermo ignacio nicolas bruno leo gloria consuelo encarnacion milagros soledad lourdes asuncion amparo vanesa tamara miriam noemi lidia olga
        """);

    private static readonly FrozenSet<string> Surnames = Words("""
        garcia lopez martin moreno romero alonso navarro torres ramos gil serrano blanco molina morales ortega delgado castro ortiz rubio marin sanz iglesias
        medina garrido castillo cortes cano prieto cruz flores vega campos vidal herrera pena leon marquez fuentes carrasco caballero nieto reyes aguilar
        pascual santana lorenzo ibanez vargas soto silva rojas mendoza rios salazar guerrero contreras duran lara mora soler ferrer vicente
        """);

    internal static bool Starts(string name) => Is(name.Split(' ')[0]);

    internal static bool Is(string word) => Given.Contains(PlainText.Fold(word));

    internal static bool IsSurname(string word) => PlainText.Fold(word) is var key && (Surnames.Contains(key) || (key.Length > 3 && key.EndsWith("ez", StringComparison.Ordinal)));

    private static FrozenSet<string> Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(PlainText.Fold).ToFrozenSet();
}
