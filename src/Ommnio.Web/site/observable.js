// The little of Observables that Web Chat asks of a channel; the whole library would be one more dependency.

const observerOf = (next, error, complete) => typeof next === 'function' ? { next, error, complete } : next ?? {};
const observable = Symbol.observable ?? '@@observable';

/** Values over time. Who comes late is told the last ones, as many as are kept. */
export class Stream {
  #observers = new Set();
  #past = [];
  #kept;

  constructor(kept = Infinity) { this.#kept = kept; }

  next(value) {
    this.#past.push(value);
    if (this.#past.length > this.#kept) this.#past.shift();
    for (const observer of this.#observers) observer.next?.(value);
  }

  subscribe(...handlers) {
    const observer = observerOf(...handlers);
    for (const value of this.#past) observer.next?.(value);
    this.#observers.add(observer);
    return { unsubscribe: () => this.#observers.delete(observer) };
  }

  [observable]() { return this; }
}

/** One value, or one error, whenever it is asked for. */
export const once = promise => ({
  subscribe(...handlers) {
    const observer = observerOf(...handlers);
    let isWanted = true;
    promise.then(
      value => { if (isWanted) { observer.next?.(value); observer.complete?.(); } },
      error => { if (isWanted) observer.error?.(error); },
    );
    return { unsubscribe: () => { isWanted = false; } };
  },
  [observable]() { return this; },
});
