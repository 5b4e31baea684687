import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { matchKey } from '@sidetrack/analysis';
import { createLogger, loadSettings } from '@sidetrack/settings';
import { addListener, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { UnreadableAudioError, type AudioHash, type AudioTags } from '../audio/index.ts';
import type { LibraryDeps } from './library-deps.ts';
import { matchLibrary } from './match-library.ts';
import { scanLibrary } from './scan-library.ts';

const TOUCHED = new Date('2026-03-02T12:00:00Z');
const MBID = '11111111-1111-4111-8111-111111111111';
const MERGED = '22222222-2222-4222-8222-222222222222';

let database: TestDatabase;
let deps: LibraryDeps;
let folder: string;
let userId: string;
let rootId: string;
let hashed: string[];

/** Names each test's listener. */
let listeners = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-library-'));
  hashed = [];
  deps = {
    db: database.db,
    settings: loadSettings({}),
    logger: createLogger({ name: 'test', level: 'silent' }),
    clock: () => new Date(),
    fetch: () => Promise.reject(new Error('no network here')),
    sleep: () => Promise.resolve(),
    random: () => 0.5,
    readers: { hashAudio, readTags },
    wantedMeasurement: () =>
      Promise.resolve({
        extractorVersion: '1',
        optionsHash: 'whole',
        models: [{ model: 'm', modelSha256: 'abc' }],
        stems: false,
      }),
  };
  userId = await addListener(database.db, `listener-${++listeners}`, 'Europe/Berlin');
  rootId = await addRoot(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Stands in for the decoder: a file of these tests is its tags as JSON, with the audio in `audio`. */
async function hashAudio(path: string): Promise<AudioHash> {
  const { audio } = JSON.parse(await contentOf(path)) as { audio: string };
  hashed.push(path.slice(folder.length + 1));
  return { audioSha256: sha(audio), container: 'flac' };
}
async function readTags(path: string): Promise<AudioTags> {
  const { title, artist, album, recordingMbid, isrc, durationSeconds } = JSON.parse(
    await contentOf(path),
  ) as Partial<AudioTags>;
  return { title, artist, album, recordingMbid, isrc, durationSeconds, container: 'FLAC' };
}
async function contentOf(path: string): Promise<string> {
  const text = await readFile(path, 'utf8');
  if (!text.startsWith('{')) throw new UnreadableAudioError(path, 'it holds text, not audio');
  return text;
}
const sha = (audio: string): string => createHash('sha256').update(audio).digest('hex');

const query = <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
  database.db.asService((tx) => tx.query<Row>(text, values));
async function addRoot(path: string): Promise<string> {
  const [root] = await query<{ id: string }>('INSERT INTO audio_roots (user_id, path) VALUES ($1, $2) RETURNING id', [
    userId,
    path,
  ]);
  return root!.id;
}
async function write(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}
const scan = () => scanLibrary(deps, { rootId });
const match = () => matchLibrary(deps, { userId });
const files = () =>
  query<{ path: string; state: string; reason: string | null }>(
    'SELECT relative_path AS path, state, state_reason AS reason FROM audio_files WHERE root_id = $1 ORDER BY 1',
    [rootId],
  );
const states = async () => Object.fromEntries((await files()).map(({ path, state }) => [path, state]));
const pending = async (kind: string) =>
  (
    await query<{ subject: string }>(
      'SELECT subject FROM pending WHERE kind = $1 AND user_id IS NOT DISTINCT FROM $2 ORDER BY 1',
      [kind, kind === 'score' ? null : userId],
    )
  ).map(({ subject }) => subject);
const rootReason = async () =>
  (await query<{ reason: string | null }>('SELECT state_reason AS reason FROM audio_roots WHERE id = $1', [rootId]))[0]!
    .reason;

interface Heard {
  artist: string;
  title: string;
  mbid?: string;
  isrcs?: string[];
  durationMs?: number;
  at?: string;
}
async function hear({
  artist,
  title,
  mbid,
  isrcs = [],
  durationMs,
  at = '2026-03-01T23:30:00Z',
}: Heard): Promise<string> {
  const [recording] = await query<{ id: string }>(
    `INSERT INTO recordings (mbid, title, artist_credit, match_key, isrcs, duration_ms, private_user_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [
      mbid ?? null,
      title,
      artist,
      matchKey(artist, title),
      isrcs,
      durationMs ?? null,
      mbid === undefined ? userId : null,
    ],
  );
  await query(
    `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name) VALUES ($1, $2, gen_random_uuid(), $3, $4, $5)`,
    [userId, at, recording!.id, artist, title],
  );
  return recording!.id;
}
const chosen = async () =>
  Object.fromEntries(
    (
      await query<{ id: string; path: string; rung: string }>(
        `SELECT m.recording_id AS id, f.relative_path AS path, m.rung FROM audio_matches m JOIN audio_files f ON f.id = m.audio_file_id
         WHERE m.user_id = $1 AND m.chosen`,
        [userId],
      )
    ).map(({ id, path, rung }) => [id, `${path} by ${rung}`]),
  );

describe('scanning', () => {
  test('reads what is audio, keeps the reason of what is not, and asks for matching and measuring', async () => {
    await write('Aldra/tide.flac', { audio: 'tide', title: 'Tide', artist: 'Aldra', durationSeconds: 200 });
    await write('Aldra/copy of tide.flac', { audio: 'tide', title: 'Tide', artist: 'Aldra' });
    await write('notes.mp3', 'dear diary');
    await write('empty.mp3', '');
    await write('cover.jpg', 'not looked at');
    await write('.hidden/x.flac', { audio: 'x' });
    expect(await scan()).toEqual({ files: 4, hashed: 2, unreadable: 2, gone: 0 });
    expect(await files()).toEqual([
      { path: 'Aldra/copy of tide.flac', state: 'ready', reason: null },
      { path: 'Aldra/tide.flac', state: 'ready', reason: null },
      { path: 'empty.mp3', state: 'unreadable', reason: 'The file is empty.' },
      { path: 'notes.mp3', state: 'unreadable', reason: 'It holds text, not audio.' },
    ]);
    expect(await pending('match')).toEqual(['*']);
    expect(await pending('extract')).toEqual([sha('tide')]);
    expect(await rootReason()).toBeNull();
  });

  test('reads again only what changed, marks what is gone, and knows it when it is back', async () => {
    await write('a.flac', { audio: 'a' });
    await write('b.flac', { audio: 'b' });
    await scan();
    expect(hashed.sort()).toEqual(['a.flac', 'b.flac']);
    hashed = [];
    await query('DELETE FROM pending');
    expect(await scan()).toEqual({ files: 2, hashed: 0, unreadable: 0, gone: 0 });
    expect(await pending('match')).toEqual([]);

    await rename(join(folder, 'a.flac'), join(tmpdir(), `${rootId}.flac`));
    await write('b.flac', { audio: 'bb' });
    expect(await scan()).toEqual({ files: 1, hashed: 1, unreadable: 0, gone: 1 });
    expect(hashed).toEqual(['b.flac']);
    expect(await states()).toEqual({ 'a.flac': 'gone', 'b.flac': 'ready' });
    expect(await pending('match')).toEqual(['*']);

    await rename(join(tmpdir(), `${rootId}.flac`), join(folder, 'a.flac'));
    expect(await scan()).toEqual({ files: 2, hashed: 0, unreadable: 0, gone: 0 });
    expect(await states()).toEqual({ 'a.flac': 'ready', 'b.flac': 'ready' });
  });

  test('asks for no measurement that is there, and for what is missing of it', async () => {
    await write('done.flac', { audio: 'done' });
    await write('half.flac', { audio: 'half' });
    await write('bad.flac', { audio: 'bad' });
    const digest = (audio: string) => Buffer.from(sha(audio), 'hex');
    for (const audio of ['done', 'half'])
      await query(`INSERT INTO features VALUES ($1, '1', 'whole', 1, '{}')`, [digest(audio)]);
    await query(
      `INSERT INTO embeddings (audio_sha256, model, model_sha256, options_hash, vector) VALUES ($1, 'm', 'abc', 'whole', '{1}')`,
      [digest('done')],
    );
    await query(`INSERT INTO quarantine VALUES ($1, '1', 'whole', 'it kills the decoder')`, [digest('bad')]);
    await scan();
    expect(await pending('extract')).toEqual([sha('half')]);
    await scan();
    expect(await pending('extract')).toEqual([sha('half')]);
  });

  test('a link to a parent ends the descent; a dead link is told', async () => {
    await write('deep/a.flac', { audio: 'a' });
    await symlink(folder, join(folder, 'deep/again'));
    await symlink(join(folder, 'nowhere.flac'), join(folder, 'dead.flac'));
    expect(await scan()).toMatchObject({ files: 1, hashed: 1 });
    expect(await rootReason()).toBe(`One place in ${folder} could not be read: dead.flac. It is not there.`);
  });

  test('a folder that is away keeps what is known of it', async () => {
    await write('a.flac', { audio: 'a' });
    await scan();
    await rename(folder, `${folder}.away`);
    expect(await scan()).toEqual({ files: 0, hashed: 0, unreadable: 0, gone: 0 });
    expect(await rootReason()).toContain(`The folder ${folder} could not be read. It is not there.`);
    expect(await states()).toEqual({ 'a.flac': 'ready' });
    await rename(`${folder}.away`, folder);
    await scan();
    expect(await rootReason()).toBeNull();
  });

  test('a folder without audio says what to do', async () => {
    await write('readme.txt', 'hello');
    await scan();
    expect(await rootReason()).toBe(
      `There is no audio in ${folder}. Put files there (mp3, flac, ogg, m4a, opus, wav) or choose another folder.`,
    );
  });

  test('a folder that was removed is a permanent error', async () => {
    await query('DELETE FROM audio_roots WHERE id = $1', [rootId]);
    await expect(scan()).rejects.toThrow('This folder of audio was removed.');
  });

  test('a touched file of the same audio keeps its measurement', async () => {
    await write('a.flac', { audio: 'a' });
    await scan();
    await query('DELETE FROM pending');
    await query(`INSERT INTO features VALUES ($1, '1', 'whole', 1, '{}')`, [Buffer.from(sha('a'), 'hex')]);
    await query(
      `INSERT INTO embeddings (audio_sha256, model, model_sha256, options_hash, vector) VALUES ($1, 'm', 'abc', 'whole', '{1}')`,
      [Buffer.from(sha('a'), 'hex')],
    );
    await utimes(join(folder, 'a.flac'), TOUCHED, TOUCHED);
    expect(await scan()).toMatchObject({ hashed: 1 });
    expect(await pending('extract')).toEqual([]);
  });
});

describe('matching', () => {
  test('climbs the ladder: MBID through a merge, ISRC, name with duration, name', async () => {
    await query('INSERT INTO recording_redirects (from_mbid, to_mbid) VALUES ($1, $2)', [MERGED, MBID]);
    await write('1.flac', { audio: '1', title: 'Other name', artist: 'Other', recordingMbid: MERGED });
    await write('2.flac', {
      audio: '2',
      title: 'Other spelling',
      artist: 'X',
      isrc: 'GBAAA0000001',
      durationSeconds: 181,
    });
    await write('3.flac', { audio: '3', title: 'Strand', artist: 'Bora', durationSeconds: 241 });
    await write('4.flac', { audio: '4', title: 'Dune', artist: 'Bora' });
    const byMbid = await hear({ artist: 'Aldra', title: 'Tide', mbid: MBID });
    const byIsrc = await hear({ artist: 'Cale', title: 'Reef', isrcs: ['GBAAA0000001'], durationMs: 180_000 });
    const byDuration = await hear({ artist: 'BORA', title: 'Strand', durationMs: 239_000 });
    const byName = await hear({ artist: 'Bora feat. Cale', title: 'Dune' });
    const byNothing = await hear({ artist: 'Bora', title: 'Strand (Live)', durationMs: 239_000 });
    await scan();
    expect(await match()).toEqual({ matched: 4, unmatched: 1 });
    expect(await chosen()).toEqual({
      [byMbid]: '1.flac by mbid',
      [byIsrc]: '2.flac by isrc',
      [byDuration]: '3.flac by name_duration',
      [byName]: '4.flac by name',
    });
    expect(await pending('match')).toEqual([]);
    const scores = await pending('score');
    expect(scores).toEqual(expect.arrayContaining([byMbid, byIsrc, byDuration, byName]));
    expect(scores).not.toContain(byNothing);
  });

  test('marks the weeks of what changed in the zone of the listener, and nothing the second time', async () => {
    await write('a.flac', { audio: 'a', title: 'Tide', artist: 'Aldra' });
    // Sunday 23:30 in UTC is Monday in Berlin.
    await hear({ artist: 'Aldra', title: 'Tide', at: '2026-03-01T23:30:00Z' });
    await scan();
    await match();
    const dirty = () =>
      query<{ week: string }>(`SELECT week_start AS week FROM dirty_weeks WHERE user_id = $1 AND reason = 'match'`, [
        userId,
      ]);
    expect(await dirty()).toEqual([{ week: '2026-03-02' }]);
    await query('DELETE FROM dirty_weeks');
    await query('DELETE FROM pending');
    await match();
    expect(await dirty()).toEqual([]);
    expect(await pending('score')).toEqual([]);
  });

  test("the listener's decisions stand", async () => {
    await write('a.flac', { audio: 'a', title: 'Tide', artist: 'Aldra', durationSeconds: 200 });
    await write('b.flac', { audio: 'b', title: 'Tide', artist: 'Aldra' });
    const recording = await hear({ artist: 'Aldra', title: 'Tide', durationMs: 200_000 });
    await scan();
    await match();
    expect(await chosen()).toEqual({ [recording]: 'a.flac by name_duration' });
    await query(
      `UPDATE audio_matches SET chosen = false, decided_by = 'listener' WHERE audio_file_id = (SELECT id FROM audio_files WHERE relative_path = 'a.flac' AND root_id = $1)`,
      [rootId],
    );
    await match();
    expect(await chosen()).toEqual({ [recording]: 'b.flac by name' });
    await query(`UPDATE audio_matches SET chosen = false WHERE recording_id = $1`, [recording]);
    await query(
      `UPDATE audio_matches SET chosen = true, decided_by = 'listener' WHERE audio_file_id = (SELECT id FROM audio_files WHERE relative_path = 'a.flac' AND root_id = $1)`,
      [rootId],
    );
    await match();
    expect(await chosen()).toEqual({ [recording]: 'a.flac by name_duration' });
  });

  test('a better file takes over, and a moved one is the same', async () => {
    await write('b.flac', { audio: 'b', title: 'Tide', artist: 'Aldra' });
    const recording = await hear({ artist: 'Aldra', title: 'Tide', durationMs: 200_000 });
    await scan();
    await match();
    await write('a.flac', { audio: 'a', title: 'Tide', artist: 'Aldra', durationSeconds: 200 });
    await scan();
    await match();
    expect(await chosen()).toEqual({ [recording]: 'a.flac by name_duration' });
    await query('DELETE FROM pending');
    await rename(join(folder, 'a.flac'), join(folder, 'z.flac'));
    await scan();
    await match();
    expect(await chosen()).toEqual({ [recording]: 'z.flac by name_duration' });
    expect(await pending('score')).toEqual([]);
  });

  test('other audio in the same file makes new scores of what it stands for', async () => {
    await write('a.flac', { audio: 'a', title: 'Tide', artist: 'Aldra' });
    const recording = await hear({ artist: 'Aldra', title: 'Tide' });
    await scan();
    await match();
    await query('DELETE FROM pending');
    await write('a.flac', { audio: 'remaster', title: 'Tide', artist: 'Aldra' });
    await scan();
    expect(await pending('score')).toEqual([recording]);
  });

  test('what was played most is measured first', async () => {
    for (const title of ['Dune', 'Reef', 'Tide', 'Wave'])
      await write(`${title}.flac`, { audio: title, title, artist: 'Aldra' });
    const plays = { Reef: 1, Tide: 3 };
    for (const [title, count] of Object.entries(plays)) {
      const recording = await hear({ artist: 'Aldra', title });
      for (let play = 1; play < count; play++)
        await query(
          `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name) VALUES ($1, now(), gen_random_uuid(), $2, 'Aldra', $3)`,
          [userId, recording, title],
        );
    }
    await scan();
    await match();
    const order = await query<{ subject: string }>(
      `SELECT subject FROM pending WHERE kind = 'extract' AND user_id = $1 ORDER BY due_at, id`,
      [userId],
    );
    expect(order.slice(0, 2).map(({ subject }) => subject)).toEqual([sha('Tide'), sha('Reef')]);
    expect(order).toHaveLength(4);
  });

  test("nobody's files match another listener's listens", async () => {
    await write('a.flac', { audio: 'a', title: 'Tide', artist: 'Aldra' });
    await scan();
    const first = userId;
    userId = await addListener(database.db, `other-${rootId}`);
    await hear({ artist: 'Aldra', title: 'Tide' });
    expect(await match()).toEqual({ matched: 0, unmatched: 1 });
    userId = first;
  });
});
