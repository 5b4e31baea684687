import { Axis, Id, integerParameter, Moment } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

export const Label = z
  .strictObject({
    id: Id,
    recordingId: Id,
    title: z.string(),
    artistCredit: z.string(),
    axis: Axis,
    value: z.number().min(0).max(1),
    createdAt: Moment,
  })
  .openapi('Label');

const example = {
  id: '1e6a770b-8f4c-4a52-9d0b-6a5a0c1c9a11',
  recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
  title: 'Idioteque',
  artistCredit: 'Radiohead',
  axis: 'energy',
  value: 0.9,
  createdAt: '2026-11-18T20:15:00.000Z',
} as const;

export const addLabel = defineOperation({
  operationId: 'addLabel',
  method: 'post',
  path: '/labels',
  summary: 'Say where a track stands on an axis',
  description: 'A later label for the same track and axis takes the place of the earlier one.',
  tag: 'Labels',
  access: 'write',
  body: z.strictObject({ recordingId: Id, axis: Axis, value: z.number().min(0).max(1) }).openapi('LabelRequest'),
  bodyExample: { recordingId: example.recordingId, axis: 'energy', value: 0.9 },
  problems: [404],
  answer: { status: 201, description: 'The label.', schema: Label, example },
  alias: true,
});

export const listLabels = defineOperation({
  operationId: 'listLabels',
  method: 'get',
  path: '/labels',
  summary: 'The listener’s labels, newest first',
  tag: 'Labels',
  access: 'read',
  query: z.strictObject({ limit: integerParameter({ minimum: 1, maximum: 1000, default: 100 }) }),
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
  tag: 'Labels',
  access: 'write',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: { status: 204, description: 'Withdrawn.' },
  alias: true,
});
