import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { CliError } from '../errors.ts';

/** The release that is downloaded or built; `npm run setup` puts it into the cache folder. */
const VERSION = '1.5.1';
/** Older servers lack what the workers ask for (ids in use, summaries). */
const OLDEST_SERVER: readonly [number, number] = [1, 29];

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The `temporal` program: the one that SIDETRACK_TEMPORAL_CLI names, one on PATH that is new enough, or the one in the cache
 * folder (SIDETRACK_CACHE_DIR, else `sidetrack` under XDG_CACHE_HOME, else ~/.cache/sidetrack).
 *
 * @throws {CliError} when there is none, with what to do
 */
export function findTemporal(env: Env = process.env): string {
  const named = env.SIDETRACK_TEMPORAL_CLI;
  if (named !== undefined && named !== '') {
    if (isUsable(named)) return named;
    throw new CliError(
      `SIDETRACK_TEMPORAL_CLI names ${named}, which is not a Temporal CLI of version ${VERSION} or later.`,
    );
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = [
    ...folders.map((folder) => join(folder, 'temporal')),
    join(cacheDir(env), `temporal-${VERSION}`, 'temporal'),
  ];
  const found = candidates.find(isUsable);
  if (found !== undefined) return found;
  throw new CliError(
    `Temporal is missing: run \`npm run setup\`, or install the Temporal CLI ${VERSION} or later (https://docs.temporal.io/cli).`,
  );
}

function cacheDir(env: Env): string {
  const given = env.SIDETRACK_CACHE_DIR;
  if (given !== undefined && given !== '') return given;
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg !== undefined && xdg !== '' ? xdg : join(env.HOME ?? homedir(), '.cache'), 'sidetrack');
}

function isUsable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    const story = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [, major, minor] = /Server (\d+)\.(\d+)/.exec(story) ?? [];
    const [oldestMajor, oldestMinor] = OLDEST_SERVER;
    return Number(major) > oldestMajor || (Number(major) === oldestMajor && Number(minor) >= oldestMinor);
  } catch {
    return false;
  }
}
