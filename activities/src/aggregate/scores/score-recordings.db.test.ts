import { addPending } from '@sidetrack/prisma';
import {
  activityDeps,
  addListener,
  addListens,
  addTracks,
  createTestDatabase,
  type TestDatabase,
} from '@sidetrack/test';
import { scoreRecordings } from './score-recordings.ts';

describe('scoring recordings', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const ask = (ids: readonly string[]) =>
    database.db.asService((tx) =>
      addPending(
        tx,
        ids.map((subject) => ({ kind: 'score', subject, reason: 'test' })),
      ),
    );
  const stored = (id: string) =>
    database.db.asService((tx) =>
      tx.query<{ axis: string; value: number; low: number; high: number; hasAudio: boolean; at: Date }>(
        `SELECT axis, value, low, high, has_audio AS "hasAudio", scored_at AS at FROM scores WHERE recording_id = $1 ORDER BY axis`,
        [id],
      ),
    );
  const dirty = (userId: string) =>
    database.db.asUser(userId, (tx) => tx.query(`DELETE FROM dirty_weeks RETURNING week_start::text AS week, reason`));

  test('scores what there is evidence for, marks the weeks of everyone who played it, and writes nothing the second time', async () => {
    const { db } = database;
    const ada = await addListener(db, 'ada', 'America/New_York');
    const bob = await addListener(db, 'bob');
    const [metal, unknown, heard] = await addTracks(db, [
      { artist: 'Iron', title: 'Anvil', tags: { 'Death Metal': 1, 'seen live': 0.8 } },
      { artist: 'Nobody', title: 'Nothing' },
      {
        artist: 'Sea',
        title: 'Calm',
        tags: { ambient: 1 },
        audio: {
          listener: ada,
          embedding: [1, 2],
          modelTags: { ambient: 0.7, chillout: 0.3, rock: 0.01 },
          features: {
            loudnessLufs: -26,
            onsetRateHz: 0.8,
            spectralCentroidHz: 900,
            mode: 'major',
            tempoBpm: null,
            odd: {},
          },
        },
      },
    ]);
    // 03:30 UTC on Monday is still Sunday in New York.
    const at = new Date('2026-11-09T03:30:00Z');
    await addListens(db, ada, [{ recordingId: metal!, at }]);
    await addListens(db, bob, [{ recordingId: metal!, at }]);

    await ask([metal!, unknown!, heard!]);
    expect(await scoreRecordings(activityDeps(db))).toEqual({ scored: 3, changed: 2, remaining: 0 });

    const loud = await stored(metal!);
    expect(loud).toHaveLength(7);
    expect(loud.find(({ axis }) => axis === 'energy')).toMatchObject({ hasAudio: false });
    const energyOf = async (id: string) => (await stored(id)).find(({ axis }) => axis === 'energy')!;
    expect((await energyOf(metal!)).value).toBeGreaterThan(0.85);
    const calm = await energyOf(heard!);
    expect(calm.hasAudio).toBe(true);
    expect(calm.value).toBeLessThan(0.3);
    expect(await stored(unknown!)).toEqual([]);

    expect(await dirty(ada)).toEqual([{ week: '2026-11-02', reason: 'score' }]);
    expect(await dirty(bob)).toEqual([{ week: '2026-11-09', reason: 'score' }]);

    await ask([metal!, unknown!, heard!]);
    expect(await scoreRecordings(activityDeps(db))).toEqual({ scored: 3, changed: 0, remaining: 0 });
    expect(await stored(metal!)).toEqual(loud);
    expect(await dirty(ada)).toEqual([]);
  });

  test('a tag that is the artist’s own name is no evidence', async () => {
    const [named, other] = await addTracks(database.db, [
      { artist: 'The Metal', title: 'A', tags: { metal: 1 } },
      { artist: 'Anyone', title: 'B', tags: { metal: 1 } },
    ]);
    await ask([named!, other!]);
    await scoreRecordings(activityDeps(database.db));
    expect(await stored(named!)).toEqual([]);
    expect(await stored(other!)).toHaveLength(7);
  });

  test('evidence that went away takes its scores with it', async () => {
    const { db } = database;
    const [id] = await addTracks(db, [{ artist: 'A', title: 'B', tags: { rock: 1 } }]);
    await ask([id!]);
    await scoreRecordings(activityDeps(db));
    expect(await stored(id!)).toHaveLength(7);
    await db.asService((tx) => tx.query('DELETE FROM recording_tags WHERE recording_id = $1', [id]));
    await ask([id!]);
    expect(await scoreRecordings(activityDeps(db))).toMatchObject({ changed: 1 });
    expect(await stored(id!)).toEqual([]);
  });

  test('a track without audio is scored from the artist’s other tracks, weakly, and says so', async () => {
    const { db } = database;
    const ada = await addListener(db, 'ada of the artist');
    const audio = (sha: number, loudnessLufs: number) => ({
      listener: ada,
      embedding: [sha, 2],
      modelTags: { metal: 0.8 },
      features: { loudnessLufs, onsetRateHz: 6 },
    });
    const [first, second, silent] = await addTracks(db, [
      { artist: 'Same', title: 'One', audio: audio(1, -7) },
      { artist: 'Same', title: 'Two', audio: audio(2, -8) },
      { artist: 'Same', title: 'Three' },
    ]);
    await db.asService((tx) => tx.query(CREDIT, [[first, second, silent]]));
    await ask([first!, second!, silent!]);
    await scoreRecordings(activityDeps(db));
    const [rows, own] = await db.asService(async (tx) => [
      await tx.query<ScoredRow>(SOURCES, [silent]),
      await tx.query<ScoredRow>(SOURCES, [first]),
    ]);
    expect(rows[0]).toMatchObject({
      hasAudio: false,
      sources: [{ source: 'artist.tracks', group: 'artist', weight: 1 }],
    });
    expect(rows[0]!.value).toBeGreaterThan(0.6);
    expect(own[0]!.sources.map(({ source }) => source)).not.toContain('artist.tracks');
    expect(own[0]!.sources.every(({ calibrated }) => !calibrated)).toBe(true);
    expect(rows[0]!.high - rows[0]!.low).toBeGreaterThan(own[0]!.high - own[0]!.low);
  });
});

interface ScoredRow {
  value: number;
  low: number;
  high: number;
  hasAudio: boolean;
  sources: { source: string; group: string; weight: number; calibrated: boolean }[];
}

const CREDIT = `
  WITH artist AS (INSERT INTO artists (mbid, name, name_key) VALUES (gen_random_uuid(), 'Same', 'same') RETURNING id)
  INSERT INTO recording_artists (recording_id, position, artist_id, credited_name)
  SELECT recording, 0, artist.id, 'Same' FROM artist, unnest($1::uuid[]) AS recording`;

const SOURCES = `
  SELECT value, low, high, has_audio AS "hasAudio", sources FROM scores WHERE recording_id = $1 AND axis = 'energy'`;
