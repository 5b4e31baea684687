import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import { addWeeks } from '@sidetrack/analysis';
import { addPending, type Database } from '@sidetrack/prisma';
import {
  activityDeps,
  addListener,
  addListens,
  addTracks,
  createTestDatabase,
  type TestDatabase,
} from '@sidetrack/test';
import { markDirty } from '../mark-dirty.ts';
import { scoreRecordings } from '../scores/score-recordings.ts';
import { aggregateWeeks } from '../weeks/aggregate-weeks.ts';

jest.setTimeout(60_000);

const FIRST = '2025-01-06';
const CALM = ['ambient', 'folk', 'jazz', 'classical', 'soul', 'acoustic'];
const LIVELY = ['punk', 'metal', 'drum and bass', 'hardcore', 'techno', 'rock'];
const TRACKS_EACH = 8;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Numbers in [0, 1) that a seed fixes. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

describe('alerts', () => {
  let database: TestDatabase;
  let db: Database;
  let tracks: string[];
  beforeAll(async () => {
    database = await createTestDatabase();
    db = database.db;
    const genres = [...CALM, ...LIVELY];
    tracks = await addTracks(
      db,
      genres.flatMap((genre) =>
        Array.from({ length: TRACKS_EACH }, (_, i) => ({
          artist: `The ${genre} band`,
          title: `song ${i}`,
          tags: { [genre]: 1 },
        })),
      ),
    );
    await score(tracks);
  });
  afterAll(() => database.drop());

  const score = async (ids: readonly string[]) => {
    await db.asService((tx) =>
      addPending(
        tx,
        ids.map((subject) => ({ kind: 'score', subject, reason: 'test' })),
      ),
    );
    await scoreRecordings(activityDeps(db));
  };
  const tuesdayAfter = (weekStart: string) => new Date(Date.parse(addWeeks(weekStart, 1)) + DAY_MS);

  /** Plays one week and aggregates on the Tuesday after it, as the product would. lively: the share of plays from the lively half. */
  async function live(
    userId: string,
    weekStart: string,
    lively: number,
    { plays = 30, now = tuesdayAfter(weekStart) } = {},
  ) {
    await listen(userId, weekStart, lively, plays);
    await aggregate(userId, now);
  }
  async function listen(userId: string, weekStart: string, lively: number, plays = 30): Promise<void> {
    const next = random(Date.parse(weekStart) / DAY_MS + 1);
    const half = tracks.length / 2;
    await addListens(
      db,
      userId,
      Array.from({ length: plays }, (_, i) => ({
        recordingId: tracks[(next() < lively ? half : 0) + Math.floor(half * next())]!,
        at: new Date(Date.parse(weekStart) + (20 + 4 * i) * HOUR_MS),
      })),
    );
    await db.asUser(userId, (tx) => markDirty(tx, [{ userId, weekStart, reason: 'listens' }]));
  }
  const aggregate = (userId: string, now: Date) =>
    aggregateWeeks({ ...activityDeps(db), clock: () => now }, { userId });
  const dirtyAll = (userId: string) =>
    db.asUser(userId, (tx) =>
      tx.query(`INSERT INTO dirty_weeks (user_id, week_start, reason) SELECT user_id, week_start, 'test' FROM weeks`),
    );
  const alerts = (userId: string) =>
    db.asUser(userId, (tx) =>
      tx.query<{
        id: string;
        axis: string;
        direction: string;
        weekStart: string;
        since: string;
        announced: boolean;
        dismissed: boolean;
        size: number;
        attribution: {
          before: number;
          after: number;
          evidence: number;
          artists: { artist: string; change: number }[];
          otherArtists: { change: number };
          tracks: { change: number }[];
          otherTracks: { change: number };
        };
      }>(
        `SELECT id, axis, direction, week_start AS "weekStart", since, announced, dismissed_at IS NOT NULL AS dismissed, size, attribution
         FROM alerts WHERE stands ORDER BY week_start, axis`,
      ),
    );
  const told = async (userId: string) => (await alerts(userId)).filter(({ announced }) => announced);

  /** A steady year, told week by week; then so many weeks of another share. */
  async function steady(userId: string, weeks: number): Promise<void> {
    for (let week = 0; week < weeks; week++) await listen(userId, addWeeks(FIRST, week), 0.5);
    await aggregate(userId, tuesdayAfter(addWeeks(FIRST, weeks - 1)));
  }

  test('a change of taste is told once there is evidence, with who moved it, and stays as it is', async () => {
    const ada = await addListener(db, 'ada');
    await steady(ada, 40);
    expect(await alerts(ada)).toEqual([]);
    for (let week = 40; week < 48; week++) await live(ada, addWeeks(FIRST, week), 0.95);

    const energy = (await told(ada)).filter(({ axis }) => axis === 'energy');
    expect(energy).toHaveLength(1);
    const [alert] = energy;
    expect(alert).toMatchObject({ direction: 'up', announced: true });
    expect(alert!.since >= addWeeks(FIRST, 39) && alert!.since <= addWeeks(FIRST, 41)).toBe(true);
    expect(alert!.weekStart <= addWeeks(FIRST, 44)).toBe(true);
    expect(alert!.size).toBeGreaterThan(0.1);

    const { before, after, evidence, artists, otherArtists, tracks: moved, otherTracks } = alert!.attribution;
    const sum = (parts: readonly { change: number }[]) => parts.reduce((total, { change }) => total + change, 0);
    expect(evidence).toBe(0);
    expect(sum(artists) + otherArtists.change).toBeCloseTo(after - before, 9);
    expect(sum(moved) + otherTracks.change).toBeCloseTo(after - before, 9);
    expect(artists[0]!.artist).toMatch(
      /^The (ambient|folk|jazz|classical|soul|acoustic|punk|metal|drum and bass|hardcore|techno|rock) band$/,
    );

    // Computed anew, and dismissed: the same row, still dismissed.
    await db.asUser(ada, (tx) => tx.query('UPDATE alerts SET dismissed_at = now() WHERE id = $1', [alert!.id]));
    const now = tuesdayAfter(addWeeks(FIRST, 47));
    await dirtyAll(ada);
    await aggregate(ada, now);
    expect((await alerts(ada)).find(({ id }) => id === alert!.id)).toEqual({ ...alert, dismissed: true });
  });

  test('the unfinished week alerts nobody, and a week that passes without listens is no change', async () => {
    const uma = await addListener(db, 'uma');
    await steady(uma, 40);
    const running = addWeeks(FIRST, 40);
    await live(uma, running, 1, { plays: 40, now: new Date(Date.parse(running) + 6 * DAY_MS) });
    expect(await alerts(uma)).toEqual([]);
    const later = addWeeks(FIRST, 44);
    await live(uma, later, 0.5);
    expect(await told(uma)).toEqual([]);
  });

  test('a folder, then a model, alerts nobody: while it is measured or after', async () => {
    const fay = await addListener(db, 'fay');
    await steady(fay, 44);
    // The folder holds the lively half, and its sound scores otherwise than its tags; then a model says more of it still.
    const owned = tracks.slice(tracks.length / 2);
    await measure(fay, owned, null);
    await score(owned);
    await aggregate(fay, tuesdayAfter(addWeeks(FIRST, 43)));
    for (let week = 44; week < 50; week++) await live(fay, addWeeks(FIRST, week), 0.5);
    expect(await told(fay)).toEqual([]);
    await measure(fay, owned, { electronic: 0.8, dance: 0.7 });
    // Half of it is done when a week ends.
    await score(owned.filter((_, i) => i % 2 === 0));
    await db.asService((tx) =>
      addPending(
        tx,
        owned.filter((_, i) => i % 2 === 1).map((subject) => ({ kind: 'score', subject, reason: 'test' })),
      ),
    );
    await live(fay, addWeeks(FIRST, 50), 0.5);
    expect(await told(fay)).toEqual([]);
    await scoreRecordings(activityDeps(db));
    for (let week = 51; week < 57; week++) await live(fay, addWeeks(FIRST, week), 0.5);
    expect(await told(fay)).toEqual([]);
  });

  test('older listens of another taste are history, not news', async () => {
    const ben = await addListener(db, 'ben');
    await steady(ben, 30);
    for (let week = 1; week <= 40; week++) await listen(ben, addWeeks(FIRST, -week), 0.05);
    await aggregate(ben, tuesdayAfter(addWeeks(FIRST, 29)));
    for (let week = 30; week < 36; week++) await live(ben, addWeeks(FIRST, week), 0.5);
    const found = await alerts(ben);
    expect(found.filter(({ axis }) => axis === 'energy')).toMatchObject([{ direction: 'up', announced: false }]);
    expect(found[0]!.since >= addWeeks(FIRST, -2) && found[0]!.since <= addWeeks(FIRST, 2)).toBe(true);
    expect(await told(ben)).toEqual([]);
  });

  test('listeners do not see one another’s', async () => {
    const cal = await addListener(db, 'cal');
    expect(await alerts(cal)).toEqual([]);
  });

  /** Files of these recordings with the descriptors of loud music, and what a tagging model says of them. */
  async function measure(userId: string, ids: readonly string[], modelTags: object | null): Promise<void> {
    const rows = ids.map((id) => ({
      id,
      sha: createHash('sha256')
        .update(userId + id)
        .digest('hex'),
    }));
    const given = JSON.stringify(rows);
    const ROWS = `jsonb_to_recordset($1::jsonb) AS r (id uuid, sha text)`;
    const features = {
      loudnessLufs: -6,
      onsetRateHz: 7,
      spectralFlatness: 0.06,
      tempoBpm: 150,
      mode: 'minor',
      keyConfidence: 1,
    };
    await db.asUser(userId, (tx) =>
      tx.query(`INSERT INTO audio_roots (user_id, path) VALUES ($1, '/music') ON CONFLICT DO NOTHING`, [userId]),
    );
    await db.asService(async (tx) => {
      await tx.query(
        `INSERT INTO audio_files (user_id, root_id, relative_path, size_bytes, modified_at, audio_sha256)
         SELECT $2, (SELECT id FROM audio_roots WHERE user_id = $2), sha, 1, now(), decode(sha, 'hex') FROM ${ROWS} ON CONFLICT DO NOTHING`,
        [given, userId],
      );
      await tx.query(
        `INSERT INTO audio_matches (user_id, recording_id, audio_file_id, rung, confidence, chosen)
         SELECT $2, r.id, f.id, 'mbid', 1, true FROM ${ROWS} JOIN audio_files f ON f.relative_path = r.sha ON CONFLICT DO NOTHING`,
        [given, userId],
      );
      await tx.query(
        `INSERT INTO features (audio_sha256, extractor_version, options_hash, duration_seconds, values)
         SELECT decode(sha, 'hex'), '1', 'o', 180, $2::jsonb FROM ${ROWS} ON CONFLICT DO NOTHING`,
        [given, JSON.stringify(features)],
      );
      if (modelTags !== null) {
        await tx.query(
          `INSERT INTO embeddings (audio_sha256, model, model_sha256, options_hash, vector, tags)
           SELECT decode(sha, 'hex'), 'musicnn-msd', 'm', 'o', '{1}', $2::jsonb FROM ${ROWS}`,
          [given, JSON.stringify(modelTags)],
        );
      }
    });
  }
});
