import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheDir } from './places.mjs';
import { mustRun, runLogged, SetupError, which } from './run.mjs';
import { step } from './steps.mjs';

const schemathesis = '4.32.5';
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
 * schemathesis in a virtual environment of the cache.
 * @returns {Promise<Record<string, string>>} environment for the tests
 */
export async function ensureTestNeeds() {
  const missing = needs.filter((need) => find(need) === undefined);
  if (missing.length > 0) await installWithApt(missing);
  const found = needs.map((need) => [need.variable, find(need)]);
  const contract = await ensureSchemathesis();
  return { ...Object.fromEntries(found), SIDETRACK_TEST_SCHEMATHESIS: contract };
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

/** A property-based tester of the API's document; Python, so it lives apart. */
async function ensureSchemathesis() {
  const given = process.env.SIDETRACK_TEST_SCHEMATHESIS;
  if (given) return given;
  const folder = join(cacheDir, `schemathesis-${schemathesis}`);
  const program = join(folder, 'bin', 'schemathesis');
  if (existsSync(join(folder, 'whole'))) return program;
  const python = which('python3');
  if (!python)
    throw new SetupError(
      'The tests need Python 3 (https://www.python.org): install it, then run the same command again.',
    );
  await step('schemathesis', { estimateSeconds: 40 }, async () => {
    await rm(folder, { recursive: true, force: true });
    const noVenv =
      'Python could not make a virtual environment: install its venv module (Debian: apt-get install python3-venv), then run the same command again.';
    await mustRun('venv', python, ['-m', 'venv', folder], noVenv, { env: process.env });
    const noPackage =
      'pip could not install schemathesis: check that PyPI can be reached, then run the same command again.';
    await mustRun(
      'schemathesis',
      join(folder, 'bin', 'pip'),
      ['install', '--quiet', `schemathesis==${schemathesis}`],
      noPackage,
      { env: process.env },
    );
    // Written last: an installation that was cut short is made anew.
    await mustRun('schemathesis-whole', 'touch', [join(folder, 'whole')], noPackage);
  });
  return program;
}
