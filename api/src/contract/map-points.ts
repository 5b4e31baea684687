import { Axis, AxisSummary, Count, Coverage, Id, integerParameter, IsoWeek, Space } from './primitives.ts';
import { WindowParameter } from './trajectory.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

/** More points than these are not sent: the most played ones are. */
export const MAX_POINTS = 100_000;

/** The larger side of the map in steps: finer than any screen that it is looked at on. */
export const STEPS = 16_383;

/** A whole number of steps. */
const Steps = z.array(z.int().min(0).max(STEPS));

const MapName = z.strictObject({ id: Id, version: z.int().min(0) });

export const MapPoints = z
  .strictObject({
    space: Space.openapi({
      description: 'The space that is shown; the one asked for if it has a map, else the other.',
    }),
    map: orNull(MapName),
    axis: Axis,
    coverage: Coverage.openapi({ description: 'Share of the points’ plays whose track has a value on the axis.' }),
    heard: Count.openapi({
      description: 'How many tracks on the map were heard in the window; of them `limit`, the most played, are points.',
    }),
    bounds: z.strictObject({ minX: z.number(), maxX: z.number(), minY: z.number(), maxY: z.number() }).nullable(),
    unit: z.number().positive().nullable().openapi({ description: 'How much of the map one step is.' }),
    count: Count,
    x: Steps.openapi({
      description:
        'Points stand from left to right. Steps of each to the right of the one before; of the first, of `bounds.minX`.',
    }),
    y: Steps.openapi({ description: 'Steps of each above `bounds.minY`.' }),
    value: z
      .array(z.int().min(0).max(100).nullable())
      .openapi({ description: 'On the axis, in hundredths; null where it is not known.' }),
    plays: z.array(Count),
    weeks: z
      .array(z.strictObject({ isoWeek: IsoWeek, value: orNull(AxisSummary) }))
      .openapi({ description: 'The weeks of the trajectory on this axis, oldest first.' }),
  })
  .openapi('MapPoints');
export type MapPointsShape = z.infer<typeof MapPoints>;

const PlacedTrack = z
  .strictObject({
    recordingId: Id,
    title: z.string(),
    artistCredit: z.string(),
    plays: Count,
    x: z.number().nullable().openapi({ description: 'Null for a track that is not on the map.' }),
    y: z.number().nullable(),
    value: z.number().min(0).max(1).nullable().openapi({ description: 'On the axis; null where it is not known.' }),
  })
  .openapi('PlacedTrack');

export const MapPlace = z
  .strictObject({ space: Space, map: orNull(MapName), axis: Axis, tracks: z.array(PlacedTrack) })
  .openapi('MapPlace');
export type MapPlaceShape = z.infer<typeof MapPlace>;

export const WeekTracks = z
  .strictObject({
    space: Space,
    map: orNull(MapName),
    axis: Axis,
    isoWeek: IsoWeek,
    listens: Count,
    heard: Count.openapi({ description: 'How many tracks were heard in the week.' }),
    coverage: Coverage.openapi({ description: 'Share of the week’s plays whose track is on the map.' }),
    tracks: z.array(PlacedTrack).openapi({ description: 'The most played first; equally often played ones by id.' }),
  })
  .openapi('WeekTracks');
export type WeekTracksShape = z.infer<typeof WeekTracks>;

const map = { id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a12', version: 1 };
const track = {
  recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
  title: 'Idioteque',
  artistCredit: 'Radiohead',
  plays: 31,
  x: 1.2,
  y: -0.4,
  value: 0.71,
};

const AxisParameter = Axis.default('energy').openapi({ description: 'What colours the map.' });

export const getMapPoints = defineOperation({
  operationId: 'getMapPoints',
  method: 'get',
  path: '/dashboard/trajectory/points',
  summary: 'Every track of the map as a point, for drawing',
  description:
    'Columns of whole numbers, without titles and ids, so that 100,000 points are some megabyte. ' +
    '`GET /dashboard/trajectory/place` says which tracks lie somewhere.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    window: WindowParameter,
    space: Space.optional(),
    axis: AxisParameter,
    limit: integerParameter({ minimum: 1, maximum: MAX_POINTS, default: MAX_POINTS }),
  }),
  answer: {
    status: 200,
    description: 'The points from left to right, and the weeks on the same axis.',
    schema: MapPoints,
    example: {
      space: 'tag',
      map,
      axis: 'energy',
      coverage: 0.96,
      heard: 3,
      bounds: { minX: -4.2, maxX: 6.1, minY: -3.3, maxY: 5 },
      unit: 0.000628701,
      count: 3,
      x: [0, 8590, 7793],
      y: [4612, 0, 13_202],
      value: [71, null, 38],
      plays: [31, 2, 7],
      weeks: [
        {
          isoWeek: '2026-W47',
          value: { mean: 0.61, low: 0.57, high: 0.65, spread: 0.14, coverage: 0.9, ownDeviation: 0.02 },
        },
      ],
    } satisfies MapPointsShape,
  },
});

const FARTHEST = 1e6;
const PlaceParameter = z
  .string()
  .regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, 'A place on the map is a number such as -1.25.')
  // Finer than any map is drawn; PostgreSQL refuses squares of what is next to nothing.
  .transform((text) => Number(Number(text).toFixed(9)))
  .refine((place) => Math.abs(place) <= FARTHEST, 'No map reaches that far.')
  .openapi({ type: 'number', minimum: -FARTHEST, maximum: FARTHEST, example: 1.2 });

export const getMapPlace = defineOperation({
  operationId: 'getMapPlace',
  method: 'get',
  path: '/dashboard/trajectory/place',
  summary: 'The tracks around a place on the map',
  description: 'Of the tracks that the listener has ever heard, those nearest to the place, nearest first.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    x: PlaceParameter,
    y: PlaceParameter,
    space: Space.optional(),
    axis: AxisParameter,
    limit: integerParameter({ minimum: 1, maximum: 50, default: 8 }),
  }),
  answer: {
    status: 200,
    description: 'The nearest tracks; none where there is no map.',
    schema: MapPlace,
    example: { space: 'tag', map, axis: 'energy', tracks: [track] } satisfies MapPlaceShape,
  },
});

export const getMapWeek = defineOperation({
  operationId: 'getMapWeek',
  method: 'get',
  path: '/dashboard/trajectory/week',
  summary: 'The tracks of a week, with where they lie on the map',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    week: IsoWeek,
    space: Space.optional(),
    axis: AxisParameter,
    limit: integerParameter({ minimum: 1, maximum: 1000, default: 300 }),
  }),
  answer: {
    status: 200,
    description: 'The tracks; none where nothing was heard.',
    schema: WeekTracks,
    example: {
      space: 'tag',
      map,
      axis: 'energy',
      isoWeek: '2026-W47',
      listens: 41,
      heard: 28,
      coverage: 0.94,
      tracks: [{ ...track, plays: 5 }],
    } satisfies WeekTracksShape,
  },
});
