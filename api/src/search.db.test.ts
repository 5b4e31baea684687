import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
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
  await seedArtists();
  api = await startTestApi(database.db, { now: () => SEED_NOW });
});
afterAll(async () => {
  await api.close();
  await database.drop();
});

const ARTIST = '00000000-0000-4000-8000-0031';
/** A guest whom two tracks credit, one of them twice; and artists whom this listener has not heard or may not see. */
async function seedArtists(): Promise<void> {
  await query(`INSERT INTO artists (id, name, name_key, private_user_id) VALUES
    ('${ARTIST}00000001', 'Sigur Rós', 'sigur ros', NULL), ('${ARTIST}00000002', 'Otherwhere', 'otherwhere', NULL),
    ('${ARTIST}00000003', 'Artist Unheard', 'artist unheard', NULL), ('${ARTIST}00000004', 'Otherly', 'otherly', '${seedIds.other}'),
    ('${ARTIST}00000005', '!!!', '!!!', NULL)`);
  await query(`INSERT INTO recordings (id, mbid, title, artist_credit, match_key)
    VALUES ('${ARTIST}00000009', gen_random_uuid(), 'Theirs', 'Otherwhere', 'otherwhere|theirs')`);
  await query(`INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
    SELECT r.id, p.position, a.id, a.name FROM (VALUES ('Track 5', 1, 'Sigur Rós'), ('Track 5', 2, 'Sigur Rós'), ('Track 6', 1, 'Sigur Rós'), ('Track 6', 2, 'Otherly'),
      ('Track 6', 3, '!!!'), ('Theirs', 0, 'Otherwhere')) AS p (title, position, artist) JOIN recordings r USING (title) JOIN artists a ON a.name = p.artist`);
  await query(`INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
    VALUES ('${seedIds.other}', '2026-11-17T10:00:00Z', gen_random_uuid(), '${ARTIST}00000009', 'Otherwhere', 'Theirs')`);
}

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

describe('artists', () => {
  const artists = async (words: string) => (await search(words)).artists;

  test('are found by their names, whatever their case and accents, with the plays of their page', async () => {
    const [artist, ...others] = await artists('SIGUR ros');
    expect(others).toEqual([]);
    expect(artist).toMatchObject({ id: `${ARTIST}00000001`, name: 'Sigur Rós' });
    const page = (await api.ask(`/api/v1/artists/${artist!.id}`)).json as { plays: { total: number } };
    expect(artist!.plays).toBe(page.plays.total);
    expect(artist!.plays).toBeGreaterThan(0);
  });

  test('are found by a beginning, the most played first', async () => {
    expect(await artists('sig')).toMatchObject([{ name: 'Sigur Rós' }]);
    const found = await artists('artist');
    expect(found.map(({ name }) => name).sort()).toEqual(['Artist 0', 'Artist 1', 'Artist 2', 'Artist 3']);
    expect(found.map(({ plays }) => plays)).toEqual(found.map(({ plays }) => plays).sort((a, b) => b - a));
  });

  test('of others, or heard by nobody, are not found', async () => {
    expect([await artists('otherwhere'), await artists('otherly'), await artists('unheard')]).toEqual([[], [], []]);
  });

  test('nothing is said to be missing where one is found by a name that is no word', async () => {
    expect(await search('!!!')).toMatchObject({ artists: [{ name: '!!!' }], hits: [], reason: null });
    expect(await search('nobody at all')).toMatchObject({ artists: [], reason: expect.any(String) as string });
  });
});

test('without a word to look for it says so, and without a query it refuses', async () => {
  expect(await search('the of')).toMatchObject({
    hits: [],
    total: 0,
    reason: expect.stringContaining('say nothing') as string,
  });
  expect(await api.ask('/api/v1/search')).toMatchObject({ status: 400 });
});
