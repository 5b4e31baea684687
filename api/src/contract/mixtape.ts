import { KEY_NAMES } from '@sidetrack/analysis';
import { Count, Coverage, Day, Id, integerParameter, IsoWeek, Space } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { WeekParameter } from './radar.ts';
import { orNull, z } from './zod.ts';

const Key = z
  .strictObject({
    name: z.enum(KEY_NAMES),
    mode: z.enum(['major', 'minor']),
    wheel: z.string().openapi({
      description: 'Its place on the wheel of keys: 1 to 12 along the circle of fifths, A minor, B major.',
    }),
  })
  .openapi('MixtapeKey');

const Step = z
  .strictObject({
    text: z.string(),
    tempoRatio: z.number().min(0).nullable().openapi({
      description:
        'This tempo over the one before, doubled or halved to be nearest to 1. Null where either is not known.',
    }),
    keyDistance: z.int().min(0).max(7).nullable().openapi({
      description:
        'Steps around the wheel of keys, and one more between major and minor. Null where either is not known.',
    }),
    energyChange: z.number().min(-1).max(1).nullable(),
  })
  .openapi('MixtapeStep');

const Track = z.strictObject({
  position: z.int().min(1),
  recordingId: Id,
  title: z.string(),
  artistCredit: z.string(),
  durationSeconds: z.number().min(0),
  durationAssumed: z.boolean().openapi({
    description: 'Whether the duration is not known, and the median of the known ones stands for it.',
  }),
  tempoBpm: z.number().nullable().openapi({ description: 'Null where it is not known, or not surely.' }),
  key: orNull(Key),
  energy: z.number().min(0).max(1).nullable(),
  plays: Count.openapi({ description: 'Plays in the weeks that were taken.' }),
  inCluster: z.boolean(),
  standsFor: Count.openapi({
    description:
      'How many of the tracks to choose from lie nearer to it than to any other on the mixtape, itself included.',
  }),
  why: z.string(),
  step: orNull(Step).openapi({ description: 'From the track before; null for the first.' }),
});

export const MixtapeAnswer = z
  .strictObject({
    space: Space.openapi({ description: 'The space of the map; the one asked for, else the trajectory’s.' }),
    availableSpaces: z.array(z.strictObject({ space: Space, coverage: Coverage, tracks: Count })),
    model: z.string().nullable(),
    availableWeeks: z
      .array(z.strictObject({ isoWeek: IsoWeek, weekStart: Day, listens: Count }))
      .openapi({ description: 'Weeks that have listens, the newest first.' }),
    week: orNull(
      z.strictObject({
        isoWeek: IsoWeek,
        weekStart: Day,
        inProgress: z.boolean(),
        plays: Count,
        tracks: Count,
        coverage: Coverage.openapi({ description: 'Share of the week’s plays whose track is on the map.' }),
      }),
    ),
    seed: Count,
    minutes: z.int().openapi({ description: 'The length asked for.' }),
    totalSeconds: z.number().min(0),
    short: z.boolean().openapi({ description: 'Whether there is too little for an hour.' }),
    assumedDurations: Count,
    weeks: z.array(IsoWeek).openapi({ description: 'The weeks that it is made of.' }),
    cluster: orNull(
      z.strictObject({
        tracks: Count,
        plays: Count,
        share: z.number().min(0).max(1).openapi({ description: 'Of the plays in these weeks that are on the map.' }),
        clusters: Count.openapi({
          description: 'How many clusters there are; 0 where there are none and all count as one.',
        }),
      }),
    ),
    tracks: z.array(Track),
    leftOut: z.strictObject({
      notOnMap: Count,
      unfitLength: Count,
      otherClusters: Count,
      betweenClusters: Count,
      notChosen: Count,
    }),
    notes: z.array(z.string()).openapi({ description: 'What to know of how it came about, a sentence each.' }),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('Mixtape');
export type MixtapeShape = z.infer<typeof MixtapeAnswer>;

const example: MixtapeShape = {
  space: 'tag',
  availableSpaces: [{ space: 'tag', coverage: 0.94, tracks: 588 }],
  model: 'tags-1',
  availableWeeks: [{ isoWeek: '2026-W47', weekStart: '2026-11-16', listens: 141 }],
  week: {
    isoWeek: '2026-W47',
    weekStart: '2026-11-16',
    inProgress: false,
    plays: 141,
    tracks: 96,
    coverage: 0.94,
  },
  seed: 1,
  minutes: 75,
  totalSeconds: 4438,
  short: false,
  assumedDurations: 0,
  weeks: ['2026-W47'],
  cluster: { tracks: 41, plays: 78, share: 0.59, clusters: 3 },
  tracks: [
    {
      position: 1,
      recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
      title: 'Idioteque',
      artistCredit: 'Radiohead',
      durationSeconds: 309,
      durationAssumed: false,
      tempoBpm: 138,
      key: { name: 'G', mode: 'minor', wheel: '6A' },
      energy: 0.71,
      plays: 5,
      inCluster: true,
      standsFor: 3,
      why: 'Played 5 times in the week; it stands for 2 tracks near it that were left out.',
      step: null,
    },
  ],
  leftOut: { notOnMap: 5, unfitLength: 1, otherClusters: 38, betweenClusters: 11, notChosen: 23 },
  notes: [],
  reason: null,
};

export const getMixtape = defineOperation({
  operationId: 'getMixtape',
  method: 'get',
  path: '/dashboard/mixtape',
  summary: 'A mixtape of a week, 60 to 90 minutes',
  description:
    'The cluster of the map that was played most in the week, tracks that stand for it, no artist twice in a row, in an order of smooth ' +
    'steps of tempo, key and energy. Where the week cannot fill an hour its neighbours are taken too, and the notes say so. ' +
    'The same seed gives the same mixtape while the listening and the map stay as they are.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    week: WeekParameter.optional().openapi({ description: 'Without it the newest one that has listens.' }),
    space: Space.optional(),
    seed: integerParameter({ minimum: 0, maximum: 999_999_999, default: 1 }),
    minutes: integerParameter({ minimum: 60, maximum: 90, default: 75 }),
  }),
  answer: { status: 200, description: 'The mixtape.', schema: MixtapeAnswer, example },
});
