// Sign-in by OpenID Connect: an authorization code with PKCE, state and nonce. Tokens are in this page's memory alone. What has to
// outlive the way to the provider and back is in the tab's session storage, and opens nothing by itself.

const pending = 'sign-in';
const wasIn = 'signed-in';
const home = `${location.origin}${location.pathname}`;

const text64 = bytes => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const random = () => text64(crypto.getRandomValues(new Uint8Array(32)));
const hashed = async text => text64(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));

function claimsOf(token) {
  const bytes = atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, letter => letter.charCodeAt(0))));
}

export class SignIn {
  #issuer;
  #client;
  #known;
  #token;
  #renewal;
  #claims;

  /** @param settings { issuer, clientId }; of Entra ID for all tenants the issuer has "{tenantid}" in it */
  constructor({ issuer, clientId }) {
    this.#issuer = issuer.replace('{tenantid}', 'organizations').replace(/\/$/, '');
    this.#client = clientId;
  }

  /** Whether this tab was signed in before it was loaded again: then the provider is asked anew, and mostly answers by itself. */
  get wasIn() { return sessionStorage.getItem(wasIn) !== null; }

  get token() { return this.#token; }

  /** What tells this person's conversation in the tab from another's. */
  get person() { return this.#claims.sub; }

  /** For their own eyes. */
  get name() { return this.#claims.name ?? ''; }

  /** Leaves the page; the provider leads back to it. */
  async begin() {
    const { authorization_endpoint: door, scopes_supported: scopes } = await this.#provider();
    const asked = { state: random(), nonce: random(), verifier: random() };
    sessionStorage.setItem(pending, JSON.stringify(asked));
    location.assign(`${door}?${new URLSearchParams({
      client_id: this.#client,
      response_type: 'code',
      redirect_uri: home,
      scope: ['openid', 'profile', ...scopes?.includes('offline_access') ? ['offline_access'] : []].join(' '),
      state: asked.state,
      nonce: asked.nonce,
      code_challenge: await hashed(asked.verifier),
      code_challenge_method: 'S256',
    })}`);
  }

  /** Takes the provider's answer out of the address. False: there was none. Throws for one that is not good, or not to our question. */
  async complete() {
    const answer = new URLSearchParams(location.search);
    if (!answer.has('state')) return false;

    history.replaceState(null, '', location.pathname);
    const asked = JSON.parse(sessionStorage.getItem(pending));
    sessionStorage.removeItem(pending);
    sessionStorage.removeItem(wasIn);
    if (answer.get('state') !== asked?.state || !answer.has('code')) throw new Error('The provider did not let them in');

    await this.#take({ grant_type: 'authorization_code', code: answer.get('code'), redirect_uri: home, code_verifier: asked.verifier });
    if (this.#claims.nonce !== asked.nonce) {
      this.#token = undefined;
      throw new Error('The token is none that was asked for here');
    }
    sessionStorage.setItem(wasIn, 'yes');
    return true;
  }

  /** A new token without anybody being asked; throws when that cannot be. */
  async renew() {
    const person = this.person;
    const renewal = this.#renewal;
    this.#renewal = undefined;
    if (!renewal) throw new Error('The sign-in is over');

    await this.#take({ grant_type: 'refresh_token', refresh_token: renewal });
    if (this.person !== person) throw new Error('The token is somebody else\'s');
  }

  /** Here and at the provider; leads back to the page. No token is in the address. */
  async end() {
    const { end_session_endpoint: door } = await this.#provider();
    for (const key of Object.keys(sessionStorage).filter(key => key !== 'language')) sessionStorage.removeItem(key);
    location.assign(door ? `${door}?${new URLSearchParams({ client_id: this.#client, post_logout_redirect_uri: home })}` : home);
  }

  async #take(form) {
    const { token_endpoint: door } = await this.#provider();
    const answer = await fetch(door, { method: 'POST', body: new URLSearchParams({ client_id: this.#client, ...form }) });
    if (!answer.ok) throw new Error(`The provider answered ${answer.status}`);
    const { id_token: token, refresh_token: renewal } = await answer.json();
    this.#claims = claimsOf(token);
    this.#token = token;
    this.#renewal = renewal;
  }

  async #provider() {
    this.#known ??= await this.#ask(`${this.#issuer}/.well-known/openid-configuration`);
    return this.#known;
  }

  async #ask(address) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`The provider answered ${answer.status}`);
    return answer.json();
  }
}
