import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { TrackFeatures } from '@sidetrack/analysis';
import { addPending } from '@sidetrack/prisma';
import { createLogger, loadSettings } from '@sidetrack/settings';
import { addListener, createTestDatabase, type TestDatabase } from '@sidetrack/test';
import { UnreadableAudioError } from '../audio/index.ts';
import { temporaryFolder } from '../audio/test-tools.ts';
import { PermanentError } from '../errors.ts';
import type { ExtractDeps } from './extract-batch.ts';
import { extractBatch } from './extract-batch.ts';
import type { Measurement } from './measure.ts';
import type { MeasureRequest } from './measurer.ts';
import { MeasurerLostError } from './measurer.ts';

const WANTED = {
  extractorVersion: 'signal-2',
  optionsHash: 'whole',
  models: [{ model: 'musicnn-msd', modelSha256: 'abc' }],
  stems: false,
};
const folder = temporaryFolder();
let database: TestDatabase;
let userId: string;
let rootId: string;
let measured: string[];
/** Names each test's listener. */
let listeners = 0;
let deps: ExtractDeps;
/** What measuring a file of this name does, where it is not to succeed. */
let faults: Map<string, () => Error>;

beforeAll(async () => (database = await createTestDatabase()));
afterAll(() => database.drop());
beforeEach(async () => {
  for (const table of ['pending', 'features', 'contours', 'embeddings', 'quarantine', 'audio_roots'])
    await query(`DELETE FROM ${table}`);
  userId = await addListener(database.db, `listener-${++listeners}`);
  rootId = await addRoot(userId);
  measured = [];
  faults = new Map();
  deps = {
    db: database.db,
    settings: loadSettings({}),
    logger: createLogger({ name: 'test', level: 'silent' }),
    // Ahead of the database, whose microseconds a Date does not hold: work of this very millisecond is due.
    clock: () => new Date(Date.now() + 1000),
    fetch: () => Promise.reject(new Error('no network here')),
    sleep: () => Promise.resolve(),
    random: () => 0.5,
    createMeasurer: () => ({ measure: fakeMeasure, close: () => undefined }),
    wantedMeasurement: () => Promise.resolve(WANTED),
  };
});

test('measures what is pending, stores it and asks for scores and the map', async () => {
  const [a, b] = [await addAudio('a'), await addAudio('b')];
  const recording = await matchToRecording('a');
  expect(await extractBatch(deps, { claimId: 'one', limit: 10 })).toEqual({
    measured: 2,
    quarantined: 0,
    remaining: 0,
  });
  expect(
    await query('SELECT encode(audio_sha256, $1) AS sha, duration_seconds, values FROM features ORDER BY sha', ['hex']),
  ).toEqual([a, b].sort().map((sha) => ({ sha, duration_seconds: 12.5, values: { tempoBpm: 120, key: null } })));
  expect(await query('SELECT model, vector, tags FROM embeddings LIMIT 1')).toEqual([
    { model: 'musicnn-msd', vector: [0.5, -1], tags: { rock: 0.25 } },
  ]);
  expect(await query('SELECT DISTINCT values, segments FROM contours')).toEqual([
    { values: expect.objectContaining({ levelDb: [-12.5], chroma: [null] }) as object, segments: [] },
  ]);
  expect(await query(`SELECT kind, subject FROM pending ORDER BY kind`)).toEqual([
    { kind: 'map', subject: 'audio' },
    { kind: 'score', subject: recording },
  ]);
  expect(await query('SELECT FROM staging_features')).toEqual([]);
});

test('asks for scores of the artist’s tracks without audio too, once the burst is over', async () => {
  await addAudio('heard');
  const heard = await matchToRecording('heard');
  const [other] = await query<{ id: string }>(
    `INSERT INTO recordings (title, artist_credit, match_key) VALUES ('Unheard', 'x', 'x|unheard') RETURNING id`,
  );
  await query(
    `WITH artist AS (INSERT INTO artists (name, name_key) VALUES ('x', 'x') RETURNING id)
     INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
     SELECT r, 0, artist.id, 'x' FROM artist, unnest($1::uuid[]) AS r`,
    [[heard, other!.id]],
  );
  await extractBatch(deps, { claimId: 'one', limit: 10 });
  const waits = await query<{ subject: string; wait: number }>(
    `SELECT subject, round(extract(epoch FROM due_at - now()))::int AS wait FROM pending WHERE kind = 'score' ORDER BY due_at`,
  );
  expect(waits.map(({ subject }) => subject)).toEqual([heard, other!.id]);
  expect(waits[1]!.wait).toBeGreaterThan(10);
  expect(waits[1]!.wait).toBeLessThanOrEqual(21);
});

