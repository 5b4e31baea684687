import { AxisValues, Count, Coverage, Id, integerParameter, Moment } from './primitives.ts';
import { defineOperation } from './operation.ts';
import { orNull, z } from './zod.ts';

export const Artist = z
  .strictObject({
    artist: z.strictObject({
      id: Id,
      mbid: Id.nullable(),
      name: z.string(),
      isPrivate: z.boolean().openapi({ description: 'Whether the artist is known from this listener’s plays alone.' }),
    }),
    plays: z.strictObject({
      total: Count.openapi({ description: 'Of all recordings that the artist is credited on.' }),
      asGuest: Count.openapi({
        description: 'Of those, plays of recordings on which another artist is credited first.',
      }),
      share: Coverage.openapi({ description: 'Of all plays of the listener.' }),
      firstAt: Moment.nullable(),
      latestAt: Moment.nullable(),
    }),
    tags: z.array(z.strictObject({ tag: z.string(), source: z.string(), weight: z.number().min(0).max(1) })),
    heard: z.strictObject({ tracks: Count, scored: Count, measured: Count }).openapi('ArtistTracks', {
      description:
        'How many tracks of the artist the listener has heard; how many of them are scored, and measured from audio.',
    }),
    tracks: z
      .array(
        z
          .strictObject({
            recordingId: Id,
            title: z.string(),
            artistCredit: z.string(),
            asGuest: z.boolean(),
            plays: Count,
            latestAt: Moment,
            hasAudio: z.boolean(),
            scores: orNull(AxisValues),
          })
          .openapi('ArtistTrack'),
      )
      .openapi({ description: 'Those that the listener has heard, the most played first.' }),
  })
  .openapi('Artist');
export type ArtistShape = z.infer<typeof Artist>;

export const getArtist = defineOperation({
  operationId: 'getArtist',
  method: 'get',
  path: '/artists/{id}',
  summary: 'An artist with the tracks that the listener has heard',
  tag: 'Library',
  access: 'read',
  params: z.strictObject({ id: Id }),
  query: z.strictObject({ limit: integerParameter({ minimum: 1, maximum: 500, default: 100 }) }),
  problems: [404],
  answer: {
    status: 200,
    description: 'The artist.',
    schema: Artist,
    example: {
      artist: {
        id: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
        mbid: '9ddce51c-2b75-4b3e-ac8c-1db09e7c89c6',
        name: 'Burial',
        isPrivate: false,
      },
      plays: {
        total: 212,
        asGuest: 4,
        share: 0.03,
        firstAt: '2024-12-01T10:00:00.000Z',
        latestAt: '2026-11-18T20:15:00.000Z',
      },
      tags: [{ tag: 'dubstep', source: 'lastfm', weight: 1 }],
      heard: { tracks: 24, scored: 24, measured: 11 },
      tracks: [
        {
          recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
          title: 'Archangel',
          artistCredit: 'Burial',
          asGuest: false,
          plays: 31,
          latestAt: '2026-11-18T20:15:00.000Z',
          hasAudio: true,
          scores: { energy: 0.41, valence: 0.22 },
        },
      ],
    } satisfies ArtistShape,
  },
});
