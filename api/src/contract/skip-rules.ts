import { DEFAULT_SKIP_RULES, LONGEST_SHORT_PLAY_SECONDS } from '@sidetrack/settings';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

const SkipRules = z
  .strictObject({
    shortPlays: z.boolean().openapi({
      description:
        'What was played for less than half of it, or four minutes, whichever is less; and what a portable player marks as skipped.',
    }),
    shortPlaySeconds: z.int().min(0).max(LONGEST_SHORT_PLAY_SECONDS).openapi({
      description: 'What is short where a file does not tell how long the track is, as Spotify’s do not.',
    }),
    privateSessions: z.boolean().openapi({ description: 'What was played in a private session of Spotify.' }),
    podcasts: z.boolean().openapi({ description: 'Podcasts and audiobooks.' }),
    videos: z.boolean().openapi({ description: 'What Spotify keeps in its files of videos.' }),
  })
  .openapi('SkipRules', {
    description: 'Which plays of an import file are left out. The receipt counts them, each with its reason.',
  });
export type SkipRulesShape = z.infer<typeof SkipRules>;

const answer = {
  status: 200,
  description: 'The rules.',
  schema: SkipRules,
  example: { ...DEFAULT_SKIP_RULES },
} as const;

export const getSkipRules = defineOperation({
  operationId: 'getSkipRules',
  method: 'get',
  path: '/settings/skip-rules',
  summary: 'Which plays of an import file are left out',
  tag: 'Settings',
  access: 'read',
  answer,
});

export const putSkipRules = defineOperation({
  operationId: 'putSkipRules',
  method: 'put',
  path: '/settings/skip-rules',
  summary: 'Choose which plays of an import file are left out',
  description:
    'It holds for what is imported from now on. What was left out before comes in with the same file imported again; what was imported stays.',
  tag: 'Settings',
  access: 'write',
  body: SkipRules,
  bodyExample: { ...DEFAULT_SKIP_RULES, podcasts: false },
  problems: [409],
  answer: { ...answer, example: { ...DEFAULT_SKIP_RULES, podcasts: false } },
});
