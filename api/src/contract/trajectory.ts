import { AxisSummary, Count, Coverage, Day, Id, integerParameter, IsoWeek, Moment, Space } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

const TopTrack = z.strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string(), plays: Count });

export const Trajectory = z
  .strictObject({
    space: Space.openapi({
      description: 'The space that is shown; the one asked for if it has a map, else the other.',
    }),
    availableSpaces: z.array(z.strictObject({ space: Space, coverage: Coverage, tracks: Count })),
    model: z.string().nullable(),
    map: z
      .strictObject({
        id: Id,
        version: z.int().min(0),
        trackCount: Count,
        publishedAt: Moment,
        laidOutAt: Moment.nullable().openapi({
          description: 'When this layout was first shown. Later versions put new tracks on it and move no other.',
        }),
        moved: z.number().min(0).nullable().openapi({
          description: 'How far the layout moved the median track of the one before, as a share of its width.',
        }),
        announced: z.boolean().openapi({ description: 'Whether that was so far that the map has to be learned anew.' }),
      })
      .nullable(),
    coverage: Coverage.openapi({ description: 'Share of the plays in the window whose track is on the map.' }),
    bounds: z.strictObject({ minX: z.number(), maxX: z.number(), minY: z.number(), maxY: z.number() }).nullable(),
    tracks: z.array(
      z.strictObject({
        recordingId: Id,
        title: z.string(),
        artistCredit: z.string(),
        x: z.number(),
        y: z.number(),
        energy: z.number().min(0).max(1).nullable(),
        plays: Count,
      }),
    ),
    weeks: z.array(
      z.strictObject({
        isoWeek: IsoWeek,
        weekStart: Day,
        inProgress: z.boolean(),
        x: z.number(),
        y: z.number(),
        spreadX: z.number().min(0),
        spreadY: z.number().min(0),
        plays: Count,
        coverage: Coverage,
        energy: orNull(AxisSummary),
        momentum: z.number().min(0).nullable(),
        topTracks: z.array(TopTrack),
      }),
    ),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('Trajectory');
export type TrajectoryShape = z.infer<typeof Trajectory>;

const example: TrajectoryShape = {
  space: 'tag',
  availableSpaces: [{ space: 'tag', coverage: 0.94, tracks: 588 }],
  model: 'tags-1',
  map: {
    id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a12',
    version: 1,
    trackCount: 588,
    publishedAt: '2026-11-18T20:10:00.000Z',
    laidOutAt: '2026-11-02T06:00:00.000Z',
    moved: 0.03,
    announced: false,
  },
  coverage: 0.94,
  bounds: { minX: -4.2, maxX: 6.1, minY: -3.3, maxY: 5 },
  tracks: [
    {
      recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
      title: 'Idioteque',
      artistCredit: 'Radiohead',
      x: 1.2,
      y: -0.4,
      energy: 0.71,
      plays: 31,
    },
  ],
  weeks: [
    {
      isoWeek: '2026-W47',
      weekStart: '2026-11-16',
      inProgress: true,
      x: 0.8,
      y: 0.1,
      spreadX: 0.9,
      spreadY: 1.1,
      plays: 41,
      coverage: 0.94,
      energy: { mean: 0.61, low: 0.57, high: 0.65, spread: 0.14, coverage: 0.9, ownDeviation: 0.02 },
      momentum: 0.21,
      topTracks: [
        {
          recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
          title: 'Idioteque',
          artistCredit: 'Radiohead',
          plays: 5,
        },
      ],
    },
  ],
  reason: null,
};

export const WindowParameter = z
  .string()
  .regex(/^(all|[1-9]\d{0,2}w)$/, 'A window is a number of weeks such as 12w, or all.')
  .default('12w')
  .openapi({ description: 'How many weeks back from the newest one, such as 12w, or all.', example: '12w' });

/** More dots than these cannot be told apart by their titles. */
const MAX_TRACKS = 3000;

export const getTrajectory = defineOperation({
  operationId: 'getTrajectory',
  method: 'get',
  path: '/dashboard/trajectory',
  summary: 'The map of tracks and the way of the weeks over it',
  description:
    'With at most so many `tracks`, the most played ones; `GET /dashboard/trajectory/points` gives all of them in a compact form.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    window: WindowParameter,
    space: Space.optional(),
    tracks: integerParameter({ minimum: 0, maximum: MAX_TRACKS, default: MAX_TRACKS }),
  }),
  answer: { status: 200, description: 'The trajectory, weeks oldest first.', schema: Trajectory, example },
  alias: true,
});
