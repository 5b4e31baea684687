import { createTestDatabase, SEED_NOW, seedApi, seedIds, startTestApi } from '@sidetrack/test';
import type { TestApi, TestDatabase } from '@sidetrack/test';

/**
 * Eight weeks of four plays a day of one of fourteen rock artists, then a week (2026-W46) of jazz ones. Every artist has a tag that is its name, one
 * that is noise, and a common one.
 */
const HISTORY = [
  `DELETE FROM listens`,
  `DELETE FROM weeks`,
  `INSERT INTO artists (id, name, name_key)
   SELECT ('00000000-0000-4000-8000-0100' || lpad(n::text, 8, '0'))::uuid, 'Group ' || n, 'group ' || n FROM generate_series(0, 23) n`,
  `INSERT INTO recordings (id, title, artist_credit, match_key)
   SELECT ('00000000-0000-4000-8000-0101' || lpad((n * 10 + t)::text, 8, '0'))::uuid, 'Song ' || n || '.' || t, 'Group ' || n, 'vibe ' || n || ' ' || t
   FROM generate_series(0, 23) n, generate_series(0, 3) t`,
  `INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
   SELECT r.id, 0, a.id, a.name FROM recordings r JOIN artists a ON a.name = r.artist_credit`,
  `INSERT INTO artist_tags (artist_id, source, tag, weight)
   SELECT id, 'lastfm', tag, 1 FROM artists, unnest(ARRAY['seen live', name, CASE WHEN split_part(name, ' ', 2)::int < 14 THEN 'rock' ELSE 'Jazz' END]) tag WHERE name LIKE 'Group %'`,
  `INSERT INTO recording_tags (recording_id, source, tag, weight)
   SELECT id, 'lastfm', tag, 1 FROM recordings, unnest(ARRAY['guitar', CASE WHEN artist_credit ~ ' (14|15|16|17)$' THEN 'saxophone' ELSE '2009' END]) tag WHERE artist_credit LIKE 'Group %'`,
  `INSERT INTO listens (user_id, listened_at, track_key, recording_id, artist_name, track_name)
   SELECT '${seedIds.listener}', '2026-11-09T12:00:00Z'::timestamptz - make_interval(weeks => w, days => -d, mins => -t * 5), gen_random_uuid(),
     ('00000000-0000-4000-8000-0101' || lpad((CASE w WHEN 0 THEN 14 + d ELSE (w * 7 + d) % 14 END * 10 + t)::text, 8, '0'))::uuid, 'a', 't'
   FROM generate_series(0, 8) w, generate_series(0, 6) d, generate_series(0, 3) t`,
  `INSERT INTO weeks (user_id, week_start, listens, distinct_tracks, effective_artists, audio_coverage, score_coverage, axes, moods, top_artists, top_tracks)
   SELECT '${seedIds.listener}', '2026-11-09'::date - 7 * w, 28, 28, 7, 0, 0, '{}', '{}', '[]', '[]' FROM generate_series(0, 8) w`,
];

async function withHistory(): Promise<{ database: TestDatabase; api: TestApi }> {
  const database = await createTestDatabase();
  await seedApi(database.db);
  await database.db.asService(async (tx) => {
    for (const statement of HISTORY) await tx.query(statement);
  });
  return { database, api: await startTestApi(database.db, { now: () => SEED_NOW }) };
}

describe('the words of a week', () => {
  let database: TestDatabase;
  let api: TestApi;
  beforeAll(async () => {
    ({ database, api } = await withHistory());
  });
  afterAll(async () => {
    await api.close();
    await database.drop();
  });
  const vibes = async (query = '') => (await api.ask(`/api/v1/dashboard/vibes${query}`)).json;

  test('of the newest week, with their evidence', async () => {
    const answer = await vibes();
    expect(answer).toMatchSnapshot();
    expect(answer).toMatchObject({
      week: { isoWeek: '2026-W46', inProgress: false },
      sentence: 'More jazz and saxophone than in the 8 weeks before (jazz: 100 % of plays against 0 %), and less rock.',
      coverage: 1,
      reason: null,
    });
  });

  test.each([
    ['?week=2026-W45', 'No word tells this week from the 7 weeks before.', null],
    ['?week=2026-W38', null, 'There is too little listening with tags before this week to compare it with.'],
    ['?week=2020-W01', null, 'There are no listens in 2020-W01. Choose another week.'],
  ])('%s', async (query, sentence, reason) => {
    expect(await vibes(query)).toMatchObject({ sentence, reason, more: [] });
  });

  test('is refused for a week that is none', async () => {
    expect(await api.ask('/api/v1/dashboard/vibes?week=2026-W60')).toMatchObject({ status: 400 });
  });

  test('the same history twice gives byte-equal answers', async () => {
    const second = await withHistory();
    try {
      const path = '/api/v1/dashboard/vibes';
      expect((await second.api.ask(path)).text).toBe((await api.ask(path)).text);
    } finally {
      await second.api.close();
      await second.database.drop();
    }
  });

  test('of a listener without listens say why there are none', async () => {
    await database.db.asService(async (tx) => {
      await tx.query('DELETE FROM listens');
      await tx.query('DELETE FROM weeks');
    });
    expect(await vibes()).toMatchObject({ week: null, sentence: null, coverage: null });
    expect(((await vibes()) as { reason: string }).reason).toMatch(/no listens/);
  });
});

test('words that a model of sound and language hears are words of a week too; a vote on an axis is none', async () => {
  const { database, api } = await withHistory();
  try {
    await database.db.asService(async (tx) => {
      await tx.query(
        `INSERT INTO audio_files (user_id, root_id, relative_path, size_bytes, modified_at, audio_sha256, title)
         SELECT user_id, (SELECT id FROM audio_roots r WHERE r.user_id = h.user_id), 'of ' || recording_id, 1, now(), sha256(recording_id::text::bytea), recording_id::text
         FROM heard_recordings h WHERE user_id = $1`,
        [seedIds.listener],
      );
      await tx.query(
        `INSERT INTO audio_matches (user_id, recording_id, audio_file_id, rung, confidence, chosen)
         SELECT user_id, title::uuid, id, 'mbid', 1, true FROM audio_files WHERE relative_path LIKE 'of %'`,
      );
      await tx.query(
        `INSERT INTO embeddings (audio_sha256, model, model_sha256, options_hash, vector, tags)
         SELECT sha256(r.id::text::bytea), model, 'm', 'o', '{1}', tags::jsonb
         FROM recordings r, (VALUES ('clap', '{"trumpet": 0.5, "organ": 0.1}'), ('vibenet', '{"liveness": 0.9}')) AS m (model, tags)
         WHERE r.artist_credit ~ 'Group (14|15|16|17|18|19|20)$'`,
      );
    });
    const { json } = await api.ask('/api/v1/dashboard/vibes');
    const words = (json as { more: { word: string }[] }).more.map(({ word }) => word);
    expect(words).toContain('trumpet');
    expect(words).not.toContain('organ');
    expect(words).not.toContain('liveness');
  } finally {
    await api.close();
    await database.drop();
  }
});
