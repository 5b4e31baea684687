import { seededRandom } from '@sidetrack/analysis';
import { parseListen } from '../../activities/src/listenbrainz/parse-listen.ts';
import { isStorable } from '../../api/src/scrobbling/is-storable.ts';
import { Refusal } from '../../api/src/scrobbling/refusal.ts';
import { readSubmission } from '../../api/src/scrobbling/submission.ts';
import type { Submission } from '../../api/src/scrobbling/submission.ts';

const now = new Date('2026-11-18T20:30:00Z');
const AT = now.getTime() / 1000 - 600;
const MUTATIONS = Number(process.env.SIDETRACK_TEST_MUTATIONS ?? 5000);

const documents: object[] = [
  {
    listen_type: 'single',
    payload: [
      {
        listened_at: AT,
        track_metadata: {
          artist_name: 'Björk',
          track_name: 'Jóga',
          release_name: 'Homogenic',
          additional_info: {
            duration_ms: 305_000,
            tags: ['trip-hop', 'art pop'],
            artist_mbids: ['87c5dedd-371d-4a53-9f7f-80522fb7f3cb'],
            recording_mbid: '6a7a4a52-9d0b-4c1e-8a77-0b8f4c1e6a77',
            tracknumber: 2,
            isrc: null,
            submission_client: 'Web Scrobbler',
          },
        },
      },
    ],
  },
  { listen_type: 'playing_now', payload: [{ track_metadata: { artist_name: 'A', track_name: 'B' } }] },
  {
    listen_type: 'import',
    payload: [1, 2, 3].map((n) => ({ listened_at: AT - n, track_metadata: { artist_name: 'A', track_name: `T${n}` } })),
  },
];

/** Values that come where others are expected. */
const strangers: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  '',
  ' ',
  'x'.repeat(5000),
  '\u0000',
  '\ud800',
  '0',
  '1e9',
  [],
  {},
  [[[]]],
  AT,
  String(AT),
  '__proto__',
  'MBID',
];

/** One thing changed somewhere in a JSON value: replaced, removed, doubled or renamed. */
function mutated(value: unknown, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  if (typeof value !== 'object' || value === null || random() < 0.03) return pick(strangers);
  if (Array.isArray(value)) {
    const list = value as unknown[];
    const at = Math.floor(random() * list.length);
    if (random() < 0.2) return [...list, ...list];
    return list.flatMap((one, index) => (index !== at ? [one] : random() < 0.1 ? [] : [mutated(one, random)]));
  }
  const entries = Object.entries(value);
  // What lies deepest stands last as a rule.
  const at = random() < 0.6 ? entries.length - 1 : Math.floor(random() * entries.length);
  return Object.fromEntries(
    entries.flatMap(([key, one], index) => {
      if (index !== at) return [[key, one]];
      const choice = random();
      if (choice < 0.1) return [];
      return choice < 0.15 ? [[`${key}x`, one]] : [[key, mutated(one, random)]];
    }),
  );
}

/** The text itself damaged: a byte changed, cut out, or all that follows gone. */
function damaged(body: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * body.length);
  const choice = random();
  if (choice < 0.3) return body.subarray(0, at);
  if (choice < 0.6) return Buffer.concat([body.subarray(0, at), body.subarray(at + 1)]);
  const copy = Buffer.from(body);
  copy[at] = Math.floor(random() * 256);
  return copy;
}

function read(body: Buffer): Submission | null {
  try {
    return readSubmission(body, now);
  } catch (error) {
    if (error instanceof Refusal && error.status === 400) return null;
    throw error;
  }
}

test(`${MUTATIONS} broken submissions: each is refused in words, or holds only what a worker can write`, () => {
  const random = seededRandom(8);
  let taken = 0;
  for (let n = 0; n < MUTATIONS; n += 1) {
    let document: unknown = documents[n % documents.length];
    for (let changes = 0; changes <= n % 2; changes += 1) document = mutated(document, random);
    const whole = Buffer.from(JSON.stringify(document));
    const submission = read(n % 4 === 3 ? damaged(whole, random) : whole);
    if (submission === null) continue;
    taken += 1;
    for (const listen of submission.listens) {
      expect(isStorable(listen)).toBe(true);
      if (submission.type === 'playing_now') expect(listen.listened_at).toBeUndefined();
      else expect(parseListen(listen)).toHaveProperty('row');
    }
  }
  expect(taken).toBeGreaterThan(MUTATIONS / 20);
  expect(taken).toBeLessThan(MUTATIONS);
});
