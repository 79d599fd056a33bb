import { Channel } from './channel.js';
import { LaptopDoor, SignInDoor, json } from './doors.js';
import { texts } from './texts.js';
import { cardStyle, darkness, styleOptions } from './theme.js';

const retryAfter = 3000;
const locales = { en: 'en-US', es: 'es-ES' };
const byId = id => document.getElementById(id);
const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

let language = sessionStorage.getItem('language') ?? (navigator.language.startsWith('es') ? 'es' : 'en');
let config;
let door;
let channel;

function notice(text) {
  byId('notice').textContent = text ?? '';
  byId('notice').hidden = !text;
}

function translate() {
  const words = texts[language];
  document.documentElement.lang = language;
  document.title = `Ommnio: ${words.title}`;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = words[element.dataset.text];
  door?.translate(words);
}

/** Again and again until it succeeds, saying so; undefined when nobody waits for it any more. */
async function untilDone(work, isWanted = () => true) {
  while (isWanted()) {
    try {
      const done = await work();
      notice();
      return done;
    } catch {
      notice(texts[language].unreachable);
      await pause(retryAfter);
    }
  }
}

/** A token for the person's conversation in this tab, or for a new one if that is gone. */
async function open() {
  const key = `conversation:${door.person}`;
  const session = await door.open(sessionStorage.getItem(key) ?? undefined);
  sessionStorage.setItem(key, session.conversationId);
  return { ...session, locale: locales[language], address: config.directLine };
}

function show() {
  byId('chat').setAttribute('aria-label', texts[language].chat);
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
  const person = door.person;
  const session = await untilDone(open, () => door.person === person);
  if (!session || channel) return;

  channel = new Channel(session, open);
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

byId('choices').addEventListener('submit', event => event.preventDefault());
byId('language').addEventListener('change', () => {
  language = byId('language').value;
  sessionStorage.setItem('language', language);
  translate();
  if (channel) chat();
});
darkness.addEventListener('change', () => channel && show());

byId('language').value = language;
translate();
config = await untilDone(() => json('/site/config.json'));
door = config.signIn ? new SignInDoor(config) : new LaptopDoor(chat);
translate();
const why = await untilDone(() => door.enter());
translate();
if (why) notice(texts[language][why]);
else await chat();
