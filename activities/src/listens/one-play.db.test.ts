import { seededRandom, trackKey } from '@sidetrack/analysis';
import { addListener, createTestDatabase } from '@sidetrack/test';
import type { TestDatabase } from '@sidetrack/test';
import type { ListenRow } from './listen-row.ts';
import { upsertListens } from './upsert-listens.ts';

let database: TestDatabase;
let users = 0;
beforeAll(async () => void (database = await createTestDatabase()));
afterAll(() => database.drop());

const START = Date.UTC(2026, 0, 1) / 1000;

/** What was truly played: when it began, how long it is, and how long it was paused meanwhile. In seconds. */
interface Truth {
  readonly at: number;
  readonly track: number;
  readonly length: number;
  readonly pause: number;
}

interface Habits {
  readonly repeats: number;
  readonly pauseSeconds: number;
}

function history(random: () => number, { repeats, pauseSeconds }: Habits): Truth[] {
  const plays: Truth[] = [];
  let [at, track] = [0, 0];
  for (let n = 0; n < 150; n += 1) {
    if (n === 0 || random() >= repeats) track = (track + 1 + Math.floor(random() * 38)) % 40;
    const length = 130 + ((track * 37) % 300);
    const pause = random() < 0.2 ? Math.floor(random() * pauseSeconds) : 0;
    plays.push({ at, track, length, pause });
    at += length + pause + Math.floor(random() * 8);
  }
  return plays;
}

interface Teller {
  readonly source: string;
  readonly tells: (play: Truth, random: () => number) => Partial<ListenRow> & { readonly second: number };
}
const listenbrainz: Teller = {
  source: 'listenbrainz',
  tells: ({ at, length }, random) => ({ second: at + Math.floor(random() * 3), durationMs: length * 1000 }),
};
const lastfm: Teller = { source: 'lastfm', tells: ({ at }, random) => ({ second: at + Math.floor(random() * 20) }) };
/** Tells the end; its beginning is reckoned from how long it was heard, and is too late by the pause. */
const spotify: Teller = {
  source: 'spotify',
  tells: ({ at, length, pause }) => ({ second: at + pause, playedMs: length * 1000 }),
};
const minutes: Teller = {
  source: 'lastfm-minutes',
  tells: ({ at }) => ({ second: Math.floor(at / 60) * 60, resolutionSeconds: 60 }),
};
/** Beside others that tell the beginning, a track that it tells of twice in a row could be either's: such histories are left out. */
const atTheEnd: Teller = {
  source: 'push',
  tells: ({ at, length }) => ({ second: at + length, durationMs: length * 1000 }),
};

function tell({ tells }: Teller, play: Truth, random: () => number): ListenRow {
  const { second, ...rest } = tells(play, random);
  const track = `track ${play.track}`;
  return {
    listenedAt: new Date((START + second) * 1000),
    trackKey: trackKey('Artist', track, null),
    artistName: 'Artist',
    trackName: track,
    releaseName: null,
    mapping: null,
    durationMs: null,
    ...rest,
  };
}

/** Writes what each teller tells, in pages from the newest to the oldest or the other way, and gives how many plays there are. */
async function countOf(
  random: () => number,
  { plays, tellers, forget }: { plays: readonly Truth[]; tellers: readonly Teller[]; forget: number },
): Promise<{ known: number; told: number }> {
  const userId = await addListener(database.db, `ann${(users += 1)}`);
  const told = new Set<Truth>();
  for (const teller of tellers) {
    const remembered = plays.filter(() => random() >= forget);
    for (const play of remembered) told.add(play);
    const rows = remembered.map((play) => tell(teller, play, random));
    const pages = Array.from({ length: Math.ceil(rows.length / 33) }, (_, page) =>
      rows.slice(page * 33, (page + 1) * 33),
    );
    for (const page of random() < 0.5 ? pages : pages.toReversed())
      await database.db.asUser(userId, (tx) =>
        upsertListens(tx, { userId, source: teller.source, importId: null, rows: page, now: new Date() }),
      );
  }
  const [row] = await database.db.asUser(userId, (tx) =>
    tx.query<{ n: number }>('SELECT count(*)::int AS n FROM listens WHERE user_id = $1', [userId]),
  );
  return { known: row!.n, told: told.size };
}

test.each([
  ['two that tell the beginning', [listenbrainz, lastfm], { repeats: 0.3, pauseSeconds: 0 }],
  ['Spotify, whose plays were paused', [spotify, listenbrainz], { repeats: 0.1, pauseSeconds: 120 }],
  ['three', [lastfm, spotify, listenbrainz], { repeats: 0.1, pauseSeconds: 60 }],
  ['one that tells the minute', [minutes, spotify], { repeats: 0.1, pauseSeconds: 0 }],
  ['one that tells the end', [listenbrainz, atTheEnd], { repeats: 0, pauseSeconds: 0 }],
])(
  'every play is counted once, told of by %s',
  async (_, tellers, habits) => {
    for (let seed = 1; seed <= 2; seed += 1) {
      const random = seededRandom(seed);
      const plays = history(random, habits);
      expect(await countOf(random, { plays, tellers, forget: 0 })).toEqual({ known: plays.length, told: plays.length });
    }
  },
  60_000,
);

test('where sources forget plays, and tracks are repeated, the count is right to one in a hundred', async () => {
  const [total, known] = [0, 0].map(() => ({ n: 0 }));
  for (let seed = 11; seed <= 14; seed += 1) {
    const random = seededRandom(seed);
    const plays = history(random, { repeats: 0.15, pauseSeconds: 30 });
    const count = await countOf(random, { plays, tellers: [spotify, lastfm, listenbrainz], forget: 0.1 });
    total!.n += count.told;
    known!.n += count.known;
  }
  expect(Math.abs(known!.n - total!.n) / total!.n).toBeLessThan(0.01);
}, 60_000);
