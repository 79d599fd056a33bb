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

    // Surnames of some, so that two of them are a whole name; of three words, they are given names.
    private static readonly FrozenSet<string> More = Words("""
        abril adam adela adriana africa aida aina aitana alfonso alfredo alice amaia amalia amanda amelia amy anabel ander andrew ane angela anthony anton antonia araceli arnau
        arturo ashley asier aurora azucena barbara belen berta betty biel blanca brais brandon brenda brian candela carla carlota carol carolina carolyn catalina catherine
        cecilia celia cesar charles charlotte cheryl chloe christine christopher clara cristian cynthia damian daniela debora deborah debra diana diane donna dora edith edurne
        elisa elizabeth ella elsa elvira emilia emilio eric ernesto estefania estela ethan eugenia evelyn fabiola felix fernanda ferran francisca gabriel gary genoveva gerard gorka grace
        graciela greta guadalupe hannah heather helena hilda ingrid isaac ismael jack jacob jacobo jacqueline janet janice jason jeffrey jennifer jeremy jerry jessica jimena joan
        joana jon jonathan josefina joseph joshua joyce juana judith julie julio justin karina katherine kathleen kevin laia lauren leonor leticia liliana lily luciana lucy
        magdalena manuela marcela marcelo margaret margarita mariana mariano marie marina marisa marisol mark martha matilde matthew mauricio maximo megan melissa meritxell mia
        micaela minerva miranda mireia miren nadia nathan natividad neus nicole nieves nil noah nora norma oier omar oriol paloma pamela paola petra priscila quim rachel rafaela
        ramiro ramona rebeca rebecca regina ricardo rita rodolfo rosana rosario ruth sabela salome samanta samantha samuel sandra saul selena sergi sharon shirley sonia sophie
        stephanie stephen steven tania timothy unai uxia valeria victor violeta virginia viviana xoan zoe
        """);

    private static readonly FrozenSet<string> Surnames = Words("""
        garcia lopez martin moreno romero alonso navarro torres ramos gil serrano blanco molina morales ortega delgado castro ortiz rubio marin sanz iglesias
        medina garrido castillo cortes cano prieto cruz flores vega campos vidal herrera pena leon marquez fuentes carrasco caballero nieto reyes aguilar
        pascual santana lorenzo ibanez vargas soto silva rojas mendoza rios salazar guerrero contreras duran lara mora soler ferrer vicente
        """);

    // After "María" and "Juan", these are no surnames.
    private static readonly FrozenSet<string> Seconds = ["del mar", "del sol", "del pino", "del rosario", "del camino", "de la luz", "de la paz", "de las nieves", "de gracia", "de dios", "de la o"];

    internal static bool IsSecond(string group) => Seconds.Contains(PlainText.Fold(group));

    internal static bool Starts(string name) => IsAmongMany(name.Split(' ')[0]);

    internal static bool Is(string word) => Given.Contains(PlainText.Fold(word));

    /// <summary>Whether it is one where the name has three words or more.</summary>
    internal static bool IsAmongMany(string word) => PlainText.Fold(word) is var key && (Given.Contains(key) || More.Contains(key));

    internal static bool IsSurname(string word) => PlainText.Fold(word) is var key && (Surnames.Contains(key) || (key.Length > 3 && key.EndsWith("ez", StringComparison.Ordinal)));

    private static FrozenSet<string> Words(string text) => text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(PlainText.Fold).ToFrozenSet();
}
