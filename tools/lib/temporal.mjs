import { execFile } from 'node:child_process';
import { createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { cacheDir, registriesOnly } from './places.mjs';
import { mustRun, SetupError, which } from './run.mjs';
import { say, step } from './steps.mjs';

const version = '1.5.1';
const oldestServer = [1, 29];
const cached = join(cacheDir, `temporal-${version}`, 'temporal');

/**
 * The `temporal` program: the one that SIDETRACK_TEMPORAL_CLI names, one on PATH that is new enough, the cached one, Temporal's
 * own download, or one built from the Go module.
 * @returns {Promise<string>} its path
 */
export async function ensureTemporal() {
  const named = process.env.SIDETRACK_TEMPORAL_CLI;
  if (named) {
    if (await isUsable(named)) return named;
    throw new SetupError(
      `SIDETRACK_TEMPORAL_CLI names ${named}, which is not a Temporal CLI of version ${version} or later.`,
    );
  }
  const onPath = which('temporal');
  if (onPath && (await isUsable(onPath))) return onPath;
  if (existsSync(cached) && (await isUsable(cached))) return cached;
  if (!registriesOnly && (await download())) return cached;
  if (which('go')) return build();
  throw new SetupError(
    `Temporal is missing: install the Temporal CLI ${version} or later (https://docs.temporal.io/cli) or Go (https://go.dev/dl), then run the same command again.`,
  );
}

async function isUsable(path) {
  const { stdout } = await promisify(execFile)(path, ['--version'], { timeout: 20_000 }).catch(() => ({ stdout: '' }));
  const server = /Server (\d+)\.(\d+)/.exec(stdout)?.slice(1).map(Number);
  return Boolean(
    server && (server[0] > oldestServer[0] || (server[0] === oldestServer[0] && server[1] >= oldestServer[1])),
  );
}

async function download() {
  const platform = { linux: 'linux', darwin: 'darwin' }[process.platform];
  const arch = { x64: 'amd64', arm64: 'arm64' }[process.arch];
  if (!platform || !arch) return false;
  const url = `https://temporal.download/cli/archive/v${version}?platform=${platform}&arch=${arch}`;
  try {
    await step('Temporal (download)', { estimateSeconds: 20 }, async (note) => {
      const response = await connect(url);
      await placeAtomically(async (folder) => {
        const archive = join(folder, 'temporal.tar.gz');
        const total = Number(response.headers.get('content-length'));
        let received = 0;
        const body = Readable.fromWeb(response.body).on('data', (chunk) => {
          received += chunk.length;
          if (total) note(`${Math.round((100 * received) / total)} %`);
        });
        await pipeline(body, createWriteStream(archive), { signal: AbortSignal.timeout(600_000) });
        await promisify(execFile)('tar', ['-xzf', archive, '-C', folder]);
        await rm(archive);
      });
    });
    return await isUsable(cached);
  } catch (error) {
    say(`  Temporal could not be downloaded (${error.cause?.code ?? error.message}); trying another way.`);
    return false;
  }
}

/** An address that does not answer within a few seconds must not hold up a machine that has Go. */
async function connect(url) {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(new Error('no answer within 8 s')), 8000);
  const response = await fetch(url, { signal: giveUp.signal });
  clearTimeout(timer);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

async function build() {
  await step('Temporal (built with Go, once)', { estimateSeconds: 300 }, async (note) => {
    let modules = 0;
    const onOutput = (text) => {
      modules += text.split('downloading').length - 1;
      note(`${modules} modules fetched`);
    };
    await placeAtomically((folder) =>
      mustRun(
        'temporal-go-install',
        'go',
        ['install', `github.com/temporalio/cli/cmd/temporal@v${version}`],
        `Go could not build Temporal: check that the Go module proxy can be reached, or install the Temporal CLI ${version} yourself (https://docs.temporal.io/cli).`,
        { env: { ...process.env, GOBIN: folder, GOFLAGS: '' }, onOutput },
      ),
    );
  });
  return cached;
}

/** Fills a folder beside the final place and renames it, so that a half-written program is never found. */
async function placeAtomically(fill) {
  await mkdir(cacheDir, { recursive: true });
  const folder = await mkdtemp(join(cacheDir, 'temporal-part-'));
  try {
    await fill(folder);
    await chmod(join(folder, 'temporal'), 0o755);
    await rm(join(cacheDir, `temporal-${version}`), { recursive: true, force: true });
    await chmod(folder, 0o755);
    await rename(folder, join(cacheDir, `temporal-${version}`));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
