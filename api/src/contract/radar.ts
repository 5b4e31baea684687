import type { AxisName } from './primitives.ts';
import { axisNames, AxisSummaries, Count, Coverage, Day, IsoWeek } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

const WeekRadar = z
  .strictObject({
    label: z.string(),
    isoWeek: orNull(IsoWeek),
    listens: Count,
    coverage: Coverage.openapi({ description: 'Share of these plays whose track has scores.' }),
    inProgress: z.boolean(),
    axes: AxisSummaries,
  })
  .openapi('WeekRadar');
export type WeekRadarShape = z.infer<typeof WeekRadar>;

const AxisChange = z
  .strictObject({
    difference: z.number().min(-1).max(1),
    clear: z.boolean().openapi({
      description:
        'Whether the difference is larger than chance gives one time in twenty, by the errors that the two do not share.',
    }),
  })
  .openapi('AxisChange');

/** Every axis of the week against another span; null where either is not known. */
const AxisChanges = z
  .strictObject(
    Object.fromEntries(axisNames.map((axis) => [axis, orNull(AxisChange)])) as Record<
      AxisName,
      ReturnType<typeof orNull<typeof AxisChange>>
    >,
  )
  .openapi('AxisChanges');
export type AxisChangesShape = z.infer<typeof AxisChanges>;

export const Radar = z
  .strictObject({
    week: orNull(WeekRadar),
    baseline: orNull(WeekRadar).openapi({ description: 'The 26 weeks before the week, weighted by plays.' }),
    compare: orNull(WeekRadar),
    fromBaseline: orNull(AxisChanges).openapi({ description: 'The week less the weeks before it.' }),
    fromCompare: orNull(AxisChanges).openapi({ description: 'The week less the one it is compared with.' }),
    availableWeeks: z
      .array(z.strictObject({ isoWeek: IsoWeek, weekStart: Day, listens: Count }))
      .openapi({ description: 'Newest first.' }),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('Radar');
export type RadarShape = z.infer<typeof Radar>;

/** Takes 2026-W47 and the older 2026-47 alike. */
export const WeekParameter = z
  .string()
  .regex(/^(19|2\d)\d{2}-W?(0[1-9]|[1-4]\d|5[0-3])$/, 'A week looks like 2026-W47.')
  .openapi({ example: '2026-W47' });

const energy = { mean: 0.61, low: 0.57, high: 0.65, spread: 0.14, coverage: 0.9, ownDeviation: 0.02 };
const axes = {
  energy,
  valence: null,
  danceability: null,
  brightness: null,
  pumpiness: null,
  acousticness: null,
  instrumentalness: null,
};
const unchanged = { ...axes, energy: null };
const example: RadarShape = {
  week: { label: 'Week 47, 2026', isoWeek: '2026-W47', listens: 41, coverage: 0.9, inProgress: true, axes },
  baseline: {
    label: '26 weeks before',
    isoWeek: null,
    listens: 1830,
    coverage: 0.88,
    inProgress: false,
    axes: { ...axes, energy: { ...energy, mean: 0.48, low: 0.46, high: 0.5 } },
  },
  compare: null,
  fromBaseline: { ...unchanged, energy: { difference: 0.13, clear: true } },
  fromCompare: null,
  availableWeeks: [{ isoWeek: '2026-W47', weekStart: '2026-11-16', listens: 41 }],
  reason: null,
};

export const getRadar = defineOperation({
  operationId: 'getRadar',
  method: 'get',
  path: '/dashboard/radar',
  summary: 'One week on the axes against the half year before it',
  description: 'Without `week` the newest one that has listens. `compare` adds a second week.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({ week: WeekParameter.optional(), compare: WeekParameter.optional() }),
  answer: { status: 200, description: 'The radar.', schema: Radar, example },
  alias: true,
});
