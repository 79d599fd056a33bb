// A chat adapter that does not give up: one failed poll must not end the conversation, as it does with the stock client.

const Status = { connecting: 1, online: 2, ended: 5 };
const shortest = 500;
const longest = 15000;
const failuresBeforeBanner = 2;

/** The little of an Observable that Web Chat asks for; a late subscriber gets all that was said before. */
function stream(replay) {
  const observers = new Set();
  const past = [];
  const subscribe = (observer, ...rest) => {
    const next = typeof observer === 'function' ? observer : observer.next?.bind(observer) ?? (() => {});
    void rest;
    past.forEach(value => next(value));
    observers.add(next);
    return { unsubscribe: () => observers.delete(next) };
  };
  return {
    next(value) {
      if (replay === 'last') past.length = 0;
      past.push(value);
      observers.forEach(next => next(value));
    },
    observable: { subscribe, [Symbol.observable ?? '@@observable']() { return this; } },
  };
}

export class Channel {
  #open;
  #session;
  #watermark = '';
  #failures = 0;
  #stopped = false;
  #activities = stream('all');
  #status = stream('last');
  #wake = () => {};

  /** @param open (conversationId) => session of the page; asked again when the conversation is gone. */
  constructor(open, session) {
    this.#open = open;
    this.#session = session;
    this.activity$ = this.#activities.observable;
    this.connectionStatus$ = this.#status.observable;
    this.#status.next(Status.connecting);
    addEventListener('online', () => this.#wake());
    this.#run();
  }

  // Web Chat takes the account's id from it.
  get token() { return this.#session.token; }

  postActivity(activity) {
    const sent = stream('all');
    this.#call(`/activities`, { method: 'POST', body: JSON.stringify(activity) })
      .then(answer => { sent.next(answer.id); this.#wake(); }, error => this.#failed(error));
    return { subscribe: (observer, onError) => {
      const next = observer.next ? observer.next.bind(observer) : observer;
      const fail = observer.error ? observer.error.bind(observer) : onError;
      this.#onSendError = fail;
      return sent.observable.subscribe(id => { next(id); observer.complete?.(); });
    } };
  }

  end() {
    this.#stopped = true;
    this.#status.next(Status.ended);
    this.#wake();
  }

  getSessionId() { return stream('all').observable; }

  #onSendError = () => {};

  #failed(error) { this.#onSendError?.(error); }

  async #call(path, init) {
    const answer = await fetch(`/v3/directline/conversations/${this.#session.conversationId}${path}`, {
      ...init,
      headers: { 'Authorization': `Bearer ${this.#session.token}`, 'Content-Type': 'application/json' },
    });
    if (!answer.ok) throw Object.assign(new Error(`The channel answered ${answer.status}`), { status: answer.status });
    return answer.json();
  }

  async #run() {
    let pause = shortest;
    while (!this.#stopped) {
      try {
        await this.#ready();
        const { activities, watermark } = await this.#call(`/activities?watermark=${this.#watermark}`);
        activities.forEach(activity => this.#activities.next(activity));
        this.#watermark = watermark;
        if (this.#failures > 0 || !this.#isOnline) this.#status.next(Status.online);
        this.#isOnline = true;
        this.#failures = 0;
        pause = activities.length > 0 ? 200 : 1000;
      } catch (error) {
        this.#failures++;
        if ([401, 403, 404].includes(error.status)) this.#started = false;
        if (this.#failures >= failuresBeforeBanner) this.#status.next(Status.connecting);
        pause = Math.min(longest, shortest * 2 ** Math.min(this.#failures, 5));
      }
      await new Promise(resolve => { this.#wake = resolve; setTimeout(resolve, pause); });
    }
  }

  #started = false;
  #isOnline = false;

  /** The first time, and again when the token or the conversation is gone (the laptop was restarted): the bot knows the draft. */
  async #ready() {
    if (this.#started) return;
    if (this.#failures > 0) {
      const session = await this.#open(this.#session.conversationId);
      if (session.conversationId !== this.#session.conversationId) this.#watermark = '';
      this.#session = session;
    }
    const answer = await fetch('/v3/directline/conversations', {
      method: 'POST',
      headers: { 'Authorization': `Bearer ${this.#session.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ locale: this.#session.locale }),
    });
    if (!answer.ok) throw Object.assign(new Error(`The channel answered ${answer.status}`), { status: answer.status });
    this.#started = true;
  }
}
