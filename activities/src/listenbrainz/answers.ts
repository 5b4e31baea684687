import { z } from 'zod';

/** Listens are checked one by one, so that a bad one does not stop its neighbours. */
export const listensAnswer = z.object({
  payload: z.object({
    listens: z.array(z.unknown()),
    latest_listen_ts: z.number().nullish(),
    oldest_listen_ts: z.number().nullish(),
  }),
});

export const countAnswer = z.object({ payload: z.object({ count: z.number().int().nonnegative().nullable() }) });

export const tokenAnswer = z.object({ valid: z.boolean(), user_name: z.string().nullish() });

export const submitAnswer = z.object({ status: z.literal('ok') });

export const errorAnswer = z.object({ code: z.number(), error: z.string() });

const tags = z
  .array(z.object({ tag: z.string(), count: z.number(), artist_mbid: z.uuid().nullish() }))
  .nullish()
  .catch(null);

/** One recording of the bulk metadata; parts that ListenBrainz does not have are absent, null or empty. */
export const metadataEntry = z.object({
  recording: z
    .object({ name: z.string().nullish(), length: z.number().nullish(), isrcs: z.array(z.string()).nullish() })
    .nullish(),
  artist: z
    .object({
      name: z.string().nullish(),
      artists: z
        .array(z.object({ artist_mbid: z.uuid(), name: z.string(), join_phrase: z.string().nullish() }))
        .nullish(),
    })
    .nullish(),
  release: z.object({ mbid: z.uuid().nullish(), name: z.string().nullish(), year: z.number().nullish() }).nullish(),
  tag: z.object({ recording: tags, artist: tags }).nullish(),
});
export type MetadataEntry = z.output<typeof metadataEntry>;

export const metadataAnswer = z.record(z.string(), z.unknown());

/** Look-ups by name: rows without an MBID only repeat what was asked. Their order is the service's own. */
export const lookupAnswer = z.array(z.unknown());
export const lookupRow = z
  .object({
    artist_name_arg: z.string(),
    recording_name_arg: z.string(),
    recording_mbid: z.uuid(),
    recording_name: z.string(),
    artist_credit_name: z.string(),
    release_name: z.string().nullish(),
  })
  .transform((row) => ({
    askedArtist: row.artist_name_arg,
    askedTitle: row.recording_name_arg,
    mbid: row.recording_mbid.toLowerCase(),
    title: row.recording_name,
    artist: row.artist_credit_name,
    release: row.release_name || null,
  }));
