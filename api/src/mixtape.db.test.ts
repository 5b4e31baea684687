import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import type { MixtapeShape } from './contract/mixtape.ts';

interface Place {
  readonly database: TestDatabase;
  readonly api: TestApi;
}
let place: Place;

beforeAll(async () => {
  place = await prepare();
});
afterAll(() => clear(place));

/** The seed, and sixty tracks in two groups on the map of tags that were all heard in 2026-W46, those of the first group twice. */
async function prepare(): Promise<Place> {
  const database = await createTestDatabase();
  await seedApi(database.db);
  await database.db.asService(async (tx) => {
    for (const statement of SIXTY_TRACKS) await tx.query(statement, statement.includes('$1') ? [seedIds.listener] : []);
  });
  return { database, api: await startTestApi(database.db, { now: () => SEED_NOW }) };
}

async function clear({ database, api }: Place): Promise<void> {
  await api.close();
  await database.drop();
}

const ID = `('00000000-0000-4000-8000-0021' || lpad(n::text, 8, '0'))::uuid`;
const SIXTY_TRACKS = [
  `INSERT INTO recordings (id, mbid, title, artist_credit, duration_ms, match_key)
   SELECT ${ID}, ${ID}, 'Song ' || n, 'Band ' || n % 9, CASE WHEN n % 7 > 0 THEN 200000 + 1000 * n END, 'song ' || n FROM generate_series(0, 59) n`,
  `INSERT INTO map_tracks (map_id, recording_id, x, y, vector)
   SELECT m.id, ${ID}, 10 * (n % 2) + sin(n) / 2, cos(n * 2) / 2, ARRAY[10 * (n % 2) + sin(n), cos(n)] FROM map_versions m, generate_series(0, 59) n WHERE m.space = 'tag'`,
  `INSERT INTO scores (recording_id, axis, scorer_version, value, low, high, has_audio, sources, input_hash)
   SELECT ${ID}, 'energy', '1', n / 60.0, n / 60.0, n / 60.0, false, '[]', 'hash' FROM generate_series(0, 59) n`,
  `INSERT INTO features (audio_sha256, extractor_version, options_hash, duration_seconds, values)
   SELECT decode(lpad('a' || n, 64, '0'), 'hex'), '1', 'o', 200 + n, jsonb_build_object('tempoBpm', 80 + n, 'tempoConfidence', 0.9,
     'key', (ARRAY['C', 'D', 'G', 'A#'])[n % 4 + 1], 'mode', 'minor', 'keyConfidence', n % 3 / 2.0) FROM generate_series(10, 40) n`,
  `INSERT INTO audio_files (id, user_id, root_id, relative_path, size_bytes, modified_at, audio_sha256, container, duration_seconds, state)
   SELECT ${ID}, $1, (SELECT id FROM audio_roots WHERE user_id = $1), 'song ' || n, 1, now(), decode(lpad('a' || n, 64, '0'), 'hex'), 'ogg', 200 + n, 'ready' FROM generate_series(10, 40) n`,
  `INSERT INTO audio_matches (user_id, recording_id, audio_file_id, rung, confidence, chosen) SELECT $1, ${ID}, ${ID}, 'mbid', 1, true FROM generate_series(10, 40) n`,
  `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
   SELECT $1, '2026-11-10T10:00:00Z'::timestamptz + make_interval(mins => n * 10 + again * 1000), gen_random_uuid(), ${ID}, 'Band', 'Song'
   FROM generate_series(0, 59) n, generate_series(0, 1) again WHERE again = 0 OR n % 2 = 0`,
];

const paths = [
  '/api/v1/dashboard/mixtape?week=2026-W46',
  '/api/v1/dashboard/mixtape?week=2026-46&space=tag&seed=7&minutes=90',
  '/api/v1/dashboard/mixtape?space=tag',
  '/api/v1/dashboard/mixtape?week=2026-W20&space=audio',
  '/api/v1/dashboard/mixtape?week=2020-W01',
];

test.each(paths)('%s', async (path) => {
  const answer = await place.api.ask(path);
  expect(answer.status).toBe(200);
  expect(answer.json).toMatchSnapshot();
});

test('of the tracks that were heard most, an hour at least, no artist twice in a row', async () => {
  const { json } = await place.api.ask('/api/v1/dashboard/mixtape?week=2026-W46&space=tag&minutes=60');
  const mixtape = json as MixtapeShape;
  expect(mixtape.totalSeconds).toBeGreaterThanOrEqual(3600);
  expect(mixtape.totalSeconds).toBeLessThanOrEqual(5400);
  // Song 0, 2, 4 … were heard twice.
  const songs = mixtape.tracks.filter(({ title, inCluster }) => inCluster && title.startsWith('Song'));
  expect(songs.length).toBeGreaterThan(8);
  expect(songs.every(({ title }) => Number(title.slice(5)) % 2 === 0)).toBe(true);
  expect(mixtape.tracks.some((track, i) => i > 0 && track.artistCredit === mixtape.tracks[i - 1]!.artistCredit)).toBe(
    false,
  );
});

test('the same listening gives the same mixtape in another database, byte for byte', async () => {
  const other = await prepare();
  try {
    for (const path of paths) expect((await other.api.ask(path)).text).toBe((await place.api.ask(path)).text);
  } finally {
    await clear(other);
  }
});

test.each(['minutes=59', 'minutes=91', 'minutes=an-hour', 'seed=-1', 'week=2026-W60', 'space=heard'])(
  '%s is refused',
  async (query) => {
    expect(await place.api.ask(`/api/v1/dashboard/mixtape?${query}`)).toMatchObject({ status: 400 });
  },
);
