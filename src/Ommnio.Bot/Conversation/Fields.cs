using System.Collections.Frozen;
using Ommnio.Core.Registering;
using Ommnio.Core.Wording;

namespace Ommnio.Bot.Conversation;

/// <summary>What can be said of a user, in the order in which it is asked and shown.</summary>
public enum Field
{
    FirstName,
    LastName,
    Position,
    Area,
    RelatedTo,
    Location,
    Code,
    NationalId,
    Phone,
    PhoneConsent,
    Email,
    TimeZone,
    WorkingHours,
    Tags,
    Teams,
    ChatGroups,
    Notes,
}

/// <summary>How a field behaves in the conversation.</summary>
/// <param name="FreeText">Anything could be its value, command words too ("Cancel" is a surname).</param>
/// <param name="Aliases">What people call it, folded, in both languages.</param>
internal sealed record FieldSpec(Field Field, bool Required, bool FreeText, IReadOnlyList<string> Aliases)
{
    internal string Wire => Naming.CamelCase(Field);

    internal string Name(Language language) => FieldNames.Say(Wire, language);
}

/// <summary>The table of fields: everything else in the conversation is generic over it.</summary>
internal static class FieldTable
{
    internal static readonly IReadOnlyList<FieldSpec> All =
    [
        new(Field.FirstName, true, true, ["first name", "forename", "forenames", "name", "given name", "given names", "middle name", "full name", "complete name", "name and surname", "names", "nombre", "nombre completo", "nombre y apellidos", "nombre y apellido", "nombres", "nombre de pila", "primer nombre", "segundo nombre"]),
        new(Field.LastName, true, true, ["last name", "last names", "surname", "surnames", "family name", "apellido", "apellidos", "primer apellido", "segundo apellido", "apellido paterno", "apellido materno"]),
        new(Field.Position, true, false, ["position", "job", "job title", "title", "role", "job role", "occupation", "puesto", "puesto de trabajo", "posicion", "cargo", "rol", "categoria", "categoria profesional", "ocupacion", "oficio", "funcion", "profesion"]),
        new(Field.Area, true, false, ["area", "department", "dept", "dpt", "division", "section", "departamento", "depto", "dpto", "dep", "seccion"]),
        new(Field.RelatedTo, false, false, ["related to", "reports to", "manager", "line manager", "boss", "reporta a", "mando directo", "jefe directo", "jefa directa", "superior", "jefe", "jefa", "responsable"]),
        new(Field.Location, false, false, ["location", "workplace", "ubicacion", "centro", "work location", "place of work", "workplace location", "centro de trabajo", "lugar", "lugar de trabajo", "sucursal", "sede"]),
        new(Field.Code, false, false, Codes),
        new(Field.NationalId, false, false, ["id", "national id", "dni", "nie"]),
        new(Field.Phone, false, false, ["phone", "mobile", "phone number", "mobile number", "cell phone", "cell", "cell number", "cellphone", "contact number", "phone no.", "mobile no.", "whatsapp", "tel", "telf", "tlf", "tlfno", "telefono", "numero de telefono", "numero de movil", "telefono movil", "movil", "celular", "numero de celular", "cel", "celu", "fono", "tfno"]),
        new(Field.PhoneConsent, false, false, ["phone consent", "consent", "consentimiento"]),
        new(Field.Email, false, false, ["email", "e-mail", "mail", "email address", "e-mail address", "mail address", "correo", "correo electronico", "direccion de correo"]),
        new(Field.TimeZone, false, false, ["time zone", "timezone", "zone", "zona horaria", "zona", "huso horario"]),
        new(Field.WorkingHours, false, false, ["working hours", "hours", "work hours", "schedule", "shift", "shifts", "shift pattern", "jornada", "horario", "horario de trabajo", "horario laboral", "turno"]),
        new(Field.Tags, false, false, ["tags", "tag", "tagged", "tagged as", "tagged with", "tag him", "tag her", "tag them", "tag him as", "tag her as", "tag them as", "tag him with", "tag her with", "etiquetas", "etiquetalo con", "etiquetala con", "etiquetalo como", "etiquetala como", "ponle las etiquetas", "ponle la etiqueta", "etiqueta", "etiquetado como", "etiquetada como"]),
        new(Field.Teams, false, false, ["teams", "team", "equipos", "equipo"]),
        new(Field.ChatGroups, false, false, ["chat groups", "groups", "group", "chat group", "grupos", "grupo", "grupos de chat", "grupo de chat"]),
        new(Field.Notes, false, false, ["notes", "note", "notas", "nota"]),
    ];

    // Whose number it is, and what a number is called: each with each.
    private static string[] Codes =>
    [
        "code", "codigo", "cod", "matricula", "legajo",
        .. from whose in (string[])["employee", "staff", "worker", "badge", "payroll", "personnel", "clock"] from number in (string[])["code", "number", "no.", "no", "num", "nr", "#", "id"] select $"{whose} {number}",
        .. from number in (string[])["codigo", "numero", "num", "nº", "n°", "no", "nro"] from whose in (string[])["empleado", "empleada", "trabajador", "trabajadora", "nomina", "personal", "ficha"] from of in (string[])["de ", ""] select $"{number} {of}{whose}",
    ];

    /// <summary>The words that end the name of a field.</summary>
    internal static readonly IReadOnlySet<string> LastWords = All.SelectMany(spec => spec.Aliases).Select(alias => alias.Split(' ')[^1]).ToHashSet();

