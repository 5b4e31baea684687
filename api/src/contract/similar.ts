import { Count, Coverage, Id, Space } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { z } from './zod.ts';

export const SimilarTracks = z
  .strictObject({
    space: Space.openapi({
      description: 'The space that was compared in: the one asked for, else the trajectory’s, if the track lies there.',
    }),
    availableSpaces: z.array(Space).openapi({ description: 'The spaces that the track lies in.' }),
    model: z.string().nullable().openapi({ description: 'What spans the space: an embedding model, or the tags.' }),
    compared: Count.openapi({ description: 'How many other tracks of this listener lie in the space.' }),
    coverage: Coverage.openapi({ description: 'Share of the listener’s plays whose track lies in the space.' }),
    typicalDistance: z.number().min(0).nullable().openapi({
      description:
        'The median distance of the track to all that it was compared with: what a distance is to be read beside.',
    }),
    tracks: z
      .array(
        z.strictObject({
          recordingId: Id,
          title: z.string(),
          artistCredit: z.string(),
          distance: z.number().min(0),
          plays: Count,
        }),
      )
      .openapi({ description: 'Nearest first; equal distances by id.' }),
    reason: z.string().nullable().openapi({ description: 'Why there is nothing to show, and what to do about it.' }),
  })
  .openapi('SimilarTracks');
export type SimilarTracksShape = z.infer<typeof SimilarTracks>;

const example: SimilarTracksShape = {
  space: 'audio',
  availableSpaces: ['audio', 'tag'],
  model: 'discogs-effnet',
  compared: 587,
  coverage: 0.94,
  typicalDistance: 18.2,
  tracks: [
    {
      recordingId: '6a7a4a52-9d0b-4c1e-8a77-0b8f4c1e6a77',
      title: 'Everything in Its Right Place',
      artistCredit: 'Radiohead',
      distance: 7.4,
      plays: 24,
    },
  ],
  reason: null,
};

export const listSimilarTracks = defineOperation({
  operationId: 'listSimilarTracks',
  method: 'get',
  path: '/tracks/{id}/similar',
  summary: 'Tracks of one’s own history that are most like a track',
  description:
    'All tracks that the listener has heard and that lie in the space are compared (Euclidean distance, nothing approximate). ' +
    'Distances can be compared within one space and model only.',
  tag: 'Library',
  access: 'read',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({
    space: Space.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  problems: [404],
  answer: { status: 200, description: 'The nearest tracks.', schema: SimilarTracks, example },
});
