import { defineOperation } from './operation.ts';
import { Count, Id, Moment, text } from './primitives.ts';
import { z } from './zod.ts';

const recordingId = '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511';
const intoRecordingId = '7f3f1c55-3c3e-4b49-8d6a-2e7e5d1d9a03';
const decisionId = '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11';

const Told = z
  .strictObject({
    artistName: text(2000),
    trackName: text(2000),
    releaseName: text(2000).nullable(),
  })
  .openapi('Told', { description: 'The words in which a source told of a play.' });
export type ToldShape = z.infer<typeof Told>;

const ToldPlays = Told.extend({ plays: Count }).openapi('ToldPlays');

const DecidedTrack = z.strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string() });

const TrackDecision = z
  .strictObject({
    id: Id,
    kind: z.enum(['merge', 'split']),
    decidedAt: Moment,
    plays: Count.openapi({ description: 'Plays that stand with the other track because of it, later ones included.' }),
    from: DecidedTrack,
    into: DecidedTrack,
    told: z.array(Told).openapi({ description: 'Of a split: whose plays are another track. Empty for a merge.' }),
  })
  .openapi('TrackDecision', {
    description: 'What the listener decided about tracks, of their own plays alone. It holds for later plays too.',
  });
export type TrackDecisionShape = z.infer<typeof TrackDecision>;

const told = { artistName: 'Oasis', trackName: 'Intro', releaseName: 'Familiar to Millions' };
const example: TrackDecisionShape = {
  id: decisionId,
  kind: 'merge',
  decidedAt: '2026-11-18T20:15:00.000Z',
  plays: 12,
  from: { recordingId, title: 'Idioteque (Album Version)', artistCredit: 'Radiohead' },
  into: { recordingId: intoRecordingId, title: 'Idioteque', artistCredit: 'Radiohead' },
  told: [],
};

export const listTrackTold = defineOperation({
  operationId: 'listTrackTold',
  method: 'get',
  path: '/tracks/{id}/told',
  summary: 'In which words sources told of the listener’s plays of a track',
  description: 'What of it is another track can be split off by these words: POST /track-splits.',
  tag: 'Library',
  access: 'read',
  params: z.strictObject({ id: Id }),
  problems: [404],
  answer: {
    status: 200,
    description: 'The words, the most told first.',
    schema: z.strictObject({ told: z.array(ToldPlays) }),
    example: { told: [{ ...told, plays: 4 }] },
  },
});

export const listTrackDecisions = defineOperation({
  operationId: 'listTrackDecisions',
  method: 'get',
  path: '/track-decisions',
  summary: 'Merges and splits of tracks that stand, the latest first',
  tag: 'Library',
  access: 'read',
  answer: {
    status: 200,
    description: 'The decisions.',
    schema: z.strictObject({ decisions: z.array(TrackDecision) }),
    example: { decisions: [example] },
  },
});

export const mergeTracks = defineOperation({
  operationId: 'mergeTracks',
  method: 'post',
  path: '/track-merges',
  summary: 'Say that two tracks are one: plays of the first are plays of the second from now on',
  description:
    'Of this listener alone. Labels of the first go along, and so does its place on playlists. Both must have been played. `DELETE /track-decisions/{id}` takes it back.',
  tag: 'Library',
  access: 'write',
  body: z.strictObject({ recordingId: Id, intoRecordingId: Id }).openapi('TrackMergeRequest'),
  bodyExample: { recordingId, intoRecordingId },
  problems: [404, 409],
  answer: { status: 201, description: 'The merge.', schema: TrackDecision, example },
});

export const splitTrack = defineOperation({
  operationId: 'splitTrack',
  method: 'post',
  path: '/track-splits',
  summary: 'Say that some plays of a track are of another one: those that sources told of in these words',
  description:
    'They become plays of a track of the listener’s own, with the title and artist that are given. `GET /tracks/{id}/told` lists the words there are. `DELETE /track-decisions/{id}` takes it back.',
  tag: 'Library',
  access: 'write',
  body: z
    .strictObject({
      recordingId: Id,
      told: z.array(Told).min(1).max(100),
      title: text(500),
      artistCredit: text(500),
    })
    .openapi('TrackSplitRequest'),
  bodyExample: { recordingId, told: [told], title: 'Intro (Familiar to Millions)', artistCredit: 'Oasis' },
  problems: [404, 409],
  answer: {
    status: 201,
    description: 'The split.',
    schema: TrackDecision,
    example: { ...example, kind: 'split', told: [told] },
  },
});

export const undoTrackDecision = defineOperation({
  operationId: 'undoTrackDecision',
  method: 'delete',
  path: '/track-decisions/{id}',
  summary: 'Take a merge or split back; plays, labels and places on playlists go where they were',
  description: 'Of several that built on each other the latest comes first: an earlier one is refused till then.',
  tag: 'Library',
  access: 'write',
  params: z.strictObject({ id: Id }),
  problems: [404, 409],
  answer: { status: 204, description: 'It is as it was.' },
});
