import type { AxisFeatures, TrackEvidence } from './evidence.ts';

/** A track of real music as it was measured, without its sound: what `analysis/tools/scores/gather.ts` keeps of it. */
export interface MeasuredTrack {
  file: string;
  artist: string | null;
  durationSeconds: number;
  features: AxisFeatures;
  modelTags: Record<string, number>;
  heads: Record<string, Record<string, number>>;
}

/** Shorter pieces (fanfares) are no tracks to fit on. */
const FEWEST_SECONDS = 30;

/** What is known of each of these tracks, with the artist's others among them. */
export function evidenceOfMeasured(tracks: readonly MeasuredTrack[]): TrackEvidence[] {
  const long = tracks.filter(({ durationSeconds }) => durationSeconds >= FEWEST_SECONDS);
  return long.map(({ file, artist, features, modelTags, heads }) => ({
    features,
    modelTags,
    heads,
    tags: [],
    artistTracks: long.filter((other) => artist !== null && other.artist === artist && other.file !== file),
  }));
}
