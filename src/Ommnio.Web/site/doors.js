// How somebody comes to a conversation: by saying who they are, on a laptop, or by signing in.

import { SignIn } from './signin.js';

const byId = id => document.getElementById(id);

export async function json(path, body, token) {
  const headers = { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) };
  const answer = await fetch(path, body && { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw Object.assign(new Error(`${path} answered ${answer.status}`), { status: answer.status });
  return answer.json();
}

/** On a laptop everybody may be anybody. */
export class LaptopDoor {
  #people = [];

  /** @param changed called when somebody else is chosen */
  constructor(changed) {
    byId('who').hidden = false;
    byId('person').addEventListener('change', () => {
      sessionStorage.setItem('person', byId('person').value);
      changed();
    });
  }

  get person() { return byId('person').value; }

  /** Undefined, or the key of the words that say why there is nobody to be. */
  async enter() {
    const { organisation, people } = await json('/local/people');
    this.#people = people;
    byId('organisation').textContent = organisation ?? '';
    byId('person').replaceChildren(...people.map(person => new Option(person.name, person.id)));
    if (people.some(person => person.id === sessionStorage.getItem('person'))) byId('person').value = sessionStorage.getItem('person');
    return people.length === 0 ? 'empty' : undefined;
  }

  translate(words) {
    for (const option of byId('person').options) {
      const person = this.#people.find(known => known.id === option.value);
      option.textContent = `${person.name} – ${words.rights[person.right]}`;
    }
  }

  open(conversationId) { return json('/local/chat/token', { person: this.person, conversationId }); }
}

/** By the organisation's own sign-in. Who comes in here and is no administrator learns from the bot how to become known. */
export class SignInDoor {
  #signIn;
  #api;
  #said;
  #words;

  constructor({ api, signIn }) {
    this.#signIn = new SignIn(signIn);
    this.#api = api;
    byId('sign-in').addEventListener('click', () => this.#signIn.begin().catch(() => this.#gate('unreachable')));
    byId('sign-out').addEventListener('click', () => this.#signIn.end().catch(() => location.reload()));
  }

  get person() { return this.#signIn.person; }

  /** Does not come back while they are not in: the button leads away and back. */
  async enter() {
    const isIn = await this.#signIn.complete().catch(() => 'refused');
    if (isIn !== true) {
      if (isIn === false && this.#signIn.wasIn) await this.#signIn.begin();
      else this.#gate(isIn || 'signIn');
      return new Promise(() => {});
    }

    byId('sign-out').hidden = false;
    byId('organisation').textContent = this.#signIn.name;
  }

  translate(words) {
    this.#words = words;
    if (this.#said) byId('gate-words').textContent = words.gate[this.#said];
  }

  /** What was said stays on the page when the sign-in is over, with a button above it; and until then nobody is asked any more. */
  async open(conversationId) {
    if (this.#said) throw new Error('The sign-in is over');
    try {
      return await this.#token(conversationId);
    } catch (error) {
      if (error.status !== 401) throw error;
      await this.#signIn.renew().catch(() => {
        this.#gate('over');
        throw error;
      });
      return this.#token(conversationId);
    }
  }

  #token(conversationId) { return json(`${this.#api}/page/token`, { conversationId }, this.#signIn.token); }

  #gate(said) {
    this.#said = said;
    byId('gate').hidden = false;
    this.translate(this.#words);
  }
}
