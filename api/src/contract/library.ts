import { Count, Coverage, Id, integerParameter, Moment, text } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { jobExample, Job } from './jobs.ts';
import { orNull, z } from './zod.ts';

export const AudioRoot = z
  .strictObject({
    id: Id,
    path: z.string(),
    files: Count,
    matched: Count.openapi({ description: 'Files that belong to a track of the listening history.' }),
    unreadable: Count,
    lastScannedAt: Moment.nullable(),
    stateReason: z.string().nullable(),
  })
  .openapi('AudioRoot');
export type AudioRootShape = z.infer<typeof AudioRoot>;

export const rootExample = {
  id: '7f3f1c55-3c3e-4b49-8d6a-2e7e5d1d9a02',
  path: '/home/ana/Music',
  files: 412,
  matched: 380,
  unreadable: 2,
  lastScannedAt: '2026-11-18T20:00:00.000Z',
  stateReason: null,
};

const Library = z
  .strictObject({
    roots: z.array(AudioRoot),
    files: Count,
    matched: Count,
    unmatched: Count,
    unreadable: Count,
    toConfirm: Count.openapi({ description: 'Matches that the ladder is not sure of and nobody has decided about.' }),
    tracks: Count.openapi({ description: 'Tracks that were listened to.' }),
    tracksWithFile: Count,
    coverage: orNull(Coverage),
  })
  .openapi('Library', {
    description:
      'files = matched + unmatched + unreadable. coverage: share of plays whose track has a file; null before the first play.',
  });

const limit = z.strictObject({ limit: integerParameter({ minimum: 1, maximum: 1000, default: 100 }) });

export const getLibrary = defineOperation({
  operationId: 'getLibrary',
  method: 'get',
  path: '/library',
  summary: 'Folders with audio and how much of them is matched',
  tag: 'Library',
  access: 'read',
  answer: {
    status: 200,
    description: 'The library.',
    schema: Library,
    example: {
      roots: [rootExample],
      files: 412,
      matched: 380,
      unmatched: 30,
      unreadable: 2,
      toConfirm: 14,
      tracks: 1520,
      tracksWithFile: 366,
      coverage: 0.41,
    },
  },
});

const Unmatched = z
  .strictObject({
    files: z.array(
      z.strictObject({
        id: Id,
        relativePath: z.string(),
        title: z.string().nullable(),
        artist: z.string().nullable(),
        durationSeconds: z.number().nullable(),
        state: z.enum(['ready', 'unreadable']),
        stateReason: z.string().nullable(),
      }),
    ),
    tracks: z.array(z.strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string(), plays: Count })),
  })
  .openapi('Unmatched');

export const listUnmatched = defineOperation({
  operationId: 'listUnmatched',
  method: 'get',
  path: '/library/unmatched',
  summary: 'Files without a track, and the most played tracks without a file',
  tag: 'Library',
  access: 'read',
  query: limit,
  answer: {
    status: 200,
    description: 'Both kinds, at most `limit` each.',
    schema: Unmatched,
    example: {
      files: [],
      tracks: [
        {
          recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
          title: 'Idioteque',
          artistCredit: 'Radiohead',
          plays: 31,
        },
      ],
    },
  },
});

export const addAudioRoot = defineOperation({
  operationId: 'addAudioRoot',
  method: 'post',
  path: '/library/roots',
  summary: 'Add a folder with audio (on a laptop only)',
  description:
    'The folder is read in place, never changed or copied. Adding one that is already there changes nothing.',
  tag: 'Library',
  access: 'write',
  body: z.strictObject({ path: text(4096) }).openapi('AudioRootRequest'),
  bodyExample: { path: '/home/ana/Music' },
  problems: [409],
  answer: { status: 201, description: 'The folder; its scan begins at once.', schema: AudioRoot, example: rootExample },
});

export const scanLibrary = defineOperation({
  operationId: 'scanLibrary',
  method: 'post',
  path: '/library/scan',
  summary: 'Look for new, changed and vanished files now',
  tag: 'Library',
  access: 'write',
  problems: [409],
  answer: {
    status: 202,
    description: 'One job a folder; `job` is the first of them.',
    schema: z.strictObject({ job: Job, jobs: z.array(Job) }),
    example: { job: { ...jobExample, kind: 'scan-library' }, jobs: [{ ...jobExample, kind: 'scan-library' }] },
    location: true,
  },
});
