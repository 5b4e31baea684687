import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from './places.mjs';
import { mustRun, runLogged, SetupError, which } from './run.mjs';
import { step } from './steps.mjs';

/** A property-based tester of the API's document; Python, so it lives apart. */
const schemathesis = {
  name: 'schemathesis-4.32.5',
  packages: ['schemathesis==4.32.5'],
  program: 'schemathesis',
  given: 'SIDETRACK_TEST_SCHEMATHESIS',
};
/** Clients that others wrote for ListenBrainz and for Spotify; what is given is a Python that can import them. */
const publicClients = {
  name: 'public-clients-1',
  packages: ['liblistenbrainz==0.7.0', 'spotipy==2.26.0'],
  program: 'python',
  given: 'SIDETRACK_TEST_PUBLIC_CLIENTS',
};
const needs = [
  { name: 'ffmpeg', programs: ['ffmpeg'], variable: 'SIDETRACK_TEST_FFMPEG', page: 'https://ffmpeg.org' },
  {
    name: 'chromium',
    programs: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    variable: 'SIDETRACK_TEST_CHROMIUM',
    page: 'https://www.chromium.org',
  },
  { name: 'redis-server', programs: ['redis-server'], variable: 'SIDETRACK_TEST_REDIS', page: 'https://redis.io' },
];

/**
 * What the tests need beyond the product: ffmpeg, Chromium, Redis (each from its variable, PATH, or as root on Debian apt-get) and
 * schemathesis and public clients, each in a virtual environment of the cache.
 * @returns {Promise<Record<string, string>>} environment for the tests
 */
export async function ensureTestNeeds() {
  const missing = needs.filter((need) => find(need) === undefined);
  if (missing.length > 0) await installWithApt(missing);
  const found = needs.map((need) => [need.variable, find(need)]);
  return {
    ...Object.fromEntries(found),
    SIDETRACK_TEST_SCHEMATHESIS: await ensureFromPyPi(schemathesis),
    SIDETRACK_TEST_PUBLIC_CLIENTS: await ensureFromPyPi(publicClients),
  };
}

function find({ programs, variable }) {
  return process.env[variable] || programs.map(which).find(Boolean);
}

/** Whether packages of the system can be installed here: as root on Debian and its kin. */
export function canInstall() {
  return process.getuid?.() === 0 && Boolean(which('apt-get'));
}

/**
 * Installs packages of the system, or says what is to be installed.
 * @param {{name: string, page?: string, variable?: string}[]} missing
 */
export async function installWithApt(missing) {
  const names = missing.map(({ name }) => name);
  if (!canInstall()) {
    const where = missing.map(({ name, page, variable }) => `${name} (${page}; or name it with ${variable})`);
    throw new SetupError(
      `The tests need ${where.join(' and ')}: install what is missing, then run the same command again.`,
    );
  }
  const remedy = `apt-get could not install ${names.join(' ')}: install it yourself, then run the same command again.`;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await step(`${names.join(', ')} (apt-get)`, { estimateSeconds: 40 }, async () => {
    const install = ['install', '-y', '--no-install-recommends', ...names];
    const first = await runLogged('apt-get', 'apt-get', install, { env });
    if (first.code === 0) return;
    await mustRun('apt-get-update', 'apt-get', ['update'], remedy, { env });
    await mustRun('apt-get', 'apt-get', install, remedy, { env });
  });
}

/**
 * Packages of PyPI in a virtual environment of its own in the cache, unless the variable `given` names what serves in its place.
 * @returns {Promise<string>} its program
 */
async function ensureFromPyPi({ name, packages, program, given }) {
  if (process.env[given]) return process.env[given];
  const folder = join(cacheDir, name);
  const path = join(folder, 'bin', program);
  if (existsSync(join(folder, 'whole'))) return path;
  const python = which('python3');
  if (!python)
    throw new SetupError(
      'The tests need Python 3 (https://www.python.org): install it, then run the same command again.',
    );
  await step(name, { estimateSeconds: 40 }, async () => {
    await rm(folder, { recursive: true, force: true });
    const noVenv =
      'Python could not make a virtual environment: install its venv module (Debian: apt-get install python3-venv), then run the same command again.';
    await mustRun('venv', python, ['-m', 'venv', folder], noVenv, { env: process.env });
    const noPackage = `pip could not install ${name}: check that PyPI can be reached, then run the same command again.`;
    await mustRun(name, join(folder, 'bin', 'pip'), ['install', '--quiet', ...packages], noPackage, {
      env: process.env,
    });
    // Written last: an installation that was cut short is made anew.
    await mustRun(`${name}-whole`, 'touch', [join(folder, 'whole')], noPackage);
  });
  return path;
}
