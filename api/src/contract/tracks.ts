import { axisNames, Count, Day, Id, IsoWeek, Moment } from './primitives.ts';
import type { AxisName } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

const Score = z
  .strictObject({
    value: z.number().min(0).max(1),
    low: z.number().min(0).max(1),
    high: z.number().min(0).max(1),
    shared: z.number().min(0).max(1).nullable().openapi({
      description: 'The value without this listener’s labels, as everybody shares it; null where only labels speak.',
    }),
    hasAudio: z.boolean().openapi({ description: 'Whether measured audio is among the sources.' }),
    calibrated: z.boolean().openapi({
      description:
        'Whether all sources are calibrated; where not, show low to high as a band rather than the value as a point.',
    }),
    sources: z.array(
      z.strictObject({
        source: z.string(),
        group: z.string().nullable(),
        value: z.number().nullable(),
        weight: z.number(),
        calibrated: z.boolean().openapi({
          description:
            'Whether 80 % intervals of this source on this axis have been shown to hold on tracks that were not used for fitting.',
        }),
      }),
    ),
  })
  .openapi('Score', { description: 'low and high bound 80 %; `sources` are the shares behind the value.' });

const Confidence = z.number().min(0).max(1);
const Sound = z
  .strictObject({
    tempo: orNull(
      z.strictObject({
        bpm: z.number(),
        confidence: Confidence.openapi({ description: 'Probability that it is right.' }),
        sure: z.boolean().openapi({ description: 'Where false, say that it is unsure.' }),
        sections: z
          .array(z.strictObject({ startSeconds: z.number().min(0), bpm: z.number() }))
          .openapi({ description: 'Several where the tempo changes.' }),
      }),
    ).openapi({ description: 'Null where there is no tempo, as in silence.' }),
    key: orNull(
      z.strictObject({
        tonic: z.string(),
        mode: z.string().nullable(),
        confidence: Confidence.openapi({ description: 'Probability that key and mode are right.' }),
        sure: z.boolean().openapi({ description: 'Where false, say that it is unsure.' }),
      }),
    ),
    loudnessLufs: z.number().nullable(),
    dynamicRangeDb: z.number().nullable(),
  })
  .openapi('TrackSound', { description: 'What was measured in the listener’s own file, with how sure it is.' });

export const Track = z
  .strictObject({
    recording: z.strictObject({
      id: Id,
      mbid: Id.nullable(),
      title: z.string(),
      artistCredit: z.string(),
      releaseTitle: z.string().nullable(),
      durationSeconds: z.number().nullable(),
      isPrivate: z.boolean().openapi({
        description:
          'Whether it is known from this listener’s plays alone, because it maps to no MusicBrainz recording yet.',
      }),
    }),
    artists: z
      .array(z.strictObject({ id: Id, name: z.string(), joinPhrase: z.string() }).openapi('TrackArtist'))
      .openapi({ description: 'As credited, in order; empty where only the words of the credit are known.' }),
    audio: z
      .strictObject({
        state: z.enum(['measured', 'waiting', 'failed', 'none']),
        reason: z.string().nullable().openapi({ description: 'Why measuring failed.' }),
      })
      .openapi('TrackAudio', {
        description: 'none: no file of the listener is matched to the track. waiting: one is, and is not measured yet.',
      }),
    sound: orNull(Sound),
    scores: z.strictObject(
      Object.fromEntries(axisNames.map((axis) => [axis, Score.optional()])) as Record<
        AxisName,
        z.ZodOptional<typeof Score>
      >,
    ),
    features: z
      .strictObject({
        extractorVersion: z.string(),
        optionsHash: z.string(),
        durationSeconds: z.number(),
        values: z.record(z.string(), z.unknown()),
      })
      .nullable(),
    tags: z.array(z.strictObject({ tag: z.string(), source: z.string(), weight: z.number().min(0).max(1) })),
    plays: z.strictObject({ total: Count, firstAt: Moment.nullable(), latestAt: Moment.nullable() }),
  })
  .openapi('Track');
export type TrackShape = z.infer<typeof Track>;

const example: TrackShape = {
  recording: {
    id: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
    mbid: '6a7a4a52-9d0b-4c1e-8a77-0b8f4c1e6a77',
    title: 'Idioteque',
    artistCredit: 'Radiohead',
    releaseTitle: 'Kid A',
    durationSeconds: 309,
    isPrivate: false,
  },
  artists: [{ id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11', name: 'Radiohead', joinPhrase: '' }],
  audio: { state: 'measured', reason: null },
  sound: {
    tempo: { bpm: 137.8, confidence: 0.93, sure: true, sections: [{ startSeconds: 0, bpm: 137.8 }] },
    key: { tonic: 'G', mode: 'minor', confidence: 0.41, sure: false },
    loudnessLufs: -9.2,
    dynamicRangeDb: 11.3,
  },
  scores: {
    energy: {
      value: 0.71,
      low: 0.6,
      high: 0.8,
      shared: 0.71,
      hasAudio: true,
      calibrated: false,
      sources: [
        { source: 'signal.loudness', group: 'signal', value: 0.74, weight: 0.6, calibrated: false },
        { source: 'musicnn', group: 'folksonomy', value: 0.66, weight: 0.4, calibrated: false },
      ],
    },
  },
  features: null,
  tags: [{ tag: 'electronic', source: 'listenbrainz', weight: 1 }],
  plays: { total: 31, firstAt: '2024-12-01T10:00:00.000Z', latestAt: '2026-11-18T20:15:00.000Z' },
};

export const getTrack = defineOperation({
  operationId: 'getTrack',
  method: 'get',
  path: '/tracks/{id}',
  summary: 'All that is known of one track',
  tag: 'Library',
  access: 'read',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: { status: 200, description: 'The track.', schema: Track, example },
});

const TrackPlays = z
  .strictObject({
    total: Count,
    firstAt: Moment.nullable(),
    latestAt: Moment.nullable(),
    currentWeek: Day.openapi({ description: 'Monday of the week that is running.' }),
    weeks: z
      .array(z.strictObject({ isoWeek: IsoWeek, weekStart: Day, inProgress: z.boolean(), plays: Count }))
      .openapi({ description: 'Weeks with plays, oldest first; in all others there was none.' }),
  })
  .openapi('TrackPlays');
export type TrackPlaysShape = z.infer<typeof TrackPlays>;

export const getTrackPlays = defineOperation({
  operationId: 'getTrackPlays',
  method: 'get',
  path: '/tracks/{id}/plays',
  summary: 'When the listener played a track, week by week',
  tag: 'Library',
  access: 'read',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: {
    status: 200,
    description: 'The plays.',
    schema: TrackPlays,
    example: {
      total: 31,
      firstAt: '2024-12-01T10:00:00.000Z',
      latestAt: '2026-11-18T20:15:00.000Z',
      currentWeek: '2026-11-16',
      weeks: [{ isoWeek: '2026-W47', weekStart: '2026-11-16', inProgress: true, plays: 3 }],
    } satisfies TrackPlaysShape,
  },
});
