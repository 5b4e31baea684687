import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import type { AudioFeaturesShape } from './contract/audio-features.ts';

let database: TestDatabase;
let api: TestApi;
const track = (n: number): string => `00000000-0000-4000-8000-0002${String(n).padStart(8, '0')}`;
const mbid = (n: number): string => `00000000-0000-4000-8000-0020${String(n).padStart(8, '0')}`;
const merged = '00000000-0000-4000-8000-00ee00000001';
const query = (text: string, values: unknown[] = []): Promise<unknown> =>
  database.db.asService((tx) => tx.query(text, values));

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  await query(`UPDATE recordings SET isrcs = '{GBAYE0000351}' WHERE id = ANY($1::uuid[])`, [[track(1), track(11)]]);
  await query('INSERT INTO recording_redirects (from_mbid, to_mbid) VALUES ($1, $2)', [merged, mbid(2)]);
  await query(
    `UPDATE features SET values = values || '{"tempoConfidence": 0.75, "mode": "major", "keyConfidence": 0.5, "loudnessLufs": -9.25}'`,
  );
  await query(
    `INSERT INTO acousticbrainz (mbid, bpm, key_key, key_scale, key_strength) SELECT mbid, 99.5, 'Bb', 'minor', 0.625 FROM recordings WHERE id = ANY($1::uuid[])`,
    [[track(1), track(9)]],
  );
  await query(
    `UPDATE embeddings SET model = 'vibenet', tags = '{"speechiness": 0.0625, "liveness": 0.125}' WHERE audio_sha256 = decode(lpad('1', 64, '0'), 'hex')`,
  );
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const ask = async (...ids: string[]): Promise<(AudioFeaturesShape | null)[]> => {
  const answer = await api.ask(`/api/v1/audio-features?ids=${ids.join(',')}`);
  expect(answer.status).toBe(200);
  return (answer.json as { audio_features: (AudioFeaturesShape | null)[] }).audio_features;
};

test('measured by the listener’s own file, by AcousticBrainz alone, by nothing; twice the same bytes', async () => {
  const path = `/api/v1/audio-features?ids=${track(1)},${track(9)},${track(11)}`;
  const first = await api.ask(path);
  expect((await api.ask(path)).text).toBe(first.text);
  expect(first.json).toMatchSnapshot();
});

test('by id, MBID, merged MBID and ISRC, in the order asked for; what is not known is null', async () => {
  const found = await ask(mbid(3), 'gbaye-00-00351', track(3), merged, track(77), 'USRC17607839', track(3));
  expect(found.map((one) => one?.id ?? null)).toEqual([track(3), track(1), track(3), track(2), null, null, track(3)]);
});

test('of two recordings with one ISRC it is that which the listener heard more', async () => {
  await query('DELETE FROM heard_recordings WHERE recording_id = $1', [track(1)]);
  expect((await ask('GBAYE0000351'))[0]?.id).toBe(track(11));
});

test('one alone, and a track that nobody knows or that is another listener’s own', async () => {
  expect(await api.ask(`/api/v1/audio-features/${mbid(3)}`)).toMatchObject({ status: 200, json: { id: track(3) } });
  expect((await api.ask(`/api/v1/audio-features/${track(77)}`)).status).toBe(404);
  expect((await api.ask(`/api/v1/audio-features/${seedIds.othersTrack}`)).status).toBe(404);
  expect(await ask(seedIds.othersTrack)).toEqual([null]);
});

test('a hundred at once and no more, and nothing that is no id', async () => {
  const ids = Array.from({ length: 100 }, () => track(1));
  expect(await ask(...ids)).toHaveLength(100);
  for (const bad of [[...ids, track(1)].join(','), '', 'x', `${track(1)},`, `${track(1)},,${track(2)}`])
    expect((await api.ask(`/api/v1/audio-features?ids=${bad}`)).status).toBe(400);
  expect((await api.ask('/api/v1/audio-features')).status).toBe(400);
});
