// Makes what is deployed as the static site: the page's files where index.html looks for them, Web Chat's bundle, where this
// environment's API and sign-in are, and the headers that the laptop sends too. From the environment: api (an output of the Bicep),
// OMMNIO_SIGN_IN_CLIENT and OMMNIO_SIGN_IN_ISSUER (the same as the Bicep's parameters).
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const output = process.argv[2] ?? join(here, 'vendor', 'site');
const { api, OMMNIO_SIGN_IN_CLIENT: clientId, OMMNIO_SIGN_IN_ISSUER: issuer = 'https://login.microsoftonline.com/{tenantid}/v2.0' } = process.env;
const directLine = 'https://directline.botframework.com/v3/directline';
for (const [name, value] of Object.entries({ api, OMMNIO_SIGN_IN_CLIENT: clientId })) {
  if (!value) throw new Error(`${name} is not set: without it nobody could use the page.`);
}

const origins = [api, directLine, issuer].map(address => {
  const { origin, protocol } = new URL(address);
  if (protocol !== 'https:') throw new Error(`${address} must be an https address.`);
  return origin;
});
const policy = `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' blob: ${origins.join(' ')}; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const headers = {
  'Content-Security-Policy': policy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Strict-Transport-Security': 'max-age=31536000',
  'Cache-Control': 'no-cache',
};
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).webchat;

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
cpSync(join(here, 'site'), join(output, 'site'), { recursive: true });
cpSync(join(here, 'site', 'index.html'), join(output, 'index.html'));
cpSync(join(here, 'vendor', `webchat-${version}.js`), join(output, 'webchat.js'));
writeFileSync(join(output, 'site', 'config.json'), JSON.stringify({ api, directLine, signIn: { issuer, clientId } }));
writeFileSync(join(output, 'staticwebapp.config.json'), JSON.stringify({ globalHeaders: headers }));
