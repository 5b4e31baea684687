import { AxisValues, Id, integerParameter, Moment } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

const Listen = z
  .strictObject({
    listenedAt: Moment,
    recordingId: Id,
    trackName: z.string(),
    artistName: z.string(),
    releaseName: z.string().nullable(),
    sources: z.array(z.string()).openapi({ description: 'Every source that told of this play.' }),
    scores: orNull(AxisValues),
  })
  .openapi('Listen');

export const listRecentListens = defineOperation({
  operationId: 'listRecentListens',
  method: 'get',
  path: '/listens/recent',
  summary: 'Listens, newest first',
  description:
    'Follow `next` for older ones. Listens that share a second are never split over two pages, so a page may be a little longer than `limit`.',
  tag: 'Listening',
  access: 'read',
  query: z.strictObject({
    limit: integerParameter({ minimum: 1, maximum: 500, default: 50 }),
    before: Moment.optional().openapi({ description: 'Only listens before this moment.' }),
  }),
  answer: {
    status: 200,
    description: 'The listens.',
    schema: z.strictObject({
      listens: z.array(Listen),
      next: z.string().nullable().openapi({ description: 'Path of the next page; null at the end.' }),
    }),
    example: {
      listens: [
        {
          listenedAt: '2026-11-18T20:15:00.000Z',
          recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
          trackName: 'Idioteque',
          artistName: 'Radiohead',
          releaseName: 'Kid A',
          sources: ['listenbrainz'],
          scores: { energy: 0.71, valence: 0.38 },
        },
      ],
      next: '/api/v1/listens/recent?limit=1&before=2026-11-18T20%3A15%3A00.000Z',
    },
  },
  alias: true,
});
