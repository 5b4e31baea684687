import { Count, Id, integerParameter, text } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

/** A match that is at least so sure needs nobody's word. */
export const SURE = 0.9;

const search = text(200).optional().openapi({ description: 'Words that title, artist or path hold, in any order.' });
const limit = integerParameter({ minimum: 1, maximum: 1000, default: 100 });
const offset = integerParameter({ minimum: 0, maximum: 1_000_000, default: 0 });
const Seconds = z.number().min(0).nullable();

const Match = z
  .strictObject({
    recordingId: Id,
    title: z.string(),
    artistCredit: z.string(),
    plays: Count,
    trackSeconds: Seconds,
    fileId: Id,
    relativePath: z.string(),
    fileTitle: z.string().nullable(),
    fileArtist: z.string().nullable(),
    fileSeconds: Seconds,
    rung: z.string().openapi({
      description:
        'What the match rests on: mbid, isrc, acoustid, name_duration, name, name_part (one title says more), script (the names in two scripts), work (a piece of a classical work), slip (one letter differs), album (title, album and length), or listener for a file that was picked by hand.',
    }),
    confidence: z.number().min(0).max(1),
    chosen: z.boolean(),
    decidedBy: z.enum(['ladder', 'listener']),
  })
  .openapi('Match');
export type MatchShape = z.infer<typeof Match>;

const recordingId = '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511';
const fileId = '7f3f1c55-3c3e-4b49-8d6a-2e7e5d1d9a03';

export const MatchState = z.enum(['all', 'to-confirm', 'matched', 'refused']);
export type MatchStateName = z.infer<typeof MatchState>;

export const listMatches = defineOperation({
  operationId: 'listMatches',
  method: 'get',
  path: '/library/matches',
  summary: 'Candidates that join tracks to files, the chosen ones first, with what they rest on',
  description: `to-confirm: chosen by the ladder with a confidence below ${SURE}, and not decided about. matched: what stands at the moment. refused: what the listener said is not the same.`,
  tag: 'Library',
  access: 'read',
  query: z.strictObject({
    state: MatchState.prefault('all').openapi({ default: 'all' as never }),
    recordingId: Id.optional().openapi({ description: 'Only candidates of this track.' }),
    q: search,
    limit,
    offset,
  }),
  answer: {
    status: 200,
    description: 'The matches, least certain first.',
    schema: z.strictObject({ total: Count, matches: z.array(Match) }),
    example: {
      total: 1,
      matches: [
        {
          recordingId,
          title: 'Idioteque',
          artistCredit: 'Radiohead',
          plays: 31,
          trackSeconds: 309,
          fileId,
          relativePath: 'Kid A/08 Idioteque.flac',
          fileTitle: 'Idioteque',
          fileArtist: 'Radiohead',
          fileSeconds: 309.4,
          rung: 'mbid',
          confidence: 1,
          chosen: true,
          decidedBy: 'ladder',
        },
      ],
    },
  },
});

const MatchedTrack = z
  .strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string() })
  .openapi('MatchedTrack');

const LibraryFile = z
  .strictObject({
    id: Id,
    relativePath: z.string(),
    title: z.string().nullable(),
    artist: z.string().nullable(),
    album: z.string().nullable(),
    durationSeconds: Seconds,
    state: z.enum(['ready', 'unreadable']),
    stateReason: z.string().nullable(),
    track: orNull(MatchedTrack),
  })
  .openapi('LibraryFile', {
    description: 'track: the most played one that this file stands for; null where there is none.',
  });
export type LibraryFileShape = z.infer<typeof LibraryFile>;

export const listLibraryFiles = defineOperation({
  operationId: 'listLibraryFiles',
  method: 'get',
  path: '/library/files',
  summary: 'Audio files, by path',
  tag: 'Library',
  access: 'read',
  query: z.strictObject({
    state: z
      .enum(['all', 'matched', 'unmatched', 'unreadable'])
      .prefault('all')
      .openapi({ default: 'all' as never }),
    q: search,
    limit,
    offset,
  }),
  answer: {
    status: 200,
    description: 'The files.',
    schema: z.strictObject({ total: Count, files: z.array(LibraryFile) }),
    example: {
      total: 1,
      files: [
        {
          id: fileId,
          relativePath: 'Kid A/08 Idioteque.flac',
          title: 'Idioteque',
          artist: 'Radiohead',
          album: 'Kid A',
          durationSeconds: 309.4,
          state: 'ready',
          stateReason: null,
          track: { recordingId, title: 'Idioteque', artistCredit: 'Radiohead' },
        },
      ],
    },
  },
});

const LibraryTrack = z
  .strictObject({
    recordingId: Id,
    title: z.string(),
    artistCredit: z.string(),
    releaseTitle: z.string().nullable(),
    durationSeconds: Seconds,
    plays: Count,
    relativePath: z.string().nullable(),
  })
  .openapi('LibraryTrack', { description: 'relativePath: of the file that stands for it; null where there is none.' });
export type LibraryTrackShape = z.infer<typeof LibraryTrack>;

export const listLibraryTracks = defineOperation({
  operationId: 'listLibraryTracks',
  method: 'get',
  path: '/library/tracks',
  summary: 'Tracks that were listened to, the most played first, with or without a file',
  tag: 'Library',
  access: 'read',
  query: z.strictObject({
    state: z
      .enum(['all', 'matched', 'unmatched'])
      .prefault('all')
      .openapi({ default: 'all' as never }),
    q: search,
    limit,
    offset,
  }),
  answer: {
    status: 200,
    description: 'The tracks.',
    schema: z.strictObject({ total: Count, tracks: z.array(LibraryTrack) }),
    example: {
      total: 1,
      tracks: [
        {
          recordingId,
          title: 'Idioteque',
          artistCredit: 'Radiohead',
          releaseTitle: 'Kid A',
          durationSeconds: 309,
          plays: 31,
          relativePath: null,
        },
      ],
    },
  },
});

const Decision = z
  .strictObject({
    recordingId: Id,
    fileId: Id,
    verdict: z.enum(['same', 'different', 'undecided']),
  })
  .openapi('MatchDecision', {
    description:
      'same: this file is this track, whatever else was thought of. different: it is not. undecided: leaves it to the ladder again.',
  });
export type DecisionShape = z.infer<typeof Decision>;

const decisionExample = { recordingId, fileId, verdict: 'same' } as const;

export const decideMatches = defineOperation({
  operationId: 'decideMatches',
  method: 'post',
  path: '/library/decisions',
  summary: 'Say which file is which track, one or many at once',
  description:
    'A decision outlives every later matching. One file stands for a track at a time: another one that was chosen for it is let go. Where a file is refused, the next best candidate stands, if there is one. Of two decisions about the same track the later one counts.',
  tag: 'Library',
  access: 'write',
  body: z.strictObject({ decisions: z.array(Decision).min(1).max(1000) }).openapi('MatchDecisions'),
  bodyExample: { decisions: [decisionExample] },
  problems: [404],
  answer: {
    status: 200,
    description: 'What was decided, and the decisions that take it back when they are sent.',
    schema: z
      .strictObject({
        changed: Count.openapi({
          description: 'Tracks for which another file stands now, or none. They are scored again.',
        }),
        toConfirm: Count,
        undo: z.array(Decision),
      })
      .openapi('MatchesDecided'),
    example: { changed: 1, toConfirm: 13, undo: [{ ...decisionExample, verdict: 'undecided' }] },
  },
});
