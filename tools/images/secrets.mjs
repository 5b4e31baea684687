import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What the build of an image may use and must not keep: the person's .npmrc, and certificates that npm is to trust. Gives their
 * files to `work` and removes them afterwards.
 * @param {{npmrc?: string, ca?: string}} named files; ~/.npmrc and NODE_EXTRA_CA_CERTS where not named
 * @param {(secrets: Record<string, string>) => Promise<T>} work
 * @returns {Promise<T>}
 * @template T
 */
export async function withBuildSecrets({ npmrc = join(homedir(), '.npmrc'), ca }, work) {
  const lines = existsSync(npmrc) ? readFileSync(npmrc, 'utf8').split('\n') : [];
  const named = lines.map((line) => /^\s*cafile\s*=\s*(.+?)\s*$/.exec(line)?.[1]).find(Boolean);
  const certificates = [ca, named, process.env.NODE_EXTRA_CA_CERTS].find((file) => file && existsSync(file));
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-build-'));
  try {
    const kept = lines.filter((line) => !/^\s*cafile\s*=/.test(line));
    // The path is the one inside the build.
    const own = [...kept, ...(certificates ? ['cafile=/run/secrets/ca'] : [])].join('\n');
    const file = join(folder, 'npmrc');
    writeFileSync(file, `${own}\n`, { mode: 0o600 });
    return await work({
      ...(own.trim() && { npmrc: file }),
      ...(certificates && { ca: certificates }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
