import { z } from 'zod';

/** Which of several uploads of a recording a document is of, and its values by column; null where it has none. */
export interface DocumentPart {
  submission: number;
  values: Readonly<Record<string, number | string | null>>;
}

/** The parts that a recording's row joins, with their columns. */
export const PARTS = {
  high: [
    'danceable',
    'aggressive',
    'happy',
    'sad',
    'relaxed',
    'party',
    'acoustic',
    'electronic',
    'instrumental',
    'bright',
  ],
  rhythm: ['bpm', 'onset_rate'],
  tonal: ['key_key', 'key_scale', 'key_strength'],
  loudness: ['average_loudness', 'dynamic_complexity'],
} as const;
export type PartName = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as readonly PartName[];

/** What one document of a dump says of one recording. */
export interface AcousticBrainzDocument {
  mbid: string;
  parts: Partial<Record<PartName, DocumentPart>>;
}

/** The recording and the number of the upload that the name of a document tells: `…/<mbid>-<n>.json`. Null for other files. */
export function readDocumentName(name: string): { mbid: string; submission: number } | null {
  const found = NAME.exec(name);
  return found === null ? null : { mbid: found[1]!.toLowerCase(), submission: Number(found[2]) };
}

/**
 * Reads a document as `/api/v1/<mbid>/high-level` or `/low-level` gave it and the dumps hold it.
 * @returns the document, or why it is none, as a clause
 */
export function parseDocument(
  { mbid, submission }: { mbid: string; submission: number },
  text: string,
): AcousticBrainzDocument | string {
  const json = parseJson(text);
  if (json === undefined) return 'it is not JSON';
  const high = HighLevel.safeParse(json);
  if (high.success) return { mbid, parts: { high: { submission, values: highValues(high.data) } } };
  const low = LowLevel.safeParse(json);
  if (!low.success) return 'it is neither a high-level nor a low-level document of AcousticBrainz';
  const { rhythm, tonal, lowlevel } = low.data;
  return {
    mbid,
    parts: {
      rhythm: { submission, values: { bpm: rhythm.bpm, onset_rate: rhythm.onset_rate } },
      tonal: {
        submission,
        values: { key_key: tonal.key_key, key_scale: tonal.key_scale, key_strength: tonal.key_strength },
      },
      loudness: {
        submission,
        values: { average_loudness: lowlevel.average_loudness, dynamic_complexity: lowlevel.dynamic_complexity },
      },
    },
  };
}

const NAME = /(?:^|\/)([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})-(\d{1,9})\.json$/iu;

/** Dumps of the low level hold each document as a string of JSON. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? JSON.parse(value) : value;
  } catch {
    return undefined;
  }
}

const share = z.number().min(0).max(1).nullable().catch(null);
const measure = z.number().min(0).max(10_000).nullable().catch(null);
const word = z.string().max(12).nullable().catch(null);

function head<Name extends string>(name: Name) {
  const missing = { all: { [name]: null } } as { all: Record<Name, number | null> };
  return z.object({ all: z.object({ [name]: share } as Record<Name, typeof share>) }).catch(missing as never);
}

const HighLevel = z.object({
  highlevel: z.object({
    danceability: head('danceable'),
    mood_aggressive: head('aggressive'),
    mood_happy: head('happy'),
    mood_sad: head('sad'),
    mood_relaxed: head('relaxed'),
    mood_party: head('party'),
    mood_acoustic: head('acoustic'),
    mood_electronic: head('electronic'),
    voice_instrumental: head('instrumental'),
    timbre: head('bright'),
  }),
});

function highValues({ highlevel }: z.output<typeof HighLevel>): Record<string, number | null> {
  return Object.assign({}, ...Object.values(highlevel).map(({ all }) => all)) as Record<string, number | null>;
}

const nothing = { bpm: null, onset_rate: null };
const LowLevel = z.object({
  rhythm: z.object({ bpm: measure, onset_rate: measure }).catch(nothing),
  tonal: z
    .object({ key_key: word, key_scale: word, key_strength: share })
    .catch({ key_key: null, key_scale: null, key_strength: null }),
  lowlevel: z.object({ average_loudness: share, dynamic_complexity: measure }),
});
