import { seededRandom } from '@sidetrack/analysis';
import { createBatch } from '../batch.ts';
import { DamagedFileError } from '../errors.ts';
import { DEFAULT_SKIP_RULES } from '@sidetrack/settings';
import type { ListenRow } from '../../listens/listen-row.ts';
import { readingFor } from './index.ts';
import {
  KOITO,
  LASTFM_JSON,
  LASTFMSTATS_JSON,
  MALOJA,
  PANO,
  SPOTIFY_ACCOUNT,
  SPOTIFY_EXTENDED,
} from './samples-test-tools.ts';
import { PANO_CSV, TABLES, scrobblerLog } from './table-samples-test-tools.ts';
import { headOf, inChunks, NOW } from './test-tools.ts';

/** Whole files of every format, to be damaged; the oddities of each are in them. */
export const SEEDS: Readonly<Record<string, readonly string[]>> = {
  'Spotify extended': [JSON.stringify(SPOTIFY_EXTENDED), JSON.stringify(SPOTIFY_EXTENDED, null, 2)],
  'Spotify account': [JSON.stringify(SPOTIFY_ACCOUNT, null, 2)],
  'Last.fm JSON': [...Object.values(LASTFM_JSON), LASTFMSTATS_JSON],
  'Last.fm CSV': Object.values(TABLES).map(({ text }) => text),
  Maloja: [MALOJA],
  Koito: [KOITO],
  'Libre.fm': [TABLES['Libre.fm']!.text],
  'Pano Scrobbler': [PANO, PANO_CSV],
  '.scrobbler.log': [scrobblerLog('UTC'), scrobblerLog('UNKNOWN')],
  ListenBrainz: [listenBrainz('\n'), `[${listenBrainz(',\n')}]`],
};

export interface FuzzOutcome {
  /** Files that were read to their end, broke off in the middle, and were of no known kind any more. */
  read: number;
  damaged: number;
  unknown: number;
  rows: number;
}

/**
 * Damages files in `times` ways and reads each as an import does.
 * @throws when a reader throws anything but that the file is damaged, when a row is in none or in two of the receipt's sums, or when a
 * play could not be written to the database
 */
export async function fuzz(seeds: readonly string[], times: number, seed: number): Promise<FuzzOutcome> {
  const random = seededRandom(seed);
  const outcome: FuzzOutcome = { read: 0, damaged: 0, unknown: 0, rows: 0 };
  for (let time = 0; time < times; time += 1) {
    const bytes = mutate(Buffer.from(seeds[time % seeds.length]!), random);
    try {
      await readOnce(bytes, {
        outcome,
        timeZone: random() < 0.5 ? null : 'America/Sao_Paulo',
        chunkBytes: 1 + Math.floor(random() * 500),
      });
    } catch (error) {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
      throw new Error(`Mutation ${time} of seed ${seed}: ${told}\n${JSON.stringify(bytes.toString('latin1'))}`, {
        cause: error,
      });
    }
  }
  return outcome;
}

interface Once {
  readonly outcome: FuzzOutcome;
  readonly timeZone: string | null;
  readonly chunkBytes: number;
}

