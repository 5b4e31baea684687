import { artistExample, causes, Difference, influence, Score } from './influences.ts';
import { defineOperation } from './operation.ts';
import type { AxisName } from './primitives.ts';
import { axisNames, Count, Coverage, Day, Id, integerParameter, IsoWeek } from './primitives.ts';
import { orNull, z } from './zod.ts';

const ArtistAxis = z.strictObject({
  mean: Score.openapi({ description: 'Mean of the artist’s plays.' }),
  pull: orNull(Difference).openapi({ description: 'The week’s mean less what it is without the artist.' }),
});
const ArtistAxisChange = z.strictObject({
  before: Score.nullable().openapi({ description: 'Mean of the artist’s plays in the first half of the weeks.' }),
  after: Score.nullable().openapi({ description: 'In the second half.' }),
  ...causes,
  change: influence.change.openapi({ description: 'What the artist did to the listener’s mean between the halves.' }),
  of: Difference.openapi({ description: 'The whole change of the listener’s mean between the halves.' }),
});
const axesOf = <S extends z.ZodType>(schema: S) =>
  z.strictObject(
    Object.fromEntries(axisNames.map((axis) => [axis, z.union([schema, z.null()])])) as Record<
      AxisName,
      z.ZodUnion<[S, z.ZodNull]>
    >,
  );

const Drift = z
  .strictObject({
    artist: z.strictObject({ id: Id, name: z.string() }),
    weeks: z
      .array(
        z.strictObject({
          isoWeek: IsoWeek,
          weekStart: Day,
          inProgress: z.boolean(),
          plays: Count,
          share: Coverage.openapi({ description: 'Of the week’s plays.' }),
          axes: axesOf(ArtistAxis),
        }),
      )
      .openapi({ description: 'Weeks with plays of the artist, oldest first.' }),
    shareBefore: orNull(Coverage),
    shareAfter: orNull(Coverage),
    change: axesOf(ArtistAxisChange),
  })
  .openapi('ArtistDrift');
export type DriftShape = z.infer<typeof Drift>;

const week = { isoWeek: '2026-W40', weekStart: '2026-09-28' };
const unknown = Object.fromEntries(axisNames.map((axis) => [axis, null])) as Record<AxisName, null>;
export const getArtistDrift = defineOperation({
  operationId: 'getArtistDrift',
  method: 'get',
  path: '/artists/{id}/drift',
  summary: 'How the listener’s plays of an artist move, and what they do to their weeks',
  description:
    'Counted are recordings whose first credited artist it is. The change is that of the second half of the weeks against the first.',
  tag: 'Dashboard',
  access: 'read',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({ weeks: integerParameter({ minimum: 2, maximum: 520, default: 52 }) }),
  problems: [404],
  answer: {
    status: 200,
    description: 'The drift.',
    schema: Drift,
    example: {
      artist: { id: artistExample.artistId, name: 'Burial' },
      weeks: [
        {
          ...week,
          inProgress: false,
          plays: 9,
          share: 0.19,
          axes: { ...unknown, energy: { mean: 0.28, pull: -0.03 } },
        },
      ],
      shareBefore: 0.02,
      shareAfter: 0.21,
      change: {
        ...unknown,
        energy: { before: 0.3, after: 0.28, change: -0.05, mix: -0.048, within: -0.002, of: -0.09 },
      },
    } satisfies DriftShape,
  },
});