    internal static FieldSpec Of(Field field) => All[(int)field];

    // Before a colon they name a field; elsewhere "store manager" and "the new supervisor" are positions.
    private static readonly FrozenDictionary<string, Field> Labels = new (Field Field, string[] Words)[]
    {
        (Field.Location, ["site", "store", "branch", "shop", "plant", "property", "office", "place", "tienda", "planta", "oficina", "delegacion", "hotel", "hospital"]),
        (Field.FirstName, ["employee", "employee name", "worker", "new employee", "starter", "new starter", "hire", "new hire", "joiner", "new joiner", "staff member", "colleague", "empleado", "empleada", "trabajador", "trabajadora", "colaborador", "colaboradora", "nuevo empleado", "nueva empleada", "nuevo trabajador", "nueva trabajadora", "nombre del empleado", "nombre del trabajador", "companero", "companera"]),
        (Field.Area, ["unit", "org unit", "business unit", "organisational unit", "organizational unit", "unidad", "unidad organizativa", "gerencia", "servicio"]),
        (Field.RelatedTo, ["reporting line", "reporting to", "reporting manager", "direct manager", "supervisor", "supervisora", "foreman", "team leader", "jefe inmediato", "jefa inmediata", "encargado", "encargada", "capataz", "responsable directo", "responsable directa"]),
    }.SelectMany(row => row.Words.Select(word => (word, row.Field))).ToFrozenDictionary(row => row.word, row => row.Field);

    /// <summary>The field of a label, which stands before a colon: "Tel. 2" is one too.</summary>
    internal static FieldSpec? Labelled(string label) =>
        label.Replace(".", "", StringComparison.Ordinal).TrimEnd('1', '2', '3', ' ') is var plain && (Named(label) ?? Named(plain)) is { } named ? named : Labels.TryGetValue(plain, out var field) ? Of(field) : null;

    internal static FieldSpec? Named(string folded) => All.FirstOrDefault(spec => spec.Aliases.Contains(folded));

    /// <summary>The first required field that has no value yet.</summary>
    internal static Field? NextRequired(UserFields fields) => All.Where(spec => spec.Required && !IsSet(fields, spec.Field)).Select(spec => (Field?)spec.Field).FirstOrDefault();

    internal static bool IsSet(UserFields fields, Field field) => field switch
    {
        Field.FirstName => fields.FirstName is not null,
        Field.LastName => fields.LastName is not null,
        Field.Position => fields.Position is not null,
        Field.Area => fields.Area is not null,
        Field.RelatedTo => fields.RelatedTo is not null,
        Field.Location => fields.Location is not null,
        Field.Code => fields.Code is not null,
        Field.NationalId => fields.NationalId is not null,
        Field.Phone => fields.Phone is not null,
        Field.PhoneConsent => fields.PhoneConsent is not null,
        Field.Email => fields.Email is not null,
        Field.TimeZone => fields.TimeZone is not null,
        Field.WorkingHours => fields.WorkingHours is not null,
        Field.Tags => fields.Tags is { Count: > 0 },
        Field.Teams => fields.Teams is { Count: > 0 },
        Field.ChatGroups => fields.ChatGroups is { Count: > 0 },
        _ => fields.Notes is not null,
    };

    /// <summary>With one field as another has it.</summary>
    internal static UserFields Copy(Field field, UserFields from, UserFields onto) => field switch
    {
        Field.FirstName => onto with { FirstName = from.FirstName },
        Field.LastName => onto with { LastName = from.LastName },
        Field.Position => onto with { Position = from.Position },
        Field.Area => onto with { Area = from.Area },
        Field.RelatedTo => onto with { RelatedTo = from.RelatedTo },
        Field.Location => onto with { Location = from.Location },
        Field.Code => onto with { Code = from.Code },
        Field.NationalId => onto with { NationalId = from.NationalId },
        Field.Phone => onto with { Phone = from.Phone },
        Field.PhoneConsent => onto with { PhoneConsent = from.PhoneConsent },
        Field.Email => onto with { Email = from.Email },
        Field.TimeZone => onto with { TimeZone = from.TimeZone },
        Field.WorkingHours => onto with { WorkingHours = from.WorkingHours },
        Field.Tags => onto with { Tags = from.Tags },
        Field.Teams => onto with { Teams = from.Teams },
        Field.ChatGroups => onto with { ChatGroups = from.ChatGroups },
        _ => onto with { Notes = from.Notes },
    };

    internal static UserFields Clear(UserFields fields, Field field) => field switch
    {
        Field.FirstName => fields with { FirstName = null },
        Field.LastName => fields with { LastName = null },
        Field.Position => fields with { Position = null },
        Field.Area => fields with { Area = null },
        Field.RelatedTo => fields with { RelatedTo = null },
        Field.Location => fields with { Location = null },
        Field.Code => fields with { Code = null },
        Field.NationalId => fields with { NationalId = null },
        Field.Phone => fields with { Phone = null, PhoneConsent = null },
        Field.PhoneConsent => fields with { PhoneConsent = null },
        Field.Email => fields with { Email = null },
        Field.TimeZone => fields with { TimeZone = null },
        Field.WorkingHours => fields with { WorkingHours = null },
        Field.Tags => fields with { Tags = null },
        Field.Teams => fields with { Teams = null },
        Field.ChatGroups => fields with { ChatGroups = null },
        _ => fields with { Notes = null },
    };
}
