import { join } from 'node:path';
import pg from 'pg';
import { findRunningPostgres } from '@sidetrack/cli/postgres';
import { startFakes, type Fakes, type Play, type RecordedRequest } from '../../fakes/index.ts';
import { startSidetrack, waitUntil, type Installation } from '../support/installation.ts';

const MINUTES = Number(process.env['SIDETRACK_TEST_MINUTES'] ?? 60);
const LISTENERS = 50;
const HISTORY = 1200;
const TRACK_SECONDS = 215;
/** Plays that are handed in later are found by the re-reading of each account's own hour, so they come early in the test. */
const OFFLINE_UNTIL_MINUTE = 10;
const HANDED_IN_AFTER_SECONDS = 2 * TRACK_SECONDS;
/** An account's own hour may come an hour after the last play was handed in late, and its pull some minutes after that. */
const DRAIN_SECONDS = Math.max(600, (OFFLINE_UNTIL_MINUTE + 60 - MINUTES) * 60 + HANDED_IN_AFTER_SECONDS + 600);

interface Listener {
  readonly name: string;
  readonly service: 'listenbrainz' | 'lastfm';
  /** Seconds into a track when the test begins. */
  readonly phase: number;
}
const listeners = Array.from({ length: LISTENERS }, (_, n): Listener => ({
  name: `listener-${String(n)}`,
  service: n % 5 === 4 ? 'lastfm' : 'listenbrainz',
  phase: (n * 37) % TRACK_SECONDS,
}));
interface HeldBack {
  readonly listener: Listener;
  readonly play: Play;
  /** The second of the test in which it is handed in. */
  readonly until: number;
}

let fakes: Fakes;
let installation: Installation;
let database: pg.Client;
const cleanUps: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  fakes = await startFakes();
  cleanUps.push(() => fakes.stop());
  fakes.listenbrainz.addUser('owner');
  installation = await startSidetrack({
    args: ['--listenbrainz', 'owner'],
    env: { ...fakes.env, SIDETRACK_LASTFM_API_KEY: 'key', SIDETRACK_LASTFM_API_SECRET: 'secret' },
  });
  cleanUps.push(() => installation.end('SIGINT'));
  const postgres = await findRunningPostgres(join(installation.dataDir, 'main', 'postgres'));
  database = new pg.Client({ connectionString: postgres?.url });
  await database.connect();
  cleanUps.push(() => database.end());
}, 300_000);
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp();
}, 60_000);

test(
  `${String(LISTENERS)} listeners play for ${String(MINUTES)} minutes: every play is here, and no limit of a service is broken`,
  async () => {
    const beganAt = nowSeconds();
    const told = new Map(listeners.map(({ name }) => [name, 0]));
    const tell = (listener: Listener, plays: readonly Play[]): void => {
      if (listener.service === 'lastfm') fakes.lastfm.addPlays(listener.name, plays);
      else fakes.listenbrainz.addListens(listener.name, plays);
      told.set(listener.name, told.get(listener.name)! + plays.length);
    };
    for (const listener of listeners) tell(listener, historyOf(listener, beganAt));
    await connectAll();

    const heldBack: HeldBack[] = [];
    for (let second = 0; second < MINUTES * 60; second += 1) {
      await until(beganAt + second);
      for (const listener of listeners) {
        if ((second + listener.phase) % TRACK_SECONDS !== 0) continue;
        const play = playOf(listener, nowSeconds());
        const nthTrack = (second + listener.phase) / TRACK_SECONDS;
        const isOffline = second < OFFLINE_UNTIL_MINUTE * 60 && nthTrack % 3 === 0;
        if (isOffline) heldBack.push({ listener, play, until: second + HANDED_IN_AFTER_SECONDS });
        else tell(listener, [play]);
      }
      for (const { listener, play } of heldBack.filter((held) => held.until === second)) tell(listener, [play]);
    }
    for (const { listener, play } of heldBack.filter((held) => held.until >= MINUTES * 60)) tell(listener, [play]);

    await waitUntil(async () => (await missing(told)).length === 0, {
      seconds: DRAIN_SECONDS,
      everyMs: 2000,
      what: () => 'the last plays to come',
    });
    expect(await missing(told)).toEqual([]);
    const fresh = await secondsToHere(beganAt, heldBack, 'told at once');
    const late = await secondsToHere(beganAt, heldBack, 'told late');
    process.stdout.write(
      `${JSON.stringify({
        minutes: MINUTES,
        plays: [...told.values()].reduce((sum, plays) => sum + plays, 0),
        offline: heldBack.length,
        requests: { listenbrainz: fakes.listenbrainz.requests.length, lastfm: fakes.lastfm.requests.length },
        secondsToHere: { toldAtOnce: spread(fresh), toldLate: spread(late) },
        most: {
          listenbrainzIn10s: mostWithin(fakes.listenbrainz.requests, 10),
          lastfmIn5min: mostWithin(fakes.lastfm.requests, 300),
        },
      })}\n`,
    );
    expect(heldBack.length).toBeGreaterThanOrEqual(LISTENERS / 2);
    expect(late).toHaveLength(heldBack.length);
    expect(refusedOf(fakes.listenbrainz.requests)).toBe(0);
    expect(refusedOf(fakes.lastfm.requests)).toBe(0);
    expect(mostWithin(fakes.lastfm.requests, 300)).toBeLessThanOrEqual(1500);
  },
  (MINUTES * 60 + 3900) * 1000,
);

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

