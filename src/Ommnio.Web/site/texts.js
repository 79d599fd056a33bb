export const texts = {
  en: {
    title: 'register users',
    skip: 'Skip to the chat',
    chat: 'Chat with the registration bot',
    person: 'Who you are (local only)',
    language: 'Language',
    rights: { 'Account Administrator': 'Account Administrator', 'Team Administrator': 'Team Administrator', member: 'member without rights' },
    empty: 'The store is empty: start without --no-seed to have a demo organisation.',
    unreachable: 'The chat cannot be reached. It is tried again by itself.',
  },
  es: {
    title: 'alta de usuarios',
    skip: 'Ir al chat',
    chat: 'Chat con el bot de altas',
    person: 'Quién eres (solo en local)',
    language: 'Idioma',
    rights: { 'Account Administrator': 'Administrador de Cuenta', 'Team Administrator': 'Administrador de Equipo', member: 'miembro sin permisos' },
    empty: 'El almacén está vacío: arranca sin --no-seed para tener una organización de muestra.',
    unreachable: 'No se llega al chat. Se vuelve a intentar solo.',
  },
};
