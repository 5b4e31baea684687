import { artistExample, Score, trackExample } from './influences.ts';
import { defineOperation } from './operation.ts';
import { Axis, Count, Coverage, Id, integerParameter, Space } from './primitives.ts';
import { orNull, z } from './zod.ts';

const Outlier = z
  .strictObject({
    recordingId: Id,
    title: z.string(),
    artistCredit: z.string(),
    plays: Count,
    distance: z.number().min(0).openapi({
      description: 'Mahalanobis distance to the centre of the plays; the root mean square over all plays is 1.',
    }),
    axes: z
      .array(
        z.strictObject({
          axis: Axis,
          value: Score,
          low: Score.openapi({ description: 'Lower bound of the 80 % interval.' }),
          high: Score.openapi({ description: 'Upper bound of the 80 % interval.' }),
          calibrated: z.boolean().openapi({
            description: 'Whether all sources are calibrated; where not, show low to high as a band.',
          }),
          usual: Score.openapi({ description: 'Mean of the plays.' }),
          deviations: z.number(),
        }),
      )
      .openapi({ description: 'The axes on which it differs most, in standard deviations of the plays.' }),
    tags: z
      .array(z.strictObject({ tag: z.string(), share: Coverage }))
      .openapi({ description: 'Its tags that are rarest among the plays, with the share of plays that carry them.' }),
    nearest: orNull(z.strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string() })).openapi({
      description: 'The track of these plays that lies nearest to it.',
    }),
    sentence: z.string(),
  })
  .openapi('OutlierTrack');
export type OutlierShape = z.infer<typeof Outlier>;

const Outliers = z
  .strictObject({
    space: Space,
    availableSpaces: z.array(z.strictObject({ space: Space, coverage: Coverage, tracks: Count })),
    days: Count,
    tracks: Count.openapi({ description: 'How many tracks were compared.' }),
    coverage: Coverage.openapi({ description: 'Share of the plays of these days whose track lies in the space.' }),
    shrinkage: orNull(Coverage).openapi({ description: 'How far the covariance was drawn towards a sphere.' }),
    distances: z.array(z.strictObject({ from: z.number().min(0), to: z.number().min(0), tracks: Count })).openapi({
      description: 'How many of the compared tracks lie how far from the centre, in steps of 0.25, nearest first.',
    }),
    outliers: z.array(Outlier).openapi({ description: 'Farthest first.' }),
    reason: z.string().nullable(),
  })
  .openapi('Outliers');
export type OutliersShape = z.infer<typeof Outliers>;

export const getOutliers = defineOperation({
  operationId: 'getOutliers',
  method: 'get',
  path: '/dashboard/outliers',
  summary: 'Tracks that lie farthest from what was heard lately, and why',
  description:
    'By Mahalanobis distance to the play-weighted centre of the last days, in either space; works with few tracks.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    days: integerParameter({ minimum: 1, maximum: 3660, default: 90 }),
    space: Space.optional(),
    limit: integerParameter({ minimum: 1, maximum: 100, default: 20 }),
  }),
  answer: {
    status: 200,
    description: 'The outliers.',
    schema: Outliers,
    example: {
      space: 'tag',
      availableSpaces: [{ space: 'tag', coverage: 0.93, tracks: 412 }],
      days: 90,
      tracks: 160,
      coverage: 0.91,
      shrinkage: 0.12,
      distances: [
        { from: 0.75, to: 1, tracks: 120 },
        { from: 1, to: 1.25, tracks: 40 },
      ],
      outliers: [
        {
          recordingId: trackExample.recordingId,
          title: 'Archangel',
          artistCredit: 'Burial',
          plays: 3,
          distance: 2.4,
          axes: [
            { axis: 'energy', value: 0.28, low: 0.19, high: 0.38, calibrated: false, usual: 0.61, deviations: -2.1 },
          ],
          tags: [{ tag: 'dubstep', share: 0.01 }],
          nearest: { recordingId: artistExample.artistId, title: 'Teardrop', artistCredit: 'Massive Attack' },
          sentence: 'Far calmer than usual; dubstep is on 1 % of these plays.',
        },
      ],
      reason: null,
    } satisfies OutliersShape,
  },
});
