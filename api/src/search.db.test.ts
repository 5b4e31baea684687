import { createTestDatabase, SEED_NOW, seedApi, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';
import type { SearchShape } from './contract/search.ts';

let database: TestDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedApi(database.db);
  await query(`INSERT INTO artists (id, name, name_key, created_at)
    SELECT ('00000000-0000-4000-8000-0030' || lpad(n::text, 8, '0'))::uuid, 'Artist ' || n, 'artist ' || n, now() FROM generate_series(0, 3) n`);
  await query(`INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
    SELECT r.id, 0, a.id, a.name FROM recordings r JOIN artists a ON a.name = r.artist_credit`);
  await query(
    `INSERT INTO artist_tags (artist_id, source, tag, weight) SELECT id, 'lastfm', 'Female Vocalists', 0.5 FROM artists WHERE name = 'Artist 1'`,
  );
  await query(`UPDATE embeddings SET tags = '{"guitar": 0.625, "female vocalists": 0.25}' WHERE vector[1] < 3`);
  await query(`INSERT INTO recording_tags (recording_id, source, tag, weight)
    SELECT id, 'listenbrainz', 'sekret', 1 FROM recordings WHERE title = 'Private'`);
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const query = (text: string) => database.db.asService((tx) => tx.query(text));
const search = async (words: string, limit = 20): Promise<SearchShape> => {
  const answer = await api.ask(`/api/v1/search?q=${encodeURIComponent(words)}&limit=${limit}`);
  expect(answer.status).toBe(200);
  return answer.json as SearchShape;
};

test.each(['electronic', 'energetic folk', 'guitar without vocals', 'not rock', 'Track 7', 'female vocal', 'zzz'])(
  '%s',
  async (words) => {
    expect(await search(words, 3)).toMatchSnapshot();
  },
);

test('the same question twice gets the same bytes', async () => {
  const ask = async () => (await api.ask('/api/v1/search?q=energetic%20rock')).text;
  expect(await ask()).toBe(await ask());
});

test('nobody finds what only others have heard', async () => {
  const { hits, terms } = await search('sekret private');
  expect(hits).toEqual([]);
  expect(terms).toMatchObject([{ tracks: 0 }, { tracks: 0 }]);
});

test('without a word to look for it says so, and without a query it refuses', async () => {
  expect(await search('the of')).toMatchObject({
    hits: [],
    total: 0,
    reason: expect.stringContaining('say nothing') as string,
  });
  expect(await api.ask('/api/v1/search')).toMatchObject({ status: 400 });
});
