import { Channel } from './channel.js';
import { texts } from './texts.js';
import { cardStyle, darkness, styleOptions } from './theme.js';

const retryAfter = 3000;
const locales = { en: 'en-US', es: 'es-ES' };
const byId = id => document.getElementById(id);
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

let language = sessionStorage.getItem('language') ?? (navigator.language.startsWith('es') ? 'es' : 'en');
let people = [];
let channel;

async function json(path, body) {
  const answer = await fetch(path, body && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  return answer.json();
}

function notice(text) {
  byId('notice').textContent = text ?? '';
  byId('notice').hidden = !text;
}

function translate() {
  const words = texts[language];
  document.documentElement.lang = language;
  document.title = `Ommnio: ${words.title}`;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = words[element.dataset.text];
  byId('chat').setAttribute('aria-label', words.chat);
  for (const option of byId('person').options) {
    const person = people.find(known => known.id === option.value);
    option.textContent = `${person.name} – ${words.rights[person.right]}`;
  }
}

/** A token for the person's conversation in this tab, or for a new one if that is gone. */
async function open(person) {
  const key = `conversation:${person}`;
  const session = await json('/local/chat/token', { person, conversationId: sessionStorage.getItem(key) });
  sessionStorage.setItem(key, session.conversationId);
  return { ...session, locale: locales[language] };
}

/** Tries until it has one; undefined if somebody else was chosen meanwhile. */
async function opened(person) {
  while (byId('person').value === person) {
    try {
      const session = await open(person);
      notice();
      return session;
    } catch {
      notice(texts[language].unreachable);
      await pause(retryAfter);
    }
  }
}

function show() {
  globalThis.WebChat.renderWebChat({
    directLine: channel,
    locale: locales[language],
    role: 'region',
    styleOptions: styleOptions(),
    adaptiveCardsHostConfig: cardStyle(),
  }, byId('chat'));
}

async function chat() {
  channel?.end();
  channel = undefined;
  const person = byId('person').value;
  const session = await opened(person);
  if (!session || channel) return;

  channel = new Channel(session, () => open(person));
  // A new element, or Web Chat would go on showing what was said to somebody else.
  byId('chat').replaceWith(byId('chat').cloneNode(false));
  show();
}

// A card that was answered gives way to its words, and with it goes the button that had the focus: who came there by keyboard
// stays in the conversation, and is not thrown to the top of the page.
let isAtKeys = false;
let isInChat = false;
addEventListener('pointerdown', () => { isAtKeys = false; }, true);
addEventListener('keydown', () => { isAtKeys = true; }, true);
addEventListener('focusin', event => { isInChat = byId('chat').contains(event.target); });
new MutationObserver(() => {
  const isLost = isAtKeys && isInChat && document.activeElement === document.body;
  if (isLost) byId('chat').querySelector('.webchat__basic-transcript')?.focus({ preventScroll: true });
}).observe(document.querySelector('main'), { childList: true, subtree: true });

async function meetPeople() {
  for (;;) {
    try {
      return await json('/local/people');
    } catch {
      notice(texts[language].unreachable);
      await pause(retryAfter);
    }
  }
}

byId('choices').addEventListener('submit', event => event.preventDefault());
byId('person').addEventListener('change', () => {
  sessionStorage.setItem('person', byId('person').value);
  chat();
});
byId('language').addEventListener('change', () => {
  language = byId('language').value;
  sessionStorage.setItem('language', language);
  translate();
  chat();
});
darkness.addEventListener('change', () => channel && show());

byId('language').value = language;
translate();
const met = await meetPeople();
people = met.people;
byId('organisation').textContent = met.organisation ?? '';
byId('person').replaceChildren(...people.map(person => new Option(person.name, person.id)));
if (people.some(person => person.id === sessionStorage.getItem('person'))) byId('person').value = sessionStorage.getItem('person');
translate();
if (people.length === 0) notice(texts[language].empty);
else await chat();
