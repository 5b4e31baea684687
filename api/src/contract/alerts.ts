import { attributed, partsExample, Score } from './influences.ts';
import { defineOperation } from './operation.ts';
import { Axis, Day, Id, integerParameter, IsoWeek, Moment } from './primitives.ts';
import { z } from './zod.ts';

const DatedWeek = z.strictObject({ isoWeek: IsoWeek, weekStart: Day }).openapi('DatedWeek');

export const Alert = z
  .strictObject({
    id: Id,
    axis: Axis,
    direction: z.enum(['up', 'down']),
    found: DatedWeek.openapi({ description: 'The week in which there was evidence enough.' }),
    since: DatedWeek.openapi({ description: 'The first week of the new level, as far as can be told.' }),
    size: z.number().openapi({ description: 'The new level less the usual one.' }),
    low: z.number().openapi({ description: 'Lower bound of the 80 % interval of the size.' }),
    high: z.number().openapi({ description: 'Upper bound of the 80 % interval of the size.' }),
    sentence: z.string(),
    announced: z.boolean().openapi({
      description: 'False for a change that came to light later, because older listens or better scores came in.',
    }),
    raisedAt: Moment,
    dismissedAt: Moment.nullable(),
    calibrated: z.boolean().openapi({
      description:
        'Whether the scores of the named tracks have been shown to be as sure as they say, on at least 100 real tracks. Where not, the interval of the size is only as good as their model.',
    }),
    before: Score.nullable().openapi({ description: 'Mean of the plays of up to 52 weeks before.' }),
    after: Score.nullable().openapi({ description: 'Mean of the plays since.' }),
    ...attributed,
  })
  .openapi('Alert');
export type AlertShape = z.infer<typeof Alert>;

const alert: AlertShape = {
  id: '1e6a770b-8f4c-4a52-9d0b-6a5a0c1c9a11',
  axis: 'energy',
  direction: 'down',
  found: { isoWeek: '2026-W42', weekStart: '2026-10-12' },
  since: { isoWeek: '2026-W40', weekStart: '2026-09-28' },
  size: -0.1,
  low: -0.13,
  high: -0.07,
  sentence: 'Since week 40 of 2026 your music is calmer: energy 0.43 against 0.52 before. Burial moved it most.',
  announced: true,
  raisedAt: '2026-10-19T06:00:00.000Z',
  dismissedAt: null,
  calibrated: false,
  before: 0.52,
  after: 0.43,
  ...partsExample,
};

export const listAlerts = defineOperation({
  operationId: 'listAlerts',
  method: 'get',
  path: '/alerts',
  summary: 'Lasting changes of taste, newest first',
  description:
    'A change of energy or valence that lasts, told once there is evidence for it. The unfinished week is not looked at, and a new folder, a new model, labels or older listens announce nothing: what they bring to light is listed with `state=all` alone.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    state: z.enum(['open', 'all']).default('open').openapi({ description: 'open: announced and not dismissed.' }),
    limit: integerParameter({ minimum: 1, maximum: 200, default: 50 }),
  }),
  answer: {
    status: 200,
    description: 'The alerts.',
    schema: z.strictObject({ alerts: z.array(Alert) }),
    example: { alerts: [alert] },
  },
});

export const dismissAlert = defineOperation({
  operationId: 'dismissAlert',
  method: 'post',
  path: '/alerts/{id}/dismiss',
  summary: 'Dismiss an alert',
  description: 'It stays dismissed when the weeks are computed anew.',
  tag: 'Dashboard',
  access: 'write',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: {
    status: 200,
    description: 'The alert.',
    schema: Alert,
    example: { ...alert, dismissedAt: '2026-10-20T06:00:00.000Z' },
  },
});

export const restoreAlert = defineOperation({
  operationId: 'restoreAlert',
  method: 'post',
  path: '/alerts/{id}/restore',
  summary: 'Take back the dismissal of an alert',
  description: 'It is open again. Nothing happens to one that was not dismissed.',
  tag: 'Dashboard',
  access: 'write',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: { status: 200, description: 'The alert.', schema: Alert, example: alert },
});
