import { defineOperation } from '../operation.ts';
import { Count, Moment } from '../primitives.ts';
import { z } from '../zod.ts';

const Lane = z
  .strictObject({
    pending: Count.openapi({ description: 'Tracks that are due and that no worker has taken.' }),
    claimed: Count.openapi({ description: 'Tracks that a worker has taken and not finished.' }),
    oldestSeconds: z.number().min(0).nullable().openapi({ description: 'Age of the oldest that waits.' }),
    tracksPerBatch: z.int().min(1),
  })
  .openapi('Lane');
export type LaneShape = z.infer<typeof Lane>;

const Work = z
  .strictObject({
    extractGpu: Lane,
    extract: Lane,
    other: z.strictObject({
      metadata: Count,
      tags: Count,
      match: Count,
      score: Count,
      map: Count,
      imports: Count,
    }),
    gpuFallbacks: z.strictObject({
      count: Count.openapi({ description: 'Of the last seven days.' }),
      lastAt: Moment.nullable(),
    }),
  })
  .openapi('Work');
export type WorkShape = z.infer<typeof Work>;

const lane = { pending: 0, claimed: 0, oldestSeconds: null, tracksPerBatch: 20 };

export const getWork = defineOperation({
  operationId: 'getWork',
  method: 'get',
  path: '/work',
  summary: 'What is still to be done',
  description: 'Work of suspended listeners waits and is not counted.',
  tag: 'Work',
  access: 'service',
  answer: {
    status: 200,
    description: 'Counts of work that could be done now.',
    schema: Work,
    example: {
      extractGpu: { ...lane, pending: 200, claimed: 20, oldestSeconds: 31.5 },
      extract: lane,
      other: { metadata: 0, tags: 12, match: 0, score: 3, map: 1, imports: 0 },
      gpuFallbacks: { count: 0, lastAt: null },
    },
  },
});
