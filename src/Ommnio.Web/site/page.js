import { texts } from './texts.js';
import { Channel } from './channel.js';

const byId = id => document.getElementById(id);
const keep = {
  get: name => sessionStorage.getItem(name),
  set: (name, value) => sessionStorage.setItem(name, value),
};

let language = keep.get('language') ?? (navigator.language.startsWith('es') ? 'es' : 'en');
let people = [];
let channel;

function translate() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = texts[language][element.dataset.text];
  for (const option of byId('person').options) {
    const person = people.find(known => known.id === option.value);
    option.textContent = `${person.name} – ${texts[language].rights[person.right]}`;
  }
}

function notice(text) {
  byId('notice').textContent = text ?? '';
  byId('notice').hidden = !text;
}

async function open(person, conversationId) {
  const answer = await fetch('/local/chat/token', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ person, conversationId: conversationId ?? null }),
  });
  if (!answer.ok) throw new Error(`No token: ${answer.status}`);
  const session = await answer.json();
  keep.set(`conversation:${person}`, session.conversationId);
  return { ...session, locale: language === 'es' ? 'es-ES' : 'en-US' };
}

async function chat() {
  const person = byId('person').value;
  channel?.end();
  const room = byId('chat');
  const fresh = room.cloneNode(false);
  room.replaceWith(fresh);
  try {
    const session = await open(person, keep.get(`conversation:${person}`));
    notice();
    channel = new Channel(previous => open(person, previous), session);
    globalThis.WebChat.renderWebChat({
      directLine: channel,
      userID: session.userId,
      locale: language === 'es' ? 'es-ES' : 'en-US',
      styleOptions: {
        hideUploadButton: true,
        bubbleMaxWidth: 560,
        accent: '#0b5c55',
        primaryFont: 'system-ui, "Segoe UI", Roboto, sans-serif',
        suggestedActionLayout: 'flow',
        bubbleBorderRadius: 8,
        bubbleFromUserBackground: '#e3f1ef',
        bubbleFromUserBorderRadius: 8,
      },
    }, fresh);
  } catch {
    notice(texts[language].unreachable);
    setTimeout(chat, 3000);
  }
}

byId('choices').addEventListener('submit', event => event.preventDefault());
byId('person').addEventListener('change', () => { keep.set('person', byId('person').value); chat(); });
byId('language').addEventListener('change', () => { language = byId('language').value; keep.set('language', language); translate(); chat(); });

const answer = await (await fetch('/local/people')).json();
people = answer.people;
byId('organisation').textContent = answer.organisation ?? '';
byId('language').value = language;
byId('person').replaceChildren(...people.map(person => new Option(person.name, person.id)));
if (people.some(person => person.id === keep.get('person'))) byId('person').value = keep.get('person');
translate();
if (people.length === 0) notice(texts[language].empty);
else await chat();
