import { spawnSync } from 'node:child_process';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashAudio } from '../../../activities/src/audio/hash/index.ts';
import { readTags } from '../../../activities/src/audio/tags.ts';
import { retag } from './retag.ts';
import type { Retagging } from './retag.ts';
import { changesOf, fieldsOf } from './tag-fields.ts';
import type { Fields } from './tag-fields.ts';
import { readFields } from './tag-file.ts';

const testWithFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0 ? test : test.skip;
let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'sidetrack-tags-'))));
afterEach(() => rm(folder, { recursive: true }));

const wanted = fieldsOf(
  { scores: { energy: { value: 0.734 }, valence: { value: 0.5 } }, mood: 'upbeat' },
  { commonMood: true },
);
const names = Object.keys(wanted);
const hash = async (path: string): Promise<string> => (await hashAudio(path)).audioSha256;

function makeFile(name: string): string {
  const path = join(folder, name);
  const args = [
    '-f',
    'lavfi',
    '-i',
    'sine=440:duration=2',
    '-metadata',
    'title=Harbour Lights',
    '-metadata',
    'artist=The Tidewaters',
  ];
  const { status, stderr } = spawnSync(
    'ffmpeg',
    ['-y', '-nostdin', '-v', 'error', ...args, '-metadata', 'album=Low Season', path],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return path;
}

function keeping(): { kept: { path: string; before: Fields; after: Fields }[]; retagging: Retagging } {
  const kept: { path: string; before: Fields; after: Fields }[] = [];
  const keep = async (change: (typeof kept)[number]) => void kept.push(await Promise.resolve(change));
  return { kept, retagging: { hashAudio: hash, keep } };
}

describe('fields in files', () => {
  testWithFfmpeg.each(['a.flac', 'a.mp3', 'a.ogg', 'a.opus', 'a.m4a', 'a.wav'])(
    '%s: written, read back, taken away; audio and other tags stay',
    async (name) => {
      const path = makeFile(name);
      const [audio, tags] = [await hash(path), await readTags(path)];
      const present = readFields(path, names);
      expect(Object.values(present)).toEqual(names.map(() => null));

      const { kept, retagging } = keeping();
      const after = changesOf(wanted, present);
      await retag(path, { before: present, after }, retagging);
      expect(kept).toEqual([{ path, before: present, after }]);
      expect(readFields(path, names)).toEqual(wanted);
      expect(readFields(path, names)).toMatchObject({
        SIDETRACK_ENERGY: '0.73',
        SIDETRACK_MOOD: 'upbeat',
        MOOD: 'upbeat',
        SIDETRACK_BRIGHTNESS: null,
      });
      expect([await hash(path), await readTags(path)]).toEqual([audio, tags]);
      expect(changesOf(wanted, readFields(path, names))).toEqual({});

      await retag(path, { before: wanted, after: present }, retagging);
      expect(readFields(path, names)).toEqual(present);
      expect([await hash(path), await readTags(path), await readdir(folder)]).toEqual([audio, tags, [name]]);
    },
    60_000,
  );

  test('a file that is none, or of a kind without such fields, is refused and stays', async () => {
    for (const name of ['a.mp3', 'a.flac', 'a.txt', 'a.m4a']) {
      const path = join(folder, name);
      await writeFile(path, 'Dear diary');
      const { kept, retagging } = keeping();
      await expect(retag(path, { before: {}, after: wanted }, retagging)).rejects.toMatchObject({
        name: 'TagsRefusedError',
      });
      expect([await readFile(path, 'utf8'), kept]).toEqual(['Dear diary', []]);
    }
    expect((await readdir(folder)).length).toBe(4);
  });

  testWithFfmpeg('what would change the audio, or what another program changed meanwhile, is not written', async () => {
    const path = makeFile('a.flac');
    const bytes = await readFile(path);
    const { retagging } = keeping();
    let times = 0;
    const other = { ...retagging, hashAudio: () => Promise.resolve(String((times += 1))) };
    await expect(retag(path, { before: {}, after: wanted }, other)).rejects.toThrow('would have changed its audio');
    expect(await readFile(path)).toEqual(bytes);
    const meddling = { ...retagging, hashAudio: async () => (await appendFile(path, 'x'), 'same') };
    await expect(retag(path, { before: {}, after: wanted }, meddling)).rejects.toThrow('changed meanwhile');
    expect(readFields(path, ['SIDETRACK_ENERGY'])).toEqual({ SIDETRACK_ENERGY: null });
    expect(await readdir(folder)).toEqual(['a.flac']);
  });

  testWithFfmpeg('where nothing can be kept of what was there, nothing is written', async () => {
    const path = makeFile('a.mp3');
    const { retagging } = keeping();
    const full = { ...retagging, keep: () => Promise.reject(new Error('no space left')) };
    await expect(retag(path, { before: {}, after: wanted }, full)).rejects.toThrow('no space left');
    expect(readFields(path, ['SIDETRACK_ENERGY'])).toEqual({ SIDETRACK_ENERGY: null });
  });
});

describe('what changes', () => {
  const nothing = Object.fromEntries(names.map((name) => [name, null]));

  test('the common mood of somebody else stays, SideTrack’s own is renewed', () => {
    expect(changesOf(wanted, { ...nothing, MOOD: 'rainy' })).not.toHaveProperty('MOOD');
    expect(changesOf(wanted, { ...nothing, MOOD: 'party', SIDETRACK_MOOD: 'party' })).toMatchObject({ MOOD: 'upbeat' });
  });

  test('a score that is not known any more is taken away', () => {
    const bare = fieldsOf({ scores: {}, mood: null }, { commonMood: false });
    expect(bare).not.toHaveProperty('MOOD');
    expect(changesOf(bare, { ...nothing, SIDETRACK_ENERGY: '0.10' })).toEqual({ SIDETRACK_ENERGY: null });
  });
});