async function readOnce(bytes: Buffer, { outcome, timeZone, chunkBytes }: Once): Promise<void> {
  const reading = await readingFor(headOf(bytes, 'export'));
  if (reading === null) {
    outcome.unknown += 1;
    return;
  }
  const batch = createBatch({ name: 'export', reading }, 0, { now: NOW, rules: DEFAULT_SKIP_RULES, timeZone });
  let records = 0;
  try {
    for await (const record of reading.records(inChunks(bytes, chunkBytes))) {
      records += 1;
      batch.add(record);
    }
    outcome.read += 1;
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    outcome.damaged += 1;
  }
  outcome.rows += records;
  const { rows, step } = batch.take();
  const skipped = Object.values(step.skipped).reduce((sum, count) => sum + count, 0);
  if (step.read !== records || rows.length + skipped + step.failures.length !== records)
    throw new Error(
      `${records} rows, of which ${rows.length} plays, ${skipped} skipped, ${step.failures.length} failed`,
    );
  if (step.failures.some(({ line, reason }) => !Number.isInteger(line) || line < 1 || reason === ''))
    throw new Error('A failure without its line or its reason');
  rows.forEach(mustBeWritable);
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;

/** What PostgreSQL would refuse. */
function mustBeWritable(row: ListenRow): void {
  const { listenedAt, trackKey, artistName, trackName, releaseName, mapping, durationMs } = row;
  const names = [artistName, trackName, releaseName ?? 'x'];
  const isFine =
    listenedAt.getTime() > 0 &&
    listenedAt.getTime() < NOW.getTime() + 2 * 86_400_000 &&
    UUID.test(trackKey) &&
    (mapping === null || UUID.test(mapping.recordingMbid)) &&
    names.every((name) => name !== '' && name.length <= 4096 && !name.includes('\u0000') && name.isWellFormed()) &&
    (durationMs === null || (Number.isInteger(durationMs) && durationMs > 0 && durationMs <= 86_400_000));
  if (!isFine) throw new Error(`This play cannot be written: ${JSON.stringify(row)}`);
}

type Random = () => number;
type Mutation = (bytes: Buffer, random: Random) => Buffer;

const TOKENS = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '\r\n',
  '\t',
  ';',
  '#',
  'null',
  'true',
  '0',
  '-1',
  '1e400',
  '99999999999999999999',
  '""',
  '\u0000',
  '\\u0000',
  '\\ud800',
  '\ufeff',
  '1970-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '{}',
  '[]',
  '#TZ/UNKNOWN\n',
]
  .map((token) => Buffer.from(token))
  .concat(Buffer.from([0xff, 0xfe]), Buffer.from([0xc3]), Buffer.alloc(300, 0x22));

const MUTATIONS: readonly Mutation[] = [
  // A byte becomes another.
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    copy[at(copy, random)] = Math.floor(random() * 256);
    return copy;
  },
  // A piece is missing.
  (bytes, random) => splice(bytes, at(bytes, random), Math.floor(random() ** 3 * bytes.length), Buffer.alloc(0)),
  // The end is missing, or the beginning.
  (bytes, random) => (random() < 0.8 ? bytes.subarray(0, at(bytes, random)) : bytes.subarray(at(bytes, random))),
  // Something that means something stands where it does not belong.
  (bytes, random) =>
    splice(bytes, at(bytes, random), random() < 0.5 ? 0 : 1, TOKENS[Math.floor(random() * TOKENS.length)]!),
  // A piece stands there twice, or at another place.
  (bytes, random) => {
    const from = at(bytes, random);
    return splice(bytes, at(bytes, random), 0, bytes.subarray(from, from + Math.floor(random() ** 2 * 400)));
  },
  // A value becomes another of its kind or of another kind.
  (bytes, random) => {
    const text = bytes.toString('latin1');
    const numbers = [...text.matchAll(/\d+|null|"[^"\n]*"/g)];
    const found = numbers[Math.floor(random() * numbers.length)];
    return found === undefined
      ? bytes
      : splice(bytes, found.index, found[0].length, TOKENS[Math.floor(random() * TOKENS.length)]!);
  },
];

/** Damages bytes in one to eight ways. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes;
  const times = 1 + Math.floor(random() ** 2 * 8);
  for (let time = 0; time < times; time += 1)
    mutated = MUTATIONS[Math.floor(random() * MUTATIONS.length)]!(mutated, random);
  return mutated;
}

function splice(bytes: Buffer, from: number, length: number, put: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + length)]);
}

function at(bytes: Uint8Array, random: Random): number {
  return Math.floor(random() * bytes.length);
}

function listenBrainz(between: string): string {
  const listen = (over: object): string =>
    JSON.stringify({
      listened_at: 1_620_036_934,
      recording_msid: 'b8d6f9a2-3b1c-4a53-9d4f-0f6f7f1c2a11',
      track_metadata: {
        artist_name: 'The Tidewaters',
        track_name: 'Harbour Lights',
        release_name: null,
        additional_info: { duration_ms: 215_000 },
        mbid_mapping: { recording_mbid: 'b8d6f9a2-3b1c-4a53-9d4f-0f6f7f1c2a11', artists: [], artist_mbids: null },
      },
      ...over,
    });
  return [
    listen({}),
    listen({ listened_at: 1_620_040_000, recording_msid: null }),
    listen({ listened_at: null }),
    listen({ track_metadata: null }),
  ].join(between);
}
