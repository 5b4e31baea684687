import { artistExample, attributed, causes, Difference, influence, partsExample, Rest, Score } from './influences.ts';
import { defineOperation } from './operation.ts';
import type { AxisName } from './primitives.ts';
import { Axis, axisNames, Count, Coverage, Day, Id, integerParameter, IsoWeek } from './primitives.ts';
import { WeekParameter } from './radar.ts';
import { orNull, z } from './zod.ts';

const AxisAttribution = z
  .strictObject({
    before: Score,
    after: Score,
    difference: Difference,
    clear: z.boolean().openapi({
      description: 'Whether it is larger than chance gives one time in twenty, by the errors that both do not share.',
    }),
    coverageBefore: Coverage,
    coverageAfter: Coverage,
    ...attributed,
  })
  .openapi('AxisAttribution');
export type AxisAttributionShape = z.infer<typeof AxisAttribution>;

const Changes = z
  .strictObject({
    week: orNull(z.strictObject({ isoWeek: IsoWeek, weekStart: Day, inProgress: z.boolean(), listens: Count })),
    baseline: orNull(z.strictObject({ weeks: Count, listens: Count })).openapi({
      description: 'The 26 weeks before, as far as they hold listens.',
    }),
    axes: z.strictObject(
      Object.fromEntries(axisNames.map((axis) => [axis, orNull(AxisAttribution)])) as Record<
        AxisName,
        ReturnType<typeof orNull<typeof AxisAttribution>>
      >,
    ),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('Changes');
export type ChangesShape = z.infer<typeof Changes>;

const Influence = z
  .strictObject({
    by: z.enum(['artist', 'label']),
    axis: Axis,
    weeks: Count,
    before: Score.nullable(),
    after: Score.nullable(),
    evidence: Difference.nullable(),
    known: orNull(Coverage).openapi({
      description: 'Share of the scored plays whose artist or record label is known.',
    }),
    groups: z
      .array(
        z.strictObject({
          name: z.string(),
          artistId: Id.optional().openapi({
            description: 'Absent for record labels, and for artists known by name only.',
          }),
          ...influence,
          ...causes,
          pull: orNull(Difference).openapi({
            description:
              'How much higher the mean of the span itself is for its plays: the mean less the mean without them. Null where there is nothing else.',
          }),
        }),
      )
      .openapi({ description: 'Those that moved the mean most, strongest first.' }),
    others: Rest,
    reason: z.string().nullable(),
  })
  .openapi('Influence');
export type InfluenceShape = z.infer<typeof Influence>;

const week = { isoWeek: '2026-W40', weekStart: '2026-09-28' };
const unknown = Object.fromEntries(axisNames.map((axis) => [axis, null])) as Record<AxisName, null>;
export const getChanges = defineOperation({
  operationId: 'getChanges',
  method: 'get',
  path: '/dashboard/changes',
  summary: 'What changed in a week, by artist and track',
  description:
    'Every axis against the 26 weeks before, divided exactly among artists and tracks. Without `week` the newest one with listens.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({ week: WeekParameter.optional() }),
  answer: {
    status: 200,
    description: 'The changes.',
    schema: Changes,
    example: {
      week: { ...week, inProgress: false, listens: 48 },
      baseline: { weeks: 26, listens: 1450 },
      axes: {
        ...unknown,
        energy: {
          before: 0.52,
          after: 0.43,
          difference: -0.09,
          clear: true,
          coverageBefore: 0.88,
          coverageAfter: 0.92,
          ...partsExample,
        },
      },
      reason: null,
    } satisfies ChangesShape,
  },
});

export const getInfluence = defineOperation({
  operationId: 'getInfluence',
  method: 'get',
  path: '/dashboard/influence',
  summary: 'Which artists or record labels move the listener’s taste',
  description:
    'One axis over the last weeks against as many before. Plays without a known record label are part of `others`.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    by: z.enum(['artist', 'label']).default('artist'),
    axis: Axis.default('energy'),
    weeks: integerParameter({ minimum: 1, maximum: 104, default: 26 }),
    limit: integerParameter({ minimum: 1, maximum: 100, default: 20 }),
  }),
  answer: {
    status: 200,
    description: 'The influence.',
    schema: Influence,
    example: {
      by: 'label',
      axis: 'energy',
      weeks: 26,
      before: 0.52,
      after: 0.43,
      evidence: 0,
      known: 0.71,
      groups: [{ ...influenceOf(artistExample), name: 'Hyperdub', pull: -0.03 }],
      others: { count: 14, change: -0.04 },
      reason: null,
    } satisfies InfluenceShape,
  },
});

function influenceOf({ shareBefore, shareAfter, change, mix, within }: typeof artistExample) {
  return { shareBefore, shareAfter, change, mix, within };
}
