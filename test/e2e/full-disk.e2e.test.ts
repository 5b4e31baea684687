import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { temporaryFolder } from './support/installation.ts';
import { spotifyArchive } from './support/spotify-archive.ts';

/** A mount namespace of its own: for root as it is, for others as root of a user namespace. */
const namespace = [...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']), '--mount', '--'];
const canMount = spawnSync('unshare', [...namespace, 'true']).status === 0;

const seen = z.object({
  state: z.string(),
  state_reason: z.string().nullable(),
  rows_read: z.number(),
  imported: z.number(),
  duplicates: z.number(),
  failed: z.number(),
  listens: z.number(),
});
const outcome = z.object({
  guarded: z.object({ waiting: seen, stillWaiting: seen, end: seen }),
  exhausted: z.object({ failures: z.number(), end: seen }),
  said: z.array(z.string()),
});

(canMount ? test : test.skip)(
  'a disk that runs full in the middle of an import: one clear line, nothing lost, and it goes on when there is room',
  async () => {
    const { guarded, exhausted, said } = outcome.parse(JSON.parse(await importOnSmallDisk()));
    expect(guarded.waiting).toMatchObject({
      state: 'running',
      state_reason: expect.stringMatching(
        /^The disk of .* is full \(\d+ MB left\): free 256 MB there, and the import goes on by itself/,
      ),
    });
    expect(guarded.stillWaiting).toEqual(guarded.waiting);
    expect(guarded.waiting.listens).toBe(guarded.waiting.imported);
    expect(said.slice(0, 2)).toEqual([
      guarded.waiting.state_reason,
      'There is room on the disk again: the import goes on.',
    ]);
    expect(guarded.end).toMatchObject({ state: 'done', state_reason: null, rows_read: 60_000 });
    expect(guarded.end.listens).toBe(guarded.end.imported);
    expect(exhausted.end).toEqual(guarded.end);
  },
  300_000,
);

async function importOnSmallDisk(): Promise<string> {
  const folder = temporaryFolder('sidetrack-full-disk-');
  const [disk, history] = [join(folder, 'disk'), join(folder, 'history.zip')];
  mkdirSync(disk);
  writeFileSync(history, spotifyArchive());
  const script = join(import.meta.dirname, 'support/full-disk.mjs');
  const child = spawn('unshare', [...namespace, process.execPath, script, disk, history], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  if (code !== 0) throw new Error(`It ended with ${String(code)}: ${stderr}`);
  return stdout;
}
