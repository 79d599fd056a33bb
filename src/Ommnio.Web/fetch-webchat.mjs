// Puts Web Chat's bundle into vendor/. Installing the package would bring its 425 build-time packages (485 MB) for one file of 4 MB;
// so the package alone is fetched, through npm with whatever registry and proxy it is set to, and held against the pinned hash.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const pin = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).webchat;
const vendor = join(here, 'vendor');
mkdirSync(vendor, { recursive: true });

// Beside its target, so that the move at the end is one step: whoever comes at the same time sees all of the bundle or nothing.
const work = mkdtempSync(join(vendor, '.fetch-'));
try {
  const npm = ['pack', `${pin.package}@${pin.version}`, '--ignore-scripts', '--silent', '--pack-destination', '.'];
  execFileSync('npm', npm, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
  const archive = readdirSync(work).find(name => name.endsWith('.tgz'));
  const found = `sha512-${createHash('sha512').update(readFileSync(join(work, archive))).digest('base64')}`;
  if (found !== pin.integrity) throw new Error(`${archive} is not the package that package.json pins: its hash is ${found}`);

  const files = ['webchat.js', 'webchat.js.LICENSE.txt'];
  execFileSync('tar', ['-xzf', archive, '--strip-components=2', ...files.map(file => `package/dist/${file}`)], { cwd: work });
  renameSync(join(work, files[1]), join(vendor, `webchat-${pin.version}.LICENSE.txt`));
  renameSync(join(work, files[0]), join(vendor, `webchat-${pin.version}.js`));
} finally {
  rmSync(work, { recursive: true });
}
