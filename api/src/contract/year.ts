import { AxisSummaries, Count, Coverage, Id, IsoWeek } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

export const YEAR = /^(19|20)\d\d$/;
const Plays = z.int().min(1);
const YearArtist = z.strictObject({ artistId: Id, name: z.string(), plays: Plays }).openapi('YearArtist');
const YearTrack = z
  .strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string(), plays: Plays })
  .openapi('YearTrack');

export const YearReview = z
  .strictObject({
    year: z.int().nullable().openapi({ description: 'null where there are no listens at all.' }),
    years: z.array(z.int()).openapi({ description: 'The years in which there may be listens, newest first.' }),
    inProgress: z.boolean(),
    listens: Count,
    listensBefore: Count.nullable().openapi({
      description: 'Listens of the year before; null where the history begins in this one.',
    }),
    tracks: Count,
    artists: Count,
    newTracks: Count.nullable().openapi({
      description: 'Tracks heard for the first time; null in the year with which the history begins, when all are.',
    }),
    newArtists: Count.nullable(),
    hours: z
      .number()
      .min(0)
      .nullable()
      .openapi({ description: 'Durations of the tracks of the plays that `hoursCoverage` counts, in hours.' }),
    hoursCoverage: Coverage.openapi({ description: 'Share of plays whose track’s duration is known.' }),
    months: z.array(Count.nullable()).length(12).openapi({
      description:
        'Listens of each month, January first; null for months that have not begun, and before the first listen.',
    }),
    topArtists: z.array(YearArtist).max(10).openapi({ description: 'A play counts for each artist credited.' }),
    topTracks: z.array(YearTrack).max(10),
    axes: AxisSummaries.openapi({ description: 'Over the weeks whose Thursday lies in the year.' }),
    axesBefore: orNull(AxisSummaries).openapi({ description: 'The same of the year before.' }),
    coverage: Coverage.openapi({ description: 'Share of the plays of these weeks that have scores.' }),
    farthest: orNull(z.strictObject({ isoWeek: IsoWeek, momentum: z.number() })).openapi({
      description: 'The whole week in which taste moved farthest, in the space that the trajectory shows.',
    }),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('YearReview');
export type YearReviewShape = z.infer<typeof YearReview>;

const summary = { mean: 0.61, low: 0.55, high: 0.67, spread: 0.14, coverage: 0.9, ownDeviation: 0.02 };
const axes = {
  energy: summary,
  valence: null,
  danceability: null,
  brightness: null,
  pumpiness: null,
  acousticness: null,
  instrumentalness: null,
};
const example: YearReviewShape = {
  year: 2026,
  years: [2026, 2025],
  inProgress: true,
  listens: 2846,
  listensBefore: 2710,
  tracks: 214,
  artists: 61,
  newTracks: 92,
  newArtists: 17,
  hours: 186.4,
  hoursCoverage: 0.97,
  months: [250, 231, 262, 244, 251, 260, 271, 259, 268, 280, 270, null],
  topArtists: [{ artistId: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11', name: 'Miles Davis', plays: 211 }],
  topTracks: [
    {
      recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
      title: 'So What',
      artistCredit: 'Miles Davis',
      plays: 41,
    },
  ],
  axes,
  axesBefore: axes,
  coverage: 0.91,
  farthest: { isoWeek: '2026-W21', momentum: 0.34 },
  reason: null,
};

export const getYear = defineOperation({
  operationId: 'getYear',
  method: 'get',
  path: '/dashboard/year',
  summary: 'A year in review',
  description: 'Days are those of the time zone that held in their week. Without a year: that of the newest listen.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    year: z
      .string()
      .regex(YEAR, 'A year from 1900 to 2099 is expected.')
      .transform(Number)
      .optional()
      .openapi({ type: 'integer', minimum: 1900, maximum: 2099, example: 2026 }),
  }),
  answer: { status: 200, description: 'The year.', schema: YearReview, example },
});