test('takes no more than its limit and says what remains', async () => {
  for (const name of ['a', 'b', 'c']) await addAudio(name);
  expect(await extractBatch(deps, { claimId: 'one', limit: 2 })).toEqual({ measured: 2, quarantined: 0, remaining: 1 });
});

test('never measures what is there already, nor the same audio of two listeners twice', async () => {
  await addAudio('a');
  await addAudio('copy of a', { content: 'a' });
  const other = await addListener(database.db, `other-${listeners}`);
  await addAudio('theirs', { content: 'a', owner: other, root: await addRoot(other) });
  await extractBatch(deps, { claimId: 'one', limit: 10 });
  expect(measured).toEqual(['a']);
  await askFor(sha('a'), userId);
  expect(await extractBatch(deps, { claimId: 'two', limit: 10 })).toEqual({
    measured: 0,
    quarantined: 0,
    remaining: 0,
  });
});

test('measures again where a wanted model is new, and keeps the features that are there', async () => {
  await addAudio('a');
  await extractBatch(deps, { claimId: 'one', limit: 10 });
  const newModel = { ...WANTED, models: [{ model: 'musicnn-msd', modelSha256: 'def' }] };
  await askFor(sha('a'), userId);
  await extractBatch({ ...deps, wantedMeasurement: () => Promise.resolve(newModel) }, { claimId: 'two', limit: 10 });
  expect(measured).toEqual(['a', 'a']);
  expect(await query('SELECT count(*) FROM features')).toEqual([{ count: 1 }]);
});

test('sets aside what cannot be decoded and what kills its process twice, and goes on with its neighbours', async () => {
  for (const name of ['a', 'broken', 'deadly', 'z']) await addAudio(name);
  faults.set('broken', () => new UnreadableAudioError(folder.path('broken'), 'it holds no audio'));
  faults.set('deadly', () => new MeasurerLostError('ended its process (SIGSEGV)'));
  expect(await extractBatch(deps, { claimId: 'one', limit: 10 })).toEqual({
    measured: 2,
    quarantined: 2,
    remaining: 0,
  });
  expect(measured.filter((name) => name === 'deadly')).toHaveLength(2);
  expect(await query('SELECT reason FROM quarantine ORDER BY reason')).toEqual([
    { reason: 'it holds no audio' },
    { reason: 'measuring it ended its process (SIGSEGV)' },
  ]);
  await askFor(sha('deadly'), userId);
  expect(await extractBatch(deps, { claimId: 'two', limit: 10 })).toEqual({
    measured: 0,
    quarantined: 0,
    remaining: 0,
  });
});

test('a process that was ended from outside costs nothing', async () => {
  await addAudio('a');
  faults.set('a', () => {
    faults.delete('a');
    return new MeasurerLostError('ended its process (SIGKILL)');
  });
  expect(await extractBatch(deps, { claimId: 'one', limit: 10 })).toMatchObject({ measured: 1, quarantined: 0 });
});

test('a fault that is not of the track waits for a later try, three times', async () => {
  await addAudio('a');
  faults.set('a', () => new Error('no memory for a process'));
  for (let attempt = 1; attempt <= 2; attempt++) {
    expect(await extractBatch(deps, { claimId: `try ${attempt}`, limit: 10 })).toMatchObject({
      measured: 0,
      quarantined: 0,
    });
    await query(`UPDATE pending SET due_at = now() - interval '1 s'`);
  }
  expect(await extractBatch(deps, { claimId: 'try 3', limit: 10 })).toMatchObject({ quarantined: 1 });
});

