import { Axis, Count, Id, integerParameter, Moment } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

const Share = z.number().min(0).max(1);
const TrackName = z.strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string() }).openapi('TrackName');

export const Label = z
  .strictObject({
    id: Id,
    ...TrackName.shape,
    other: orNull(TrackName).openapi({ description: 'The track it was compared with; null for a label of its own.' }),
    axis: Axis,
    value: Share.openapi({
      description:
        'Where the track stands on the axis; of a comparison: 1 the track has more than the other, 0 less, 0.5 no difference.',
    }),
    createdAt: Moment,
  })
  .openapi('Label');
export type LabelShape = z.infer<typeof Label>;

const Moved = z
  .strictObject({ ...TrackName.shape, from: orNull(Share), to: orNull(Share) })
  .openapi('MovedScore', { description: 'A score before and after; null where there is none.' });

const LabelEffect = z
  .strictObject({
    tracks: z.array(Moved).openapi({ description: 'The tracks that the label names.' }),
    others: z
      .strictObject({
        moved: Count.openapi({ description: 'Other tracks of the listener whose score moves by 0.01 or more.' }),
        meanChange: orNull(z.number().min(-1).max(1)).openapi({
          description: 'Mean change over the other scored tracks, each weighted by its plays.',
        }),
      })
      .openapi('MovedOthers'),
    weeks: Count.openapi({ description: 'Weeks that are computed anew now, which takes seconds.' }),
  })
  .openapi('LabelEffect', { description: 'What a label, or its withdrawal, changes for this listener alone.' });
export type LabelEffectShape = z.infer<typeof LabelEffect>;

const AxisCalibration = z
  .strictObject({
    axis: Axis,
    labels: Count,
    comparisons: Count,
    offset: z.number().openapi({ description: 'What is added to a score in log-odds.' }),
    slope: z.number().openapi({ description: 'What a score in log-odds is multiplied by.' }),
    moved: Count,
    meanChange: orNull(z.number().min(-1).max(1)),
    largest: z.array(Moved).openapi({ description: 'Up to five tracks that the labels moved most.' }),
  })
  .openapi('AxisCalibration');
export type AxisCalibrationShape = z.infer<typeof AxisCalibration>;

const track = {
  recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
  title: 'Idioteque',
  artistCredit: 'Radiohead',
} as const;
const example = {
  id: '1e6a770b-8f4c-4a52-9d0b-6a5a0c1c9a11',
  ...track,
  other: null,
  axis: 'energy',
  value: 0.9,
  createdAt: '2026-11-18T20:15:00.000Z',
} as const;
const effect: LabelEffectShape = {
  tracks: [{ ...track, from: 0.71, to: 0.84 }],
  others: { moved: 212, meanChange: 0.018 },
  weeks: 104,
};

export const addLabel = defineOperation({
  operationId: 'addLabel',
  method: 'post',
  path: '/labels',
  summary: 'Say where a track stands on an axis, or which of two has more of it',
  description:
    'With `otherRecordingId` it is a comparison. Labels fit how this listener hears the axis: they move the named tracks most and all their other scores a little, for nobody else, and can be withdrawn. A later label for the same track (or the same two tracks) and axis takes the place of the earlier one.',
  tag: 'Labels',
  access: 'write',
  body: z
    .strictObject({ recordingId: Id, otherRecordingId: Id.optional(), axis: Axis, value: Share })
    .openapi('LabelRequest'),
  bodyExample: { recordingId: track.recordingId, axis: 'energy', value: 0.9 },
  problems: [404, 409],
  answer: {
    status: 201,
    description: 'The label, and what it changes.',
    schema: z.strictObject({ ...Label.shape, effect: LabelEffect }).openapi('AddedLabel'),
    example: { ...example, effect },
  },
  alias: true,
});

export const listLabels = defineOperation({
  operationId: 'listLabels',
  method: 'get',
  path: '/labels',
  summary: 'The listener’s labels and comparisons, newest first',
  tag: 'Labels',
  access: 'read',
  query: z.strictObject({
    recordingId: Id.optional().openapi({ description: 'Only those that name this track.' }),
    limit: integerParameter({ minimum: 1, maximum: 1000, default: 100 }),
  }),
  answer: {
    status: 200,
    description: 'Those that were not withdrawn.',
    schema: z.strictObject({ labels: z.array(Label) }),
    example: { labels: [example] },
  },
  alias: true,
});

export const withdrawLabel = defineOperation({
  operationId: 'withdrawLabel',
  method: 'delete',
  path: '/labels/{id}',
  summary: 'Withdraw a label',
  description: 'All that it changed is as if it had never been given.',
  tag: 'Labels',
  access: 'write',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: {
    status: 200,
    description: 'What its withdrawal changes.',
    schema: z.strictObject({ effect: LabelEffect }),
    example: { effect },
  },
  alias: true,
});

export const getCalibration = defineOperation({
  operationId: 'getCalibration',
  method: 'get',
  path: '/calibration',
  summary: 'What the listener’s labels have changed',
  description: 'One entry for each axis with labels. Scores that other listeners see are not touched.',
  tag: 'Labels',
  access: 'read',
  answer: {
    status: 200,
    description: 'By axis; empty without labels.',
    schema: z.strictObject({ axes: z.array(AxisCalibration) }),
    example: {
      axes: [
        {
          axis: 'energy',
          labels: 3,
          comparisons: 1,
          offset: 0.21,
          slope: 1.04,
          moved: 212,
          meanChange: 0.018,
          largest: [{ ...track, from: 0.71, to: 0.84 }],
        },
      ],
    },
  },
});

export const getComparison = defineOperation({
  operationId: 'getComparison',
  method: 'get',
  path: '/comparisons/next',
  summary: 'Two tracks whose comparison would teach most',
  description:
    'From the listener’s most played tracks: both uncertain, and close. Answer with POST /labels and `otherRecordingId`.',
  tag: 'Labels',
  access: 'read',
  query: z.strictObject({
    axis: Axis.default('energy'),
    recordingId: Id.optional().openapi({ description: 'A track that has to be one of the two.' }),
    skip: integerParameter({ minimum: 0, maximum: 100, default: 0 }).openapi({
      description: 'How many pairs to pass over, for a listener who cannot tell.',
    }),
  }),
  problems: [404],
  answer: {
    status: 200,
    description: 'Null with a reason where there are no two such tracks.',
    schema: z.strictObject({ axis: Axis, tracks: orNull(z.array(TrackName)), reason: orNull(z.string()) }),
    example: { axis: 'energy', tracks: [track, { ...track, title: 'Kid A' }], reason: null },
  },
});
