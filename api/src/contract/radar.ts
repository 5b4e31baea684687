import { AxisSummaries, Count, Coverage, Day, IsoWeek } from './primitives.ts';
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

export const Radar = z
  .strictObject({
    week: orNull(WeekRadar),
    baseline: orNull(WeekRadar).openapi({ description: 'The 26 weeks before the week, weighted by plays.' }),
    compare: orNull(WeekRadar),
    availableWeeks: z
      .array(z.strictObject({ isoWeek: IsoWeek, weekStart: Day, listens: Count }))
      .openapi({ description: 'Newest first.' }),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('Radar');
export type RadarShape = z.infer<typeof Radar>;

/** Takes 2026-W47 and the older 2026-47 alike. */
const WeekParameter = z
  .string()
  .regex(/^(19|2\d)\d{2}-W?(0[1-9]|[1-4]\d|5[0-3])$/, 'A week looks like 2026-W47.')
  .openapi({ example: '2026-W47' });

const energy = { mean: 0.61, low: 0.57, high: 0.65, spread: 0.14, coverage: 0.9 };
const axes = {
  energy,
  valence: null,
  danceability: null,
  brightness: null,
  pumpiness: null,
  acousticness: null,
  instrumentalness: null,
};
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
