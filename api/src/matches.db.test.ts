import { activityDeps, createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import { matchLibrary } from '../../activities/src/library/match-library.ts';

interface Decided {
  changed: number;
  toConfirm: number;
  undo: unknown[];
}
type Verdict = 'same' | 'different' | 'undecided';

let database: TestDatabase;
let api: TestApi;
const { listener: userId } = seedIds;
const rows = <Row>(query: string): Promise<Row[]> => database.db.asService((tx) => tx.query<Row>(query));
const recording = (n: number): string => `00000000-0000-4000-8000-0002${String(n).padStart(8, '0')}`;
const file = (n: number): string => `00000000-0000-4000-8000-0010${String(n).padStart(8, '0')}`;
const decide = (...decisions: readonly (readonly [recording: number, file: number, verdict: Verdict])[]) =>
  api.ask('/api/v1/library/decisions', {
    method: 'POST',
    body: { decisions: decisions.map(([r, f, verdict]) => ({ recordingId: recording(r), fileId: file(f), verdict })) },
  });
const undo = (decided: Decided) =>
  api.ask('/api/v1/library/decisions', { method: 'POST', body: { decisions: decided.undo } });
const matchAgain = () => matchLibrary(activityDeps(database.db), { userId });
/** "track file who" of each file that stands for a track. */
const standing = async (): Promise<string[]> =>
  (
    await rows<{ recording: string; file: string; by: string }>(
      `SELECT right(recording_id::text, 2)::int AS recording, right(audio_file_id::text, 2)::int AS file, decided_by AS by
       FROM audio_matches WHERE chosen AND user_id = '${userId}' ORDER BY 1`,
    )
  ).map(({ recording: r, file: f, by }) => `${r} ${f} ${by}`);

/** Six tracks with a file each by their names, of which two more are copies; a sixth file belongs to nothing. */
beforeEach(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  await database.db.asService(async (tx) => {
    await tx.query('DELETE FROM pending');
    await tx.query(
      `UPDATE audio_files f SET match_key = 'key ' || n, duration_seconds = 180 + n, title = 'Track ' || n, artist = 'Artist ' || n % 4
       FROM generate_series(0, 5) n WHERE f.relative_path = 'file ' || n || '.ogg'`,
    );
    await tx.query(
      `INSERT INTO audio_files (id, user_id, root_id, relative_path, size_bytes, modified_at, audio_sha256, duration_seconds, title, artist, match_key)
       SELECT $1, user_id, root_id, 'copy.ogg', 1, now(), sha256('copy'), 181.5, 'Track 0', 'Artist 0', 'key 0' FROM audio_files WHERE id = $2`,
      [file(20), file(0)],
    );
  });
  await database.db.asService((tx) =>
    tx.query(`UPDATE audio_files SET title = 'Elsewhere' WHERE relative_path = 'file 6.ogg'`),
  );
  await matchAgain();
  await database.db.asService((tx) => tx.query('DELETE FROM pending'));
  await database.db.asService((tx) => tx.query('DELETE FROM dirty_weeks'));
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterEach(async () => {
  await api.close();
  await database.drop();
});

const ladder = ['0 0 ladder', '1 1 ladder', '2 2 ladder', '3 3 ladder', '4 4 ladder', '5 5 ladder'];

test('what a matching finds stands, and a name alone asks to be confirmed', async () => {
  expect(await standing()).toEqual(ladder);
  const answer = await api.ask('/api/v1/library/matches?state=to-confirm');
  expect(answer.json).toMatchObject({ total: 6, matches: { 0: { rung: 'name_duration', decidedBy: 'ladder' } } });
  expect((await api.ask('/api/v1/library')).json).toMatchObject({
    toConfirm: 6,
    tracks: 12,
    tracksWithFile: 6,
    coverage: expect.any(Number),
  });
});

test('confirmed: it stands after the next matching, and is asked about no more', async () => {
  expect((await decide([0, 0, 'same'], [1, 1, 'same'])).json).toMatchObject({ changed: 0, toConfirm: 4 });
  await matchAgain();
  expect(await standing()).toEqual(['0 0 listener', '1 1 listener', ...ladder.slice(2)]);
  expect((await api.ask('/api/v1/library/matches?state=to-confirm')).json).toMatchObject({ total: 4 });
  expect(await rows('SELECT FROM pending')).toEqual([]);
});

test('refused: the next best file stands, else none; the matching brings it back no more', async () => {
  expect((await decide([0, 0, 'different'], [1, 1, 'different'])).json).toMatchObject({ changed: 2 });
  const after = ['0 20 ladder', ...ladder.slice(2)];
  expect(await standing()).toEqual(after);
  await matchAgain();
  expect(await standing()).toEqual(after);
  expect((await api.ask('/api/v1/library/matches?state=refused')).json).toMatchObject({ total: 2 });
});

test('another file is chosen by hand, one that the ladder never thought of too', async () => {
  expect((await decide([0, 20, 'same'], [7, 6, 'same'])).json).toMatchObject({ changed: 2 });
  const after = ['0 20 listener', ...ladder.slice(1), '7 6 listener'];
  expect(await standing()).toEqual(after);
  await matchAgain();
  expect(await standing()).toEqual(after);
  expect((await api.ask(`/api/v1/library/matches?recordingId=${recording(7)}`)).json).toMatchObject({
    matches: [{ rung: 'listener', confidence: 1, chosen: true }],
  });
  expect((await decide([7, 5, 'same'])).status).toBe(200);
  expect(await standing()).toEqual([...after.slice(0, -1), '7 5 listener']);
});

test('a choice outlives what is said about other files of the track', async () => {
  await decide([0, 20, 'same']);
  expect((await decide([0, 0, 'different'])).json).toMatchObject({ changed: 0 });
  expect((await standing())[0]).toBe('0 20 listener');
});

test('undone, everything stands as it did: also an earlier choice', async () => {
  const first = (await decide([0, 20, 'same'])).json as Decided;
  const second = (await decide([0, 6, 'same'], [1, 1, 'different'])).json as Decided;
  expect((await standing()).slice(0, 2)).toEqual(['0 6 listener', '2 2 ladder']);
  expect((await undo(second)).status).toBe(200);
  expect(await standing()).toEqual(['0 20 listener', ...ladder.slice(1)]);
  await undo(first);
  expect(await standing()).toEqual(ladder);
  expect(await rows(`SELECT FROM audio_matches WHERE decided_by = 'listener' AND user_id = '${userId}'`)).toEqual([]);
  expect(await rows(`SELECT FROM pending WHERE kind = 'match'`)).toHaveLength(1);
  await matchAgain();
  expect(await standing()).toEqual(ladder);
});

test('tracks for which other audio stands are scored again, and only the weeks they were heard in worked out', async () => {
  await decide([0, 20, 'same'], [1, 1, 'same']);
  expect(await rows('SELECT kind, subject, reason FROM pending')).toEqual([
    { kind: 'score', subject: recording(0), reason: 'match changed' },
  ]);
  const [weeks] = await rows<{ marked: number; heard: number }>(
    `SELECT (SELECT count(*) FROM dirty_weeks WHERE reason = 'match' AND user_id = '${userId}') AS marked,
            (SELECT count(DISTINCT date_trunc('week', listened_at)) FROM listens WHERE recording_id = '${recording(0)}' AND user_id = '${userId}') AS heard`,
  );
  expect(weeks!.marked).toBe(weeks!.heard);
  expect(api.workflows.wakes).toBe(1);
});

test('two files for one track at once: the later counts', async () => {
  await decide([0, 0, 'same'], [0, 20, 'same']);
  expect((await standing())[0]).toBe('0 20 listener');
});

test('a thousand decisions at once are read, and no more', async () => {
  const many = (count: number) => decide(...Array.from({ length: count }, () => [0, 0, 'same'] as const));
  expect((await many(1000)).status).toBe(200);
  expect((await many(1001)).status).toBe(400);
});

test('neither another listener’s file nor a track that was never heard', async () => {
  const others = '00000000-0000-4000-8000-001000000100';
  const ask = (recordingId: string, fileId: string) =>
    api.ask('/api/v1/library/decisions', {
      method: 'POST',
      body: { decisions: [{ recordingId, fileId, verdict: 'same' }] },
    });
  expect(await ask(recording(0), others)).toMatchObject({ status: 404 });
  expect(await ask(seedIds.othersTrack, file(0))).toMatchObject({ status: 404 });
  expect(await standing()).toEqual(ladder);
});

const lists = [
  'matches?state=matched&limit=3&offset=1',
  'files?state=unmatched',
  'files?state=unreadable',
  'files?q=track%203&limit=2',
  'tracks?state=unmatched&limit=3',
  'tracks?state=matched&q=artist%201',
];

test.each(lists)('GET /library/%s, twice the same', async (path) => {
  const answer = await api.ask(`/api/v1/library/${path}`);
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchSnapshot();
  expect((await api.ask(`/api/v1/library/${path}`)).text).toBe(answer.text);
});

test('a sign of a search pattern stands for itself', async () => {
  for (const q of ['%25', '_', '%5C'])
    expect((await api.ask(`/api/v1/library/files?q=${q}`)).json).toEqual({ total: 0, files: [] });
});
