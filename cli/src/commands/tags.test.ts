import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '@sidetrack/settings';
import type { Context } from '../context.ts';
import { readFields } from '../tags/tag-file.ts';
import { tagsCommand } from './tags.ts';

const testWithFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0 ? test : test.skip;
let folder: string;
let server: Server;
let results: string[];
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-tags-'));
  [results, said] = [[], []];
  // Two pages.
  server = createServer((request, response) => {
    const after = new URL(request.url!, 'http://x').searchParams.get('after');
    const file = (path: string) => ({ folder, path, scores: { energy: { value: 0.7 } }, mood: 'upbeat' });
    const page =
      after === null
        ? { files: [file('a.flac'), file('gone.mp3')], next: 'b' }
        : { files: [file('b.mp3')], next: null };
    response.setHeader('content-type', 'application/json').end(JSON.stringify(page));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

function context(): Context {
  return {
    env: {},
    output: {
      result: (line) => results.push(line),
      say: (line) => said.push(line),
      progress: () => undefined,
      clear: () => undefined,
    },
    settings: (overrides) =>
      loadSettings({ SIDETRACK_DATA_DIR: join(folder, 'data'), SIDETRACK_CONTACT: 'tests@example.org', ...overrides }),
    now: () => new Date('2026-11-22T12:00:00Z'),
  };
}

async function run(...args: string[]): Promise<void> {
  await tagsCommand(context()).parseAsync(args, { from: 'user' });
}
const url = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const energyOf = (name: string) => readFields(join(folder, name), ['SIDETRACK_ENERGY']).SIDETRACK_ENERGY;

testWithFfmpeg(
  'shows first and writes nothing, writes when told to, and puts back',
  async () => {
    for (const name of ['a.flac', 'b.mp3'])
      spawnSync('ffmpeg', ['-nostdin', '-v', 'error', '-f', 'lavfi', '-i', 'sine=duration=1', join(folder, name)]);
    await run('write', '--url', url());
    expect(results).toEqual(
      ['a.flac', 'b.mp3'].map((name) => `${join(folder, name)}: SIDETRACK_ENERGY=0.70 SIDETRACK_MOOD=upbeat`),
    );
    expect(said.at(-1)).toBe('2 files would be written. Nothing was: add --apply.');
    expect(said[0]).toMatch(/gone\.mp3: its tags cannot be read/);
    expect([energyOf('a.flac'), energyOf('b.mp3')]).toEqual([null, null]);

    await run('write', '--apply', '--dry-run', '--url', url());
    expect(energyOf('a.flac')).toBeNull();

    await run('write', '--apply', '--json', '--url', url());
    expect([energyOf('a.flac'), energyOf('b.mp3')]).toEqual(['0.70', '0.70']);
    const backup = join(folder, 'data', 'tag-backups', '2026-11-22T12-00-00.000Z.jsonl');
    expect(said.at(-1)).toBe(
      `2 files written. \`sidetrack tags restore ${backup} --apply\` puts back what they said before.`,
    );
    expect((await readFile(backup, 'utf8')).split('\n', 1)[0]).toBe(results.at(-2));

    await run('write', '--apply', '--url', url());
    expect(said.at(-1)).toBe('All files say it already.');

    await run('restore', backup);
    expect(energyOf('a.flac')).toBe('0.70');
    const other = { ...context(), now: () => new Date('2026-11-22T13:00:00Z') };
    await tagsCommand(other).parseAsync(['restore', backup, '--apply'], { from: 'user' });
    expect([energyOf('a.flac'), energyOf('b.mp3')]).toEqual([null, null]);
    expect((await readdir(folder)).toSorted()).toEqual(['a.flac', 'b.mp3', 'data']);
  },
  60_000,
);

test('a backup that is not there is named', async () => {
  await expect(run('restore', join(folder, 'none'))).rejects.toThrow('cannot be read: name a file that');
});
