import { AudioRoot, rootExample } from './library.ts';
import { AxisSummary, Count, Coverage, Day, Id, IsoWeek, Moment, Space } from './primitives.ts';
import { Connection } from './connections.ts';
import { defineOperation } from './operation.ts';
import { Pending } from './jobs.ts';
import { orNull, z } from './zod.ts';

const SeriesWeek = z
  .strictObject({
    isoWeek: IsoWeek,
    weekStart: Day,
    inProgress: z.boolean(),
    listens: Count,
    effectiveArtists: z.number().min(0).openapi({
      description: 'exp(Shannon entropy) of the artist shares: how many equally played artists it amounts to.',
    }),
    momentum: z.number().min(0).nullable(),
    energy: orNull(AxisSummary),
    valence: orNull(AxisSummary),
  })
  .openapi('SeriesWeek');

export const Overview = z
  .strictObject({
    listener: z.strictObject({
      id: Id,
      handle: z.string(),
      displayName: z.string(),
      timeZone: z.string(),
      isDemo: z.boolean(),
    }),
    listens: z.strictObject({
      total: Count,
      thisWeek: Count,
      lastWeek: Count,
      firstAt: Moment.nullable(),
      latestAt: Moment.nullable(),
    }),
    tracks: z.strictObject({ distinct: Count, withAudio: Count, scored: Count }),
    week: z.strictObject({ isoWeek: IsoWeek, weekStart: Day, inProgress: z.boolean() }).nullable(),
    diversity: z
      .strictObject({ effectiveArtists: z.number().min(0), baseline26Weeks: z.number().min(0).nullable() })
      .nullable(),
    momentum: z
      .strictObject({
        value: z.number().min(0),
        baseline26Weeks: z.number().min(0).nullable(),
        space: Space,
        coverage: Coverage,
      })
      .nullable()
      .openapi({ description: 'How far the week’s centre of taste moved, in the space itself.' }),
    coverage: z
      .strictObject({ audio: Coverage, scores: Coverage })
      .openapi({ description: 'Shares of all plays whose track has measured audio, and has scores.' }),
    changed: z
      .string()
      .nullable()
      .openapi({ description: 'One sentence on what changed; null when nothing can be said with confidence.' }),
    series: z.array(SeriesWeek).max(52).openapi({ description: 'The last 52 weeks, oldest first.' }),
    pending: Pending,
    connections: z.array(Connection),
    audioRoots: z.array(AudioRoot),
  })
  .openapi('Overview');
export type OverviewShape = z.infer<typeof Overview>;

const energy = { mean: 0.61, low: 0.57, high: 0.65, spread: 0.14, coverage: 0.9, ownDeviation: 0.02 };

export const getOverview = defineOperation({
  operationId: 'getOverview',
  method: 'get',
  path: '/overview',
  summary: 'Where the listener stands: counts, this week, what changed, what is still being worked on',
  tag: 'Dashboard',
  access: 'read',
  answer: {
    status: 200,
    description: 'The overview.',
    schema: Overview,
    example: {
      listener: {
        id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
        handle: 'local',
        displayName: 'You',
        timeZone: 'Europe/Lisbon',
        isDemo: false,
      },
      listens: {
        total: 6120,
        thisWeek: 41,
        lastWeek: 77,
        firstAt: '2024-11-18T09:12:00.000Z',
        latestAt: '2026-11-18T20:15:00.000Z',
      },
      tracks: { distinct: 640, withAudio: 212, scored: 588 },
      week: { isoWeek: '2026-W47', weekStart: '2026-11-16', inProgress: true },
      diversity: { effectiveArtists: 14.2, baseline26Weeks: 17.9 },
      momentum: { value: 0.21, baseline26Weeks: 0.17, space: 'tag', coverage: 0.94 },
      coverage: { audio: 0.42, scores: 0.95 },
      changed: 'Energy is higher than in the 26 weeks before: 0.61 against 0.48.',
      series: [
        {
          isoWeek: '2026-W47',
          weekStart: '2026-11-16',
          inProgress: true,
          listens: 41,
          effectiveArtists: 14.2,
          momentum: 0.21,
          energy,
          valence: null,
        },
      ],
      pending: { metadata: 0, tags: 12, match: 0, extract: 38, score: 0, map: 1, imports: 0 },
      connections: [],
      audioRoots: [rootExample],
    },
  },
});
