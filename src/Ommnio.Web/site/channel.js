// A chat adapter that does not give up. With the stock client one failed poll ends the chat, and nothing is shown.

import { Stream, once } from './observable.js';

const Status = { connecting: 1, online: 2, ended: 5 };
const idle = 1000;
const busy = 200;
const firstRetry = 500;
const longestRetry = 8000;
const failuresBeforeBanner = 2;

/** What Direct Line's upload takes: the activity, and each file that Web Chat holds in a blob. */
async function withFiles(activity) {
  const form = new FormData();
  const attachments = activity.attachments.map(({ contentType, name }) => ({ contentType, name }));
  form.append('activity', new Blob([JSON.stringify({ ...activity, attachments })], { type: 'application/vnd.microsoft.activity' }));
  for (const { contentUrl, name } of activity.attachments) form.append('file', await (await fetch(contentUrl)).blob(), name);
  return form;
}

export class Channel {
  activity$ = new Stream();
  connectionStatus$ = new Stream(1);

  #session;
  #renew;
  #ending = new AbortController();
  #status;
  #watermark = '';
  #failures = 0;
  #isStarted = false;
  #isLost = false;
  #refreshAt;
  #wake = () => {};

  /**
   * @param session { token, conversationId, expiresIn, locale, address }
   * @param renew asked for another session, with the conversation's id, when the token or the conversation is gone
   */
  constructor(session, renew) {
    this.#take(session);
    this.#renew = renew;
    addEventListener('online', () => this.#wake(), { signal: this.#ending.signal });
    this.#become(Status.connecting);
    this.#run();
  }

  // Web Chat reads the account's id from it, and invents one if there is none.
  get token() { return this.#session.token; }

  postActivity(activity) { return once(this.#send(activity)); }

  end() {
    this.#ending.abort();
    this.#wake();
    this.#become(Status.ended);
  }

  async #send(activity) {
    const path = `/conversations/${this.#session.conversationId}`;
    const sending = activity.attachments?.length ? withFiles(activity).then(form => this.#fetch(`${path}/upload`, form)) : this.#fetch(`${path}/activities`, activity);
    this.#wake();
    try {
      return (await sending).id;
    } catch (error) {
      // The bot failed: what was said stands in the conversation all the same, and an apology after it.
      if (error.status === 502) return 'failed';
      throw error;
    } finally {
      this.#wake();
    }
  }

  async #run() {
    while (!this.#ending.signal.aborted) {
      const pause = await this.#step();
      await new Promise(resolve => { this.#wake = resolve; setTimeout(resolve, pause); });
    }
  }

  async #step() {
    try {
      await this.#start();
      const { activities, watermark } = await this.#fetch(`/conversations/${this.#session.conversationId}/activities?watermark=${this.#watermark}`);
      this.#failures = 0;
      this.#watermark = watermark;
      this.#become(Status.online);
      for (const activity of activities) this.activity$.next(activity);
      return activities.length > 0 ? busy : idle;
    } catch (error) {
      return this.#failed(error);
    }
  }

  /** Also after the laptop was restarted: then the conversation is a new one, and the bot knows the draft. */
  async #start() {
    if (this.#isLost) {
      const session = await this.#renew(this.#session.conversationId);
      if (session.conversationId !== this.#session.conversationId) this.#watermark = '';
      this.#take(session);
      this.#isLost = false;
      this.#isStarted = false;
    }
    if (!this.#isStarted) {
      await this.#fetch('/conversations', { locale: this.#session.locale });
      this.#isStarted = true;
    }
    if (Date.now() > this.#refreshAt) {
      // In time: with a token that is over the conversation would be lost.
      const { token, expires_in: expiresIn } = await this.#fetch('/tokens/refresh', {});
      this.#take({ ...this.#session, token, expiresIn });
    }
  }

  #take(session) {
    this.#session = session;
    this.#refreshAt = Date.now() + session.expiresIn * 500;
  }

  #failed(error) {
    this.#failures++;
    if (!this.#isLost && [401, 403, 404].includes(error.status)) {
      // The channel is back and does not know this conversation: another is asked for at once.
      this.#isLost = true;
      return firstRetry;
    }
    // Web Chat shows that it reconnects, and keeps what is typed in the box meanwhile.
    if (this.#failures >= failuresBeforeBanner) this.#become(Status.connecting);
    return Math.min(longestRetry, firstRetry * 2 ** (this.#failures - 1));
  }

  #become(status) {
    const isOver = this.#ending.signal.aborted && status !== Status.ended;
    if (status === this.#status || isOver) return;
    this.#status = status;
    this.connectionStatus$.next(status);
  }

  async #fetch(path, body) {
    const isForm = body instanceof FormData;
    const answer = await fetch(`${this.#session.address}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'Authorization': `Bearer ${this.#session.token}`, ...(body && !isForm && { 'Content-Type': 'application/json' }) },
      body: isForm ? body : body && JSON.stringify(body),
      // What is being sent goes on when the page turns to another person; polls stop.
      signal: body ? undefined : this.#ending.signal,
    });
    if (!answer.ok) throw Object.assign(new Error(`The channel answered ${answer.status}`), { status: answer.status });
    return answer.json();
  }
}
