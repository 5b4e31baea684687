import { Mood, MoodFilter } from './moods.ts';
import { defineOperation } from './operation.ts';
import { Count, Coverage, Day, Id, IsoWeek, text } from './primitives.ts';
import { WeekParameter } from './radar.ts';
import { orNull, z } from './zod.ts';

const Share = z.number().min(0).max(1);
const played = { recordingId: Id, title: z.string(), artistCredit: z.string(), plays: Count };

const WeekMood = z
  .strictObject({
    mood: Mood,
    share: Share.openapi({ description: 'Of the plays that the filter leaves.' }),
    tracks: z
      .array(
        z.strictObject({
          ...played,
          chance: Share.openapi({
            description: 'How likely the track is of this mood, by its scores and how sure they are.',
          }),
        }),
      )
      .openapi({ description: 'The five that make most of it: plays times chance, most first.' }),
  })
  .openapi('WeekMood');

const MoodsOfWeek = z
  .strictObject({
    week: orNull(z.strictObject({ isoWeek: IsoWeek, weekStart: Day, inProgress: z.boolean(), listens: Count })),
    filter: MoodFilter,
    plays: Count.openapi({ description: 'Those that the filter leaves.' }),
    coverage: orNull(Coverage).openapi({ description: 'Share of these plays whose track has a mood.' }),
    moods: z.array(WeekMood).openapi({ description: 'Greatest share first. What they leave of 1 is without a mood.' }),
    tracks: z
      .array(
        z.strictObject({
          ...played,
          mood: orNull(Mood).openapi({ description: 'The likeliest one. Null where the track has none.' }),
          chance: orNull(Share).openapi({ description: 'Of that mood.' }),
        }),
      )
      .openapi({ description: 'The ten most played.' }),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('MoodsOfWeek');
export type MoodsOfWeekShape = z.infer<typeof MoodsOfWeek>;

const track = {
  recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
  title: 'Archangel',
  artistCredit: 'Burial',
  plays: 7,
};

export const getMoodWeek = defineOperation({
  operationId: 'getMoodWeek',
  method: 'get',
  path: '/dashboard/mood-week',
  summary: 'The moods of one week and the tracks that make them',
  description: 'Without `week` the newest one with listens. Filters as in `/dashboard/moods`.',
  tag: 'Dashboard',
  access: 'read',
  query: z.strictObject({
    week: WeekParameter.optional(),
    artist: text(500).optional().openapi({ description: 'Any spelling of the name.', example: 'Portishead' }),
    label: text(500).optional().openapi({ example: 'Warp' }),
    source: text(100).optional().openapi({ example: 'listenbrainz' }),
  }),
  answer: {
    status: 200,
    description: 'The week.',
    schema: MoodsOfWeek,
    example: {
      week: { isoWeek: '2026-W47', weekStart: '2026-11-16', inProgress: false, listens: 41 },
      filter: { artist: null, label: null, source: null },
      plays: 41,
      coverage: 0.92,
      moods: [{ mood: 'melancholic', share: 0.4, tracks: [{ ...track, chance: 0.71 }] }],
      tracks: [{ ...track, mood: 'melancholic', chance: 0.71 }],
      reason: null,
    } satisfies MoodsOfWeekShape,
  },
});
