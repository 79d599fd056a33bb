using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Ommnio.Core.Wording;

/// <summary>What a field is called: <c>workingHours[1].to</c> is "Working hours (2, to)".</summary>
public static partial class FieldNames
{
    private static readonly FrozenDictionary<string, Phrase> Names = new Dictionary<string, Phrase>
    {
        ["firstName"] = new("First name", "Nombre"),
        ["lastName"] = new("Last name", "Apellidos"),
        ["position"] = new("Position", "Puesto"),
        ["area"] = new("Area", "Área"),
        ["relatedTo"] = new("Related to", "Reporta a"),
        ["location"] = new("Location", "Ubicación"),
        ["code"] = new("Code", "Código"),
        ["nationalId"] = new("ID", "ID"),
        ["phone"] = new("Phone", "Teléfono"),
        ["phoneConsent"] = new("Phone consent", "Consentimiento del teléfono"),
        ["email"] = new("Email", "Correo"),
        ["language"] = new("Language", "Idioma"),
        ["notes"] = new("Notes", "Notas"),
        ["timeZone"] = new("Time zone", "Zona horaria"),
        ["workingHours"] = new("Working hours", "Horario laboral"),
        ["picture"] = new("Picture", "Foto"),
        ["tags"] = new("Tags", "Etiquetas"),
        ["teams"] = new("Teams", "Equipos"),
        ["chatGroups"] = new("Chat groups", "Grupos de chat"),
        ["role"] = new("Role", "Rol"),
        ["invite"] = new("Invitation", "Invitación"),
        ["days"] = new("days", "días"),
        ["from"] = new("start", "inicio"),
        ["to"] = new("end", "fin"),
        ["channel"] = new("channel", "canal"),
        ["codes"] = new("Codes", "Códigos"),
        ["name"] = new("Name", "Nombre"),
        ["parent"] = new("Parent", "Equipo padre"),
        ["defaultRole"] = new("Default role", "Rol por defecto"),
        ["membersSeeEachOther"] = new("Members see each other", "Los miembros se ven entre sí"),
        ["kind"] = new("Kind", "Tipo"),
        ["description"] = new("Description", "Descripción"),
        ["confirm"] = new("Confirmation", "Confirmación"),
        ["rules"] = new("Rules", "Reglas"),
        ["conditions"] = new("conditions", "condiciones"),
        ["values"] = new("values", "valores"),
        ["field"] = new("field", "campo"),
        ["id"] = new("id", "id"),
        ["body"] = new("The body", "El cuerpo"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A name that we do not know is said as it stands: it is the sender's own word.</summary>
    public static string Say(string field, Language language)
    {
        var match = Path.Match(field);
        var name = Name(match.Groups["name"].Value, language);
        List<string> places = [];
        if (match.Groups["index"] is { Success: true } index && int.TryParse(index.Value, out var place))
        {
            places.Add($"{place + 1}");
        }

        if (match.Groups["part"] is { Success: true } part)
        {
            places.Add(Name(part.Value, language));
        }

        return places.Count == 0 ? name : $"{name} ({string.Join(", ", places)})";
    }

    [GeneratedRegex(@"^(?<name>[^\[.]*)(\[(?<index>\d+)\])?(\.(?<part>.*))?$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Path { get; }

    private static string Name(string name, Language language) => Names.TryGetValue(name, out var known) ? known.In(language) : name;
}
