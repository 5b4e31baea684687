import { z } from 'zod';
import { isStorable } from './is-storable.ts';
import { Refusal } from './refusal.ts';

/** A listen as it was pushed, checked, without what says nothing: as ListenBrainz would take it. */
export interface PushedListen {
  /** Seconds since the epoch; absent for what is only playing. */
  readonly listened_at?: number;
  readonly track_metadata: {
    readonly artist_name: string;
    readonly track_name: string;
    readonly release_name?: string;
    readonly additional_info?: Readonly<Record<string, unknown>>;
  };
}

/**
 * Checks one listen of a submission as ListenBrainz does.
 * @throws Refusal 400 with what does not fit
 */
export function describeListen(value: unknown, type: 'single' | 'import' | 'playing_now', now: Date): PushedListen {
  if (!isStorable(value)) throw new Refusal(400, 'JSON document holds text that is not text, or is nested too deeply.');
  const schema = type === 'playing_now' ? playing : played;
  const { data, error } = schema.safeParse(value);
  if (error !== undefined) throw new Refusal(400, error.issues[0]?.message ?? 'Invalid JSON document submitted.');
  const { listened_at: listenedAt, track_metadata: told } = data;
  if (listenedAt === undefined) return { track_metadata: withoutNothing(told) };
  if (!isPossible(listenedAt, now))
    throw new Refusal(400, 'Value for key listened_at is out of bounds: from 2002-10-01 to now.');
  return { listened_at: listenedAt, track_metadata: withoutNothing(told) };
}

/** Null and empty say nothing, and ListenBrainz drops them too. */
function withoutNothing({
  release_name: release,
  additional_info: info,
  ...names
}: z.output<typeof track>): PushedListen['track_metadata'] {
  const told = Object.entries(info ?? {}).filter(([, said]) => said !== null);
  return {
    ...names,
    ...(release != null && release.trim() !== '' && { release_name: release }),
    ...(told.length > 0 && { additional_info: Object.fromEntries(told) }),
  };
}

/** 2002-10-01T00:00:00Z, when Audioscrobbler opened. */
const EARLIEST = 1_033_430_400;
/** A scrobbler's clock may be ahead by so much. */
const AHEAD_SECONDS = 3600;
const LONGEST_NAME = 4096;
const MOST_TAGS = 50;
const LONGEST_TAG = 64;
const LONGEST_DURATION_SECONDS = 24 * 86_400;

function isPossible(listenedAt: number, now: Date): boolean {
  return listenedAt >= EARLIEST && listenedAt <= now.getTime() / 1000 + AHEAD_SECONDS;
}

const name = (key: string) =>
  z
    .string(`track_metadata.${key} must be a single string.`)
    .max(LONGEST_NAME, `track_metadata.${key} is too long.`)
    .refine((value) => value.trim() !== '', `JSON document does not contain required track_metadata.${key}.`);

const BAD_MBID = 'MBID format invalid.';
const uuid = z.union([z.literal(''), z.guid(BAD_MBID)], BAD_MBID).nullish();
const uuids = z.union([z.literal(''), z.array(z.guid(BAD_MBID))], BAD_MBID).nullish();

const digits = (message: string) =>
  z.union([z.number(), z.string().regex(/^\d{1,12}$/, message)], message).transform(Number);

const duration = (key: string, longest: number) => {
  const invalid = `Value for ${key} is invalid, should be a positive integer.`;
  const bounds = z.number().positive(invalid).max(longest, `Value for ${key} is too large.`);
  return digits(invalid).pipe(bounds).nullish();
};

const info = z
  .looseObject(
    {
      duration: duration('duration', LONGEST_DURATION_SECONDS),
      duration_ms: duration('duration_ms', LONGEST_DURATION_SECONDS * 1000),
      tags: z
        .array(
          z
            .string('track_metadata.additional_info.tags are strings.')
            .max(LONGEST_TAG, `JSON document may not contain tags longer than ${LONGEST_TAG} characters.`),
          'track_metadata.additional_info.tags is a list.',
        )
        .max(MOST_TAGS, `JSON document may not contain more than ${MOST_TAGS} tags.`)
        .nullish(),
      recording_mbid: uuid,
      release_mbid: uuid,
      release_group_mbid: uuid,
      track_mbid: uuid,
      artist_mbids: uuids,
      work_mbids: uuids,
    },
    'track_metadata.additional_info is an object.',
  )
  .refine(
    ({ duration: seconds, duration_ms: ms }) => seconds == null || ms == null,
    'JSON document should not contain both duration and duration_ms.',
  );

const track = z.object(
  {
    artist_name: name('artist_name'),
    track_name: name('track_name'),
    release_name: z
      .string('track_metadata.release_name must be a single string.')
      .max(LONGEST_NAME, 'track_metadata.release_name is too long.')
      .nullish(),
    additional_info: info.nullish(),
  },
  'JSON document does not contain a valid track_metadata.',
);

const listenedAt = digits('JSON document must contain an int value for listened_at at the top level.').transform(
  Math.trunc,
);

const played = z.strictObject(
  { listened_at: listenedAt, track_metadata: track },
  problem('JSON document may only contain listened_at and track_metadata top level keys.'),
);
const playing = z.strictObject(
  {
    listened_at: z.undefined('JSON document must not contain listened_at while submitting playing_now.').optional(),
    track_metadata: track,
  },
  problem('JSON document may only contain track_metadata as top level key when submitting playing_now.'),
);

function problem(unknownKeys: string): { error: (issue: { code?: string | undefined }) => string } {
  return {
    error: ({ code }) =>
      code === 'unrecognized_keys' ? unknownKeys : 'JSON document holds something that is not a listen.',
  };
}
