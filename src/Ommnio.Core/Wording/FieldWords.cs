namespace Ommnio.Core.Wording;

/// <summary>What can be wrong with a value by itself.</summary>
internal static class FieldWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["text.missing"] = new(
            "{field} is missing. Please give it.",
            "Falta: {field}. Indícalo, por favor."),
        ["text.too_long"] = new(
            "{field} can have up to {0} characters. Please shorten it.",
            "{field}: puede tener hasta {0} caracteres. Acórtalo, por favor."),
        ["text.forbidden_character"] = new(
            "{field} holds an invisible or control character ({0}). Please type it again without it.",
            "{field}: contiene un carácter invisible o de control ({0}). Escríbelo de nuevo sin él."),
        ["name.no_letter"] = new(
            "{field} needs at least one letter.",
            "{field}: hace falta al menos una letra."),
        ["name.address"] = new(
            "{field} looks like an address. Please give just the name.",
            "{field}: parece una dirección. Indica solo el nombre."),
        ["email.invalid"] = new(
            "{field} must be one address such as ana@example.com, without a display name.",
            "{field}: debe ser una sola dirección, como ana@example.com, sin nombre delante."),
        ["phone.country_needed"] = new(
            "{field} is not a valid number. Give it with its country, such as +34 612 345 678.",
            "{field}: no es un número válido. Indícalo con su país, como +34 612 345 678."),
        ["phone.invalid"] = new(
            "{field} is not a valid number. Give it with its country, such as +34 612 345 678, or as a national number of {0}.",
            "{field}: no es un número válido. Indícalo con su país, como +34 612 345 678, o como número nacional de {0}."),
        ["phone.consent_without_phone"] = new(
            "{field} needs a phone. Give the phone too, or leave the consent out.",
            "{field}: hace falta un teléfono. Indica también el teléfono o quita el consentimiento."),
        ["timezone.unknown"] = new(
            "{field} must be a place of the time zone database, such as Europe/Madrid. Offsets and abbreviations do not say when clocks change.",
            "{field}: debe ser un lugar de la base de zonas horarias, como Europe/Madrid. Las diferencias y abreviaturas no dicen cuándo cambia la hora."),
        ["timezone.none"] = new(
            "I do not know the time zone “{0}”.",
            "No conozco la zona horaria «{0}»."),
        ["timezone.offset"] = new(
            "“{0}” does not say when the clocks change. Name a city, please.",
            "«{0}» no dice cuándo cambia la hora. Dime una ciudad, por favor."),
        ["hours.empty"] = new(
            "{field} has no hours. Give at least one stretch, or leave the field out.",
            "{field}: no hay ningún tramo. Indica al menos uno o quita el campo."),
        ["hours.too_many"] = new(
            "{field} has too many stretches. Up to 70 a week are possible.",
            "{field}: hay demasiados tramos. Caben hasta 70 por semana."),
        ["hours.no_days"] = new(
            "{field}: say at least one day, such as mon.",
            "{field}: indica al menos un día, como mon."),
        ["hours.unknown_day"] = new(
            "{field}: a day is one of mon, tue, wed, thu, fri, sat, sun.",
            "{field}: un día es uno de mon, tue, wed, thu, fri, sat, sun."),
        ["hours.bad_time"] = new(
            "{field}: a time is written HH:mm, from 00:00 to 23:59.",
            "{field}: una hora se escribe HH:mm, de 00:00 a 23:59."),
        ["hours.equal"] = new(
            "{field}: start and end are the same. Only 00:00-00:00, the whole day, may be so.",
            "{field}: el inicio y el fin coinciden. Solo 00:00-00:00, el día entero, puede ser así."),
        ["hours.overlap"] = new(
            "{field}: {0} and {1} overlap. Please change one of them.",
            "{field}: {0} y {1} se solapan. Cambia uno de los dos."),
        ["hours.rest"] = new(
            "I cannot note “{0}” in the working hours. Say only days and times.",
            "No puedo anotar «{0}» en el horario. Di solo días y horas."),
        ["hours.none"] = new(
            "I find no hours in that.",
            "No encuentro ningún horario ahí."),
        ["form.unclear"] = new(
            "{field} can be read in several ways. Please be more exact.",
            "{field}: se puede entender de varias formas. Indícalo con más precisión."),
        ["form.meanwhile"] = new(
            "{0} was changed to “{1}” meanwhile. Send the form again if yours is right.",
            "{0}: entretanto se ha cambiado a «{1}». Vuelve a enviar el formulario si lo tuyo es lo correcto."),
        ["language.invalid"] = new(
            "{field} must be a language tag such as es, en or ca.",
            "{field}: debe ser una etiqueta de idioma, como es, en o ca."),
        ["picture.not_an_image"] = new(
            "{field}: this is neither a JPG nor a PNG. Please send one of these.",
            "{field}: no es un JPG ni un PNG. Envía uno de los dos."),
        ["picture.too_large"] = new(
            "{field}: it can have up to 1 MiB. Please send a smaller one.",
            "{field}: puede tener hasta 1 MiB. Envía una más pequeña."),
        ["picture.not_square"] = new(
            "{field}: it is not square ({0}) and may be shown cut off.",
            "{field}: no es cuadrada ({0}) y puede verse recortada."),
        ["picture.large"] = new(
            "{field}: it is large ({0}) and may load slowly. Up to 200 KB is better.",
            "{field}: es grande ({0}) y puede tardar en cargar. Mejor hasta 200 KB."),
        ["list.too_many"] = new(
            "{field}: up to {0} are possible. Please leave some out.",
            "{field}: caben hasta {0}. Quita alguno."),
    };
}