async function until(second: number): Promise<void> {
  const waitMs = second * 1000 - Date.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}

function playOf({ name }: Listener, listenedAt: number): Play {
  return { listenedAt, artist: `Artist of ${name}`, track: `Track ${String(listenedAt % 20)}` };
}

/** A play each half hour before the test. */
function historyOf(listener: Listener, beganAt: number): Play[] {
  return Array.from({ length: HISTORY }, (_, n) =>
    playOf(listener, beganAt - 600 - (HISTORY - n) * 1800 - listener.phase),
  );
}

async function connectAll(): Promise<void> {
  for (const { name, service } of listeners) {
    const { rows } = await database.query<{ id: string }>(
      `INSERT INTO users (handle, display_name, kind, time_zone) VALUES ($1, $1, 'hosted', 'UTC') RETURNING id`,
      [name],
    );
    await database.query(
      `INSERT INTO connections (user_id, service, external_name, interval_seconds) VALUES ($1, $2, $3, 60)`,
      [rows[0]!.id, service, name],
    );
  }
}

/** Who has another number of plays here than the service was told. */
async function missing(told: ReadonlyMap<string, number>): Promise<{ name: string; told: number; here: number }[]> {
  const { rows } = await database.query<{ handle: string; here: number }>(
    `SELECT u.handle, count(l.*)::int AS here FROM users u LEFT JOIN listens l ON l.user_id = u.id GROUP BY u.handle`,
  );
  const here = new Map(rows.map((row) => [row.handle, row.here]));
  return [...told]
    .map(([name, plays]) => ({ name, told: plays, here: here.get(name) ?? 0 }))
    .filter((listener) => listener.told !== listener.here);
}

/** Of the plays since then, the seconds from the play, or from when it was handed in, to its being here; in order. */
async function secondsToHere(
  beganAt: number,
  heldBack: readonly HeldBack[],
  which: 'told at once' | 'told late',
): Promise<number[]> {
  const { rows } = await database.query<{ handle: string; listenedAt: number; seconds: number }>(
    `SELECT u.handle, extract(epoch FROM l.listened_at)::float8 AS "listenedAt",
            extract(epoch FROM l.inserted_at - l.listened_at)::float8 AS seconds
     FROM listens l JOIN users u ON u.id = l.user_id WHERE l.listened_at >= to_timestamp($1)`,
    [beganAt],
  );
  const lateOnes = new Set(heldBack.map(({ listener, play }) => `${listener.name} ${String(play.listenedAt)}`));
  const isLate = which === 'told late';
  return rows
    .filter(({ handle, listenedAt }) => lateOnes.has(`${handle} ${String(listenedAt)}`) === isLate)
    .map(({ seconds }) => seconds - (isLate ? HANDED_IN_AFTER_SECONDS : 0))
    .toSorted((a, b) => a - b);
}

function spread(sorted: readonly number[]): Record<'p50' | 'p95' | 'max', number> {
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1]!);
  return { p50: at(0.5), p95: at(0.95), max: at(1) };
}

const refusedOf = (requests: readonly RecordedRequest[]): number =>
  requests.filter(({ status }) => status === 429).length;

/** The most requests in windows of so many seconds, aligned to the epoch as ListenBrainz has them. */
function mostWithin(requests: readonly RecordedRequest[], windowSeconds: number): number {
  const counts = new Map<number, number>();
  for (const { arrivedAt } of requests) {
    const window = Math.floor(arrivedAt / 1000 / windowSeconds);
    counts.set(window, (counts.get(window) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}