test('a missing model fails the batch and puts no track into quarantine', async () => {
  await addAudio('a');
  faults.set('a', () => new PermanentError('The model is not installed.', { service: 'models' }));
  await expect(extractBatch(deps, { claimId: 'one', limit: 10 })).rejects.toThrow('The model is not installed.');
  expect(await query('SELECT FROM quarantine')).toEqual([]);
  faults.clear();
  expect(await extractBatch(deps, { claimId: 'one', limit: 10 })).toMatchObject({ measured: 1 });
});

test('a file that is gone or has changed is left to the next scan', async () => {
  await addAudio('gone');
  await addAudio('changed');
  await query(`UPDATE audio_files SET relative_path = 'elsewhere' WHERE relative_path = 'gone'`);
  await writeFile(folder.path('changed'), 'another song altogether');
  expect(await extractBatch(deps, { claimId: 'one', limit: 10 })).toEqual({
    measured: 0,
    quarantined: 0,
    remaining: 0,
  });
});

test('a batch that was killed is finished by its retry, every audio measured once', async () => {
  for (let i = 0; i < 6; i++) await addAudio(`track ${i}`);
  faults.set('track 3', () => {
    faults.clear();
    return new PermanentError('killed here', { service: 'test' });
  });
  await expect(extractBatch(deps, { claimId: 'one', limit: 6 })).rejects.toThrow('killed here');
  const rest = await extractBatch(deps, { claimId: 'one', limit: 6 });
  expect(rest).toMatchObject({ measured: 3, remaining: 0 });
  expect(measured.filter((name) => name !== 'track 3')).toHaveLength(5);
});

async function fakeMeasure({ path }: MeasureRequest): Promise<Measurement> {
  const name = path.split('/').at(-1)!;
  measured.push(name);
  const fault = faults.get(name);
  if (fault) throw fault();
  return await Promise.resolve({
    durationSeconds: 12.5,
    features: { tempoBpm: 120, key: null } as TrackFeatures,
    embeddings: WANTED.models.map(() => ({
      model: 'musicnn-msd',
      modelSha256: 'abc',
      vector: [0.5, -1],
      tags: { rock: 0.25 },
    })),
    contours: {
      levelDb: [-12.5],
      spectralCentroidHz: [1500],
      onsetStrength: [1],
      percussiveRatio: [0.5],
      chroma: [null],
    },
    segments: [],
    seconds: { decode: 0, signal: 0, models: 0, stages: {} },
  });
}

function sha(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  return database.db.asService((tx) => tx.query<Row>(text, values));
}

async function addRoot(owner: string): Promise<string> {
  const [root] = await query<{ id: string }>('INSERT INTO audio_roots (user_id, path) VALUES ($1, $2) RETURNING id', [
    owner,
    folder.path(''),
  ]);
  return root!.id;
}

async function addAudio(name: string, { content = name, owner = userId, root = rootId } = {}): Promise<string> {
  await writeFile(folder.path(name), content);
  await query(
    `INSERT INTO audio_files (user_id, root_id, relative_path, size_bytes, modified_at, audio_sha256)
     VALUES ($1, $2, $3, $4, now(), decode($5, 'hex'))`,
    [owner, root, name, content.length, sha(content)],
  );
  await askFor(sha(content), owner);
  return sha(content);
}

function askFor(subject: string, owner: string): Promise<void> {
  const row = { kind: 'extract' as const, userId: owner, subject, options: { optionsHash: 'whole' }, reason: 'test' };
  return database.db.asService((tx) => addPending(tx, [row]));
}

async function matchToRecording(name: string): Promise<string> {
  const [recording] = await query<{ id: string }>(
    `INSERT INTO recordings (title, artist_credit, match_key) VALUES ($1, 'x', $2) RETURNING id`,
    [name, `x|${name}`],
  );
  await query(
    `INSERT INTO audio_matches (user_id, recording_id, audio_file_id, rung, confidence, chosen)
     SELECT user_id, $1, id, 'name', 1, true FROM audio_files WHERE relative_path = $2`,
    [recording!.id, name],
  );
  return recording!.id;
}
