import { defineOperation } from './operation.ts';
import { Axis, Id, integerParameter } from './primitives.ts';
import { orNull, z } from './zod.ts';

const Unit = z.number().min(0).max(1);
const Score = z.strictObject({ value: Unit, low: Unit, high: Unit });

const FileScores = z
  .strictObject({
    fileId: Id,
    folder: z.string(),
    path: z.string().openapi({ description: 'Below the folder.' }),
    recordingId: Id,
    scores: z.partialRecord(Axis, Score),
    mood: z.string().nullable(),
  })
  .openapi('FileScores', {
    description: 'A file that is matched: the most played track that it stands for, as the listener hears it.',
  });
export type FileScoresShape = z.infer<typeof FileScores>;

export const listFileScores = defineOperation({
  operationId: 'listFileScores',
  method: 'get',
  path: '/library/scores',
  summary: 'Scores of matched files, for programs that write them into tags',
  description: 'In the order of their ids; `sidetrack tags write` reads it. Axes that are not known are absent.',
  tag: 'Library',
  access: 'read',
  query: z.strictObject({
    after: Id.optional().openapi({ description: '`next` of the page before.' }),
    limit: integerParameter({ minimum: 1, maximum: 1000, default: 100 }),
  }),
  answer: {
    status: 200,
    description: 'Some of the files.',
    schema: z.strictObject({
      files: z.array(FileScores),
      next: orNull(z.string()).openapi({ description: 'Where the next page goes on; null: there is none.' }),
    }),
    example: {
      files: [
        {
          fileId: '7f3f1c55-3c3e-4b49-8d6a-2e7e5d1d9a03',
          folder: '/home/ana/Music',
          path: 'Kid A/08 Idioteque.flac',
          recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
          scores: { energy: { value: 0.71, low: 0.63, high: 0.79 } },
          mood: null,
        },
      ],
      next: null,
    },
  },
});
