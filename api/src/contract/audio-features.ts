import { Id } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

/** What one request may ask for, as it was at Spotify. */
export const MOST_TRACKS = 100;

export const featureNames = [
  'acousticness',
  'danceability',
  'energy',
  'instrumentalness',
  'key',
  'liveness',
  'loudness',
  'mode',
  'speechiness',
  'tempo',
  'time_signature',
  'valence',
] as const;
export type FeatureName = (typeof featureNames)[number];

function eachFeature<T extends z.ZodType>(schema: T): z.ZodObject<Record<FeatureName, T>> {
  return z.strictObject(Object.fromEntries(featureNames.map((name) => [name, schema])) as Record<FeatureName, T>);
}

const share = (description: string) => z.number().min(0).max(1).nullable().openapi({ description });

export const AudioFeatures = z
  .strictObject({
    type: z.literal('audio_features'),
    id: Id.openapi({ description: 'The track’s id here.' }),
    uri: z.string(),
    track_href: z.string().openapi({ description: 'Where all that is known of the track is.' }),
    analysis_url: z
      .string()
      .nullable()
      .openapi({ description: 'Where its course through time is; null: none of its audio is measured here.' }),
    duration_ms: z.int().positive().nullable(),
    acousticness: share('How sure it is that the track is acoustic.'),
    danceability: share('How well it can be danced to.'),
    energy: share('How intense it is.'),
    instrumentalness: share('How sure it is that nobody sings.'),
    key: z.int().min(0).max(11).nullable().openapi({ description: 'Pitch class of the tonic: 0 is C, 1 C♯, … 11 B.' }),
    liveness: share('How sure it is that an audience is heard. Known only where a model tells it.'),
    loudness: z.number().nullable().openapi({
      description: 'Of the whole track in dB below full scale: integrated loudness, LUFS (ITU-R BS.1770).',
    }),
    mode: z.int().min(0).max(1).nullable().openapi({ description: '1 is major, 0 minor.' }),
    speechiness: share('How much of it is spoken. Known only where a model tells it.'),
    tempo: z.number().positive().nullable().openapi({ description: 'Beats a minute.' }),
    time_signature: z
      .int()
      .nullable()
      .openapi({ description: 'Beats a bar. Nothing here measures it, so it is null.' }),
    valence: share('How positive it sounds.'),
    mbid: Id.nullable().openapi({ description: 'Of the MusicBrainz recording; null where the track maps to none.' }),
    isrcs: z.array(z.string()),
    confidence: eachFeature(z.number().min(0).max(1).nullable()).openapi('AudioFeatureConfidence', {
      description:
        'How sure each value is, 0 to 1; null where that is not known, or the value is not. Of scores: 1 less the width of their 80 % interval. Of tempo and key: what their measurement says. Of loudness: 1, it is read off the audio.',
    }),
    source: eachFeature(z.array(z.string())).openapi('AudioFeatureSource', {
      description:
        'What each value rests on, the heaviest first: `file` for the listener’s own audio, `acousticbrainz`, the name of a model, or the sources of a score as GET /tracks/{id} names them. Empty where nothing is known.',
    }),
  })
  .openapi('AudioFeatures', {
    description:
      'Features of a track in the shape that Spotify’s API had until November 2024, with what each rests on and how sure it is. What is not known is null.',
  });
export type AudioFeaturesShape = z.infer<typeof AudioFeatures>;

/** With or without hyphens: clients of Spotify take letters and digits alone for an id. */
const UUID = '[0-9a-fA-F]{8}(?:-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}';
const ISRC = '[A-Za-z]{2}-?[A-Za-z0-9]{3}-?[0-9]{2}-?[0-9]{5}';
const one = `(?:${UUID}|${ISRC})`;
const WHAT = 'an id of a track here, the MBID of a recording, or an ISRC';

const example: AudioFeaturesShape = {
  type: 'audio_features',
  id: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
  uri: 'sidetrack:track:5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
  track_href: '/api/v1/tracks/5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
  analysis_url: '/api/v1/tracks/5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511/contours',
  duration_ms: 309_000,
  acousticness: 0.08,
  danceability: 0.61,
  energy: 0.71,
  instrumentalness: 0.22,
  key: 7,
  liveness: null,
  loudness: -9.2,
  mode: 0,
  speechiness: null,
  tempo: 137.8,
  time_signature: null,
  valence: 0.38,
  mbid: '6a7a4a52-9d0b-4c1e-8a77-0b8f4c1e6a77',
  isrcs: ['GBAYE0000351'],
  confidence: {
    acousticness: 0.84,
    danceability: 0.72,
    energy: 0.8,
    instrumentalness: 0.7,
    key: 0.41,
    liveness: null,
    loudness: 1,
    mode: 0.41,
    speechiness: null,
    tempo: 0.93,
    time_signature: null,
    valence: 0.69,
  },
  source: {
    acousticness: ['musicnn'],
    danceability: ['musicnn'],
    energy: ['signal.loudness', 'musicnn'],
    instrumentalness: ['musicnn'],
    key: ['file'],
    liveness: [],
    loudness: ['file'],
    mode: ['file'],
    speechiness: [],
    tempo: ['file'],
    time_signature: [],
    valence: ['tags'],
  },
};

export const listAudioFeatures = defineOperation({
  operationId: 'listAudioFeatures',
  method: 'get',
  path: '/audio-features',
  summary: 'Features of up to 100 tracks, in the shape that Spotify’s API had',
  description:
    'Tools that were built on Spotify’s `audio-features` need another address and the ids of tracks here, MBIDs or ISRCs. What each value rests on and how sure it is stands beside it.',
  tag: 'Library',
  access: 'read',
  query: z.strictObject({
    ids: z
      .string(`Expected: ${WHAT}, or several with commas between them.`)
      .regex(
        new RegExp(`^${one}(?:,${one}){0,${MOST_TRACKS - 1}}$`),
        `Expected: ${WHAT}; ${MOST_TRACKS} of them at most, with commas between them.`,
      )
      .openapi({
        description: `Each ${WHAT}; ${MOST_TRACKS} at most, with commas between them. An id that is a track’s here goes before an MBID.`,
        example: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511,GBAYE0000351',
      }),
  }),
  answer: {
    status: 200,
    description: 'The features in the order in which they were asked for; null for a track that is not known.',
    schema: z.strictObject({ audio_features: z.array(z.union([AudioFeatures, z.null()])).max(MOST_TRACKS) }),
    example: { audio_features: [example, null] },
  },
});

export const getAudioFeatures = defineOperation({
  operationId: 'getAudioFeatures',
  method: 'get',
  path: '/audio-features/{id}',
  summary: 'Features of one track, in the shape that Spotify’s API had',
  tag: 'Library',
  access: 'read',
  params: z.strictObject({
    id: z
      .string()
      .regex(new RegExp(`^${one}$`), `Expected: ${WHAT}.`)
      .openapi({ description: `The track: ${WHAT}.`, example: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511' }),
  }),
  problems: [404],
  answer: { status: 200, description: 'The features.', schema: AudioFeatures, example },
});
