import { Count, Coverage, Id } from './primitives.ts';
import { z } from './zod.ts';

export const Score = z.number().min(0).max(1);
export const Difference = z.number().min(-1).max(1);

export const influence = {
  shareBefore: Coverage.openapi({ description: 'Of the scored plays of the span before.' }),
  shareAfter: Coverage.openapi({ description: 'Of the scored plays of the span itself.' }),
  change: Difference.openapi({
    description: 'What it did to the mean. All parts and `evidence` sum to after - before.',
  }),
};
export const causes = {
  mix: Difference.openapi({ description: 'The part that comes from being played more or less.' }),
  within: Difference.openapi({ description: 'The part that comes from other tracks of it being played.' }),
};
const ArtistInfluence = z
  .strictObject({
    artist: z.string(),
    artistId: Id.optional().openapi({ description: 'Absent where the artist is known by name only.' }),
    ...influence,
    ...causes,
  })
  .openapi('ArtistInfluence');
const TrackInfluence = z
  .strictObject({ recordingId: Id, title: z.string(), artistCredit: z.string(), ...influence })
  .openapi('TrackInfluence');
export const Rest = z
  .strictObject({ count: Count, change: Difference })
  .openapi('OtherInfluence', { description: 'Those that are not named, together.' });

export const attributed = {
  evidence: Difference.openapi({
    description:
      'The part that may come from plays having moved between measured tracks and tracks scored by tags alone: no change of taste.',
  }),
  artists: z.array(ArtistInfluence).openapi({ description: 'Strongest first.' }),
  otherArtists: Rest,
  tracks: z.array(TrackInfluence).openapi({ description: 'Strongest first.' }),
  otherTracks: Rest,
};

/** For the examples of operations. */
export const artistExample = {
  artist: 'Burial',
  artistId: '0b8f4c1e-6a77-4a52-9d0b-6a5a0c1c9a11',
  shareBefore: 0.02,
  shareAfter: 0.21,
  change: -0.05,
  mix: -0.048,
  within: -0.002,
};
export const trackExample = {
  recordingId: '5a0c1c9a-0b8f-4c1e-a774-a529d0b6a511',
  title: 'Archangel',
  artistCredit: 'Burial',
  shareBefore: 0.01,
  shareAfter: 0.08,
  change: -0.02,
};
export const partsExample = {
  evidence: -0.004,
  artists: [artistExample],
  otherArtists: { count: 31, change: -0.036 },
  tracks: [trackExample],
  otherTracks: { count: 180, change: -0.066 },
};
