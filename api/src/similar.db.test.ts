import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import type { SimilarTracksShape } from './contract/similar.ts';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const ask = async (track: string, query = '') => {
  const answer = await api.ask(`/api/v1/tracks/${track}/similar${query}`);
  expect(answer.status).toBe(200);
  return answer.json as SimilarTracksShape;
};
const track = (n: number) => `00000000-0000-4000-8000-0002${String(n).padStart(8, '0')}`;

test.each(['', '?space=tag&limit=3', '?space=audio'])('of a track in both spaces: %s', async (query) => {
  expect(await ask(seedIds.track, query)).toMatchSnapshot();
});

test('the nearest come first, equal distances by id, the track itself not at all', async () => {
  // In the seeded tag space track n lies at (n, 1).
  const { tracks, compared, typicalDistance, coverage } = await ask(track(4), '?space=tag&limit=4');
  expect(tracks.map(({ recordingId, distance }) => [recordingId, distance])).toEqual([
    [track(3), 1],
    [track(5), 1],
    [track(2), 2],
    [track(6), 2],
  ]);
  expect(compared).toBe(9);
  expect(typicalDistance).toBe(3);
  expect(coverage).toBeGreaterThan(0.5);
});

test('a track that lies in one space only is shown there, and the other one says what is missing', async () => {
  expect(await ask(track(8))).toMatchObject({ space: 'tag', availableSpaces: ['tag'], reason: null });
  expect(await ask(track(8), '?space=audio')).toMatchObject({
    space: 'audio',
    tracks: [],
    compared: 0,
    typicalDistance: null,
    reason: expect.stringMatching(/does not lie in the audio space.*measured file.*In the tag space there are some/),
  });
  expect((await ask(seedIds.trackWithoutFile)).reason).toMatch(/does not lie in the/);
});

test('only what this listener has heard is compared', async () => {
  await database.db.asUser(seedIds.listener, (tx) =>
    tx.query('DELETE FROM listens WHERE user_id = $1 AND recording_id = $2', [seedIds.listener, track(5)]),
  );
  const { tracks } = await ask(track(4), '?space=tag&limit=100');
  expect(tracks.map(({ recordingId }) => recordingId)).not.toContain(track(5));
  expect(tracks).toHaveLength(8);
});

test('a track that is not there, or is another listener’s own, is not found; a wish that cannot be is refused', async () => {
  expect((await api.ask(`/api/v1/tracks/${track(77)}/similar`)).status).toBe(404);
  expect((await api.ask(`/api/v1/tracks/${seedIds.othersTrack}/similar`)).status).toBe(404);
  expect((await api.ask(`/api/v1/tracks/${seedIds.track}/similar?limit=0`)).status).toBe(400);
  expect((await api.ask(`/api/v1/tracks/${seedIds.track}/similar?space=colour`)).status).toBe(400);
});

test('without a map there is a reason, and what to do', async () => {
  await database.db.asService((tx) => tx.query('DELETE FROM map_versions'));
  expect(await ask(seedIds.track)).toMatchObject({ tracks: [], model: null, coverage: 0 });
  expect((await ask(seedIds.track)).reason).toMatch(/no map of the tag space yet/);
});
