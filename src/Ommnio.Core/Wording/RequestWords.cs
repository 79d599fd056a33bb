namespace Ommnio.Core.Wording;

/// <summary>What can be wrong with a request as such, before its content is looked at.</summary>
internal static class RequestWords
{
    internal static readonly Dictionary<string, Phrase> Phrases = new()
    {
        ["request.malformed"] = new(
            "The body is not valid JSON (line {0}, byte {1}). Please check it there.",
            "El cuerpo no es JSON válido (línea {0}, byte {1}). Compruébalo ahí."),
        ["request.unknown_member"] = new(
            "There is no field {0}. Check its spelling, or leave it out.",
            "No existe el campo {0}. Comprueba cómo se escribe o quítalo."),
        ["request.duplicate_member"] = new(
            "The field {0} comes twice. Please give it once.",
            "El campo {0} aparece dos veces. Indícalo una sola vez."),
        ["request.wrong_type"] = new(
            "{field} has the wrong type of value: it takes a JSON {0}.",
            "{field}: el tipo del valor no es el correcto; debe ser un {0} de JSON."),
        ["request.not_unicode"] = new(
            "The body holds text that is not valid Unicode. Please send it as UTF-8.",
            "El cuerpo contiene texto que no es Unicode válido. Envíalo en UTF-8."),
        ["request.too_large"] = new(
            "The body is larger than {0}. Please send less at once.",
            "El cuerpo supera {0}. Envía menos de una vez."),
        ["request.media_type"] = new(
            "Send the body as {0}.",
            "Envía el cuerpo como {0}."),
        ["request.unknown_parameter"] = new(
            "There is no parameter {0}. Check its spelling, or leave it out.",
            "No existe el parámetro {0}. Comprueba cómo se escribe o quítalo."),
        ["request.bad_limit"] = new(
            "limit is a number from 1 to {0}.",
            "limit es un número de 1 a {0}."),
        ["request.bad_cursor"] = new(
            "after is not a cursor of this list. Use next from the page before, with the same search, or start without it.",
            "after no es un cursor de esta lista. Usa next de la página anterior, con la misma búsqueda, o empieza sin él."),
        ["request.bad_if_match"] = new(
            "If-Match takes the ETag of an earlier answer, such as \"3\", or *.",
            "If-Match recibe el ETag de una respuesta anterior, como \"3\", o *."),
        ["request.unauthenticated"] = new(
            "Send a valid API key as Authorization: Bearer.",
            "Envía una clave de API válida como Authorization: Bearer."),
        ["request.scope_missing"] = new(
            "This API key lacks the scope {0}. Use another key, or have the scope added.",
            "A esta clave de API le falta el permiso {0}. Usa otra clave o pide que se añada."),
        ["request.actor_without_rights"] = new(
            "The acting user has no administrator's rights in this organisation now.",
            "El usuario en cuyo nombre se actúa no tiene ahora permisos de administrador en esta organización."),
        ["request.too_many"] = new(
            "Too many requests. Please wait a moment and repeat.",
            "Demasiadas peticiones. Espera un momento y repite."),
        ["request.stale"] = new(
            "The user has changed meanwhile. Read it again and repeat the change on the new version.",
            "El usuario ha cambiado entretanto. Léelo de nuevo y repite el cambio sobre la nueva versión."),
        ["request.busy"] = new(
            "Others are changing this user right now. Nothing was stored; please repeat.",
            "Otros están cambiando este usuario ahora mismo. No se ha guardado nada; repite, por favor."),
        ["request.fault"] = new(
            "Something went wrong on our side. Please repeat; if it stays, give us the trace id.",
            "Algo ha fallado por nuestra parte. Repite; si continúa, danos el identificador de la traza."),
        ["chat.unavailable"] = new(
            "The chat channel cannot be reached right now. Please repeat in a moment.",
            "Ahora mismo no se puede llegar al canal del chat. Repite dentro de un momento."),
        ["sign_in.refused"] = new(
            "Your sign-in is not valid, or not any more. Please sign in again.",
            "Tu inicio de sesión no es válido o ha caducado. Vuelve a iniciar sesión."),
        ["user.not_found"] = new(
            "There is no such user.",
            "No existe ese usuario."),
        ["picture.not_found"] = new(
            "There is no picture: this user has none, or there is no such user.",
            "No hay foto: este usuario no tiene o no existe."),
        ["lookup.count"] = new(
            "{field}: give 1 to 100 codes.",
            "{field}: indica de 1 a 100 códigos."),
        ["idempotency.key_invalid"] = new(
            "Idempotency-Key takes 1 to 200 visible ASCII characters.",
            "Idempotency-Key recibe de 1 a 200 caracteres ASCII visibles."),
        ["idempotency.mismatch"] = new(
            "This Idempotency-Key was used before for another request. Use a new key for a new request.",
            "Esta Idempotency-Key ya se usó para otra petición. Usa una clave nueva para una petición nueva."),
        ["title.400"] = new("Something in the request is not right", "Algo de la petición no es correcto"),
        ["title.401"] = new("Who is calling?", "¿Quién llama?"),
        ["title.403"] = new("Not allowed", "No permitido"),
        ["title.404"] = new("Not found", "No encontrado"),
        ["title.409"] = new("Taken, or something stands in the way", "Ya está ocupado, o hay algo que lo impide"),
        ["title.412"] = new("Changed meanwhile", "Ha cambiado entretanto"),
        ["title.413"] = new("Too large", "Demasiado grande"),
        ["title.415"] = new("Unsupported media type", "Tipo de contenido no admitido"),
        ["title.422"] = new("The same key for another request", "La misma clave para otra petición"),
        ["title.429"] = new("Too many requests", "Demasiadas peticiones"),
        ["title.500"] = new("A fault on our side", "Un fallo por nuestra parte"),
        ["title.503"] = new("Busy", "Ocupado"),
    };
}
