import { MOODS } from '@sidetrack/analysis';
import { defineOperation } from './operation.ts';
import { Axis, Count, Coverage, Day, Id, IsoWeek, text } from './primitives.ts';
import { orNull, z } from './zod.ts';

export const Mood = z
  .enum(MOODS.map(({ mood }) => mood) as [string, ...string[]])
  .openapi('Mood', { description: 'A region of the axes.' });

const Share = z.number().min(0).max(1);

export const MoodFilter = z
  .strictObject({
    artist: orNull(z.string()).openapi({
      description: 'Name of the artist that was asked for, as the listener’s history has it.',
    }),
    label: orNull(z.string()),
    source: orNull(z.string()),
  })
  .openapi('MoodFilter');

const MoodWeek = z
  .strictObject({
    isoWeek: IsoWeek,
    weekStart: Day,
    inProgress: z.boolean(),
    listens: Count.openapi({ description: 'All plays of the week.' }),
    diversity: z
      .strictObject({
        effectiveArtists: z.number().min(0),
        effectiveTags: z.number().min(0).nullable(),
        tagCoverage: Coverage,
      })
      .openapi({
        description:
          'How many equally played artists, and tags, would be as diverse as all plays of the week (whatever the filter), and the share of them whose track has tags. Null where none has.',
      }),
    plays: Count.openapi({ description: 'Those that the filter leaves.' }),
    coverage: orNull(Coverage).openapi({
      description: 'Share of these plays whose track has a mood. Null where there are none.',
    }),
    moods: orNull(
      z.array(z.strictObject({ mood: Mood, share: Share })).openapi({
        description:
          'The share of each mood in these plays, in the order of `moods`. What they leave of 1 is without a mood: 1 - coverage.',
      }),
    ),
  })
  .openapi('MoodWeek');

export const Moods = z
  .strictObject({
    moods: z.array(Mood).openapi({ description: 'All moods there are.' }),
    filter: MoodFilter,
    plays: Count,
    coverage: orNull(Coverage).openapi({ description: 'Of all these plays. Null where there are none.' }),
    weeks: z.array(MoodWeek).openapi({ description: 'Every week with listens from `from` to `to`, oldest first.' }),
    options: z
      .strictObject({
        artists: z.array(z.strictObject({ artist: z.string(), plays: Count })),
        labels: z.array(z.strictObject({ label: z.string(), plays: Count })),
        labelCoverage: Coverage.openapi({ description: 'Share of all plays whose release names a record label.' }),
        sources: z.array(z.strictObject({ source: z.string(), plays: Count })).openapi({
          description: 'Who told of the plays. A play that two told of counts in both.',
        }),
      })
      .openapi({ description: 'What can be filtered by, most played first, with plays of the whole history.' }),
    alerts: z
      .array(
        z.strictObject({ id: Id, axis: Axis, isoWeek: IsoWeek, weekStart: Day, direction: z.enum(['up', 'down']) }),
      )
      .openapi({ description: 'Changes of taste within these weeks, of all listening, whatever the filter.' }),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('Moods');
export type MoodsShape = z.infer<typeof Moods>;

const WeekParameter = IsoWeek.openapi({ example: '2026-W47' });

const example: MoodsShape = {
  moods: MOODS.map(({ mood }) => mood),
  filter: { artist: null, label: null, source: 'listenbrainz' },
  plays: 38,
  coverage: 0.92,
  weeks: [
    {
      isoWeek: '2026-W47',
      weekStart: '2026-11-16',
      inProgress: true,
      listens: 41,
      diversity: { effectiveArtists: 9.4, effectiveTags: 38.2, tagCoverage: 0.95 },
      plays: 38,
      coverage: 0.92,
      moods: [
        { mood: 'upbeat', share: 0.52 },
        { mood: 'melancholic', share: 0.4 },
      ],
    },
  ],
  options: {
    artists: [{ artist: 'Portishead', plays: 412 }],
    labels: [{ label: 'Warp', plays: 120 }],
    labelCoverage: 0.31,
    sources: [{ source: 'listenbrainz', plays: 5210 }],
  },
  alerts: [
    {
      id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a13',
      axis: 'energy',
      isoWeek: '2026-W47',
      weekStart: '2026-11-16',
      direction: 'up',
    },
  ],
  reason: null,
};

export const getMoods = defineOperation({
  operationId: 'getMoods',
  method: 'get',
  path: '/dashboard/moods',
  summary: 'The moods of each week, of all plays or of some',
  description:
    'Without `from` and `to` the whole history. Filters hold together: plays of that artist, on that record label, told of by that source. A track near the border of two moods counts for each by the chance that it is of it.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    from: WeekParameter.optional(),
    to: WeekParameter.optional(),
    artist: text(500).optional().openapi({ description: 'Any spelling of the name.', example: 'Portishead' }),
    label: text(500).optional().openapi({ example: 'Warp' }),
    source: text(100).optional().openapi({ example: 'listenbrainz' }),
  }),
  answer: { status: 200, description: 'The weeks, and what they can be filtered by.', schema: Moods, example },
  alias: true,
});
