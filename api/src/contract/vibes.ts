import { defineOperation } from './operation.ts';
import { Count, Coverage, Day, Id, IsoWeek } from './primitives.ts';
import { orNull, z } from './zod.ts';

const VibeWord = z
  .strictObject({
    word: z.string().openapi({ description: 'A tag in its common spelling.' }),
    share: z
      .number()
      .min(0)
      .max(1)
      .openapi({ description: 'Share of the week’s plays (of those with words) that have it.' }),
    baselineShare: z.number().min(0).max(1).openapi({ description: 'The same over the weeks before.' }),
    standardScore: z.number().openapi({
      description:
        'How sure the difference is: the difference of log-odds in its standard deviations. Above 0: more of it this week.',
    }),
    plays: Count.openapi({
      description: 'Plays behind the word: of the week, or of the weeks before for what there is less of.',
    }),
    trackCount: Count,
    artistCount: Count,
    tracks: z
      .array(z.strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string(), plays: Count }))
      .openapi({ description: 'The most played of these tracks, five at most.' }),
  })
  .openapi('VibeWord');

export const Vibes = z
  .strictObject({
    week: orNull(z.strictObject({ isoWeek: IsoWeek, weekStart: Day, inProgress: z.boolean(), listens: Count })),
    baseline: orNull(
      z.strictObject({
        weeks: Count.openapi({ description: 'From the first week with listens, 26 at most.' }),
        from: Day,
        listens: Count,
      }),
    ),
    sentence: z
      .string()
      .nullable()
      .openapi({ description: 'What is different about the week; null where nothing can be said.' }),
    more: z
      .array(VibeWord)
      .openapi({ description: 'What there is more of than in the weeks before, the surest first.' }),
    less: z.array(VibeWord).openapi({ description: 'What there is less of.' }),
    coverage: orNull(Coverage).openapi({ description: 'Share of the week’s plays whose track has words.' }),
    baselineCoverage: orNull(Coverage).openapi({ description: 'The same over the weeks before.' }),
    reason: z.string().nullable().openapi({ description: 'Why nothing can be said, and what to do about it.' }),
  })
  .openapi('Vibes');
export type VibesShape = z.infer<typeof Vibes>;

const example: VibesShape = {
  week: { isoWeek: '2026-W46', weekStart: '2026-11-09', inProgress: false, listens: 132 },
  baseline: { weeks: 26, from: '2026-05-11', listens: 3020 },
  sentence: 'More jazz than in the 26 weeks before (jazz: 45 % of plays against 12 %).',
  more: [
    {
      word: 'jazz',
      share: 0.45,
      baselineShare: 0.12,
      standardScore: 4.2,
      plays: 57,
      trackCount: 21,
      artistCount: 9,
      tracks: [
        {
          recordingId: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
          title: 'So What',
          artistCredit: 'Miles Davis',
          plays: 6,
        },
      ],
    },
  ],
  less: [],
  coverage: 0.96,
  baselineCoverage: 0.93,
  reason: null,
};

export const getVibes = defineOperation({
  operationId: 'getVibes',
  method: 'get',
  path: '/dashboard/vibes',
  summary: 'The words that tell a week from the half year before it',
  description:
    'Words are tags of tracks and of their artists, and what models of sound hear in one’s own files. Those that are always there are not named. Without `week` the newest one that has listens.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    week: z
      .string()
      .regex(/^(19|2\d)\d{2}-W(0[1-9]|[1-4]\d|5[0-3])$/, 'A week looks like 2026-W47.')
      .optional()
      .openapi({ example: '2026-W47' }),
  }),
  answer: { status: 200, description: 'The words of the week.', schema: Vibes, example },
});
