import type { MoodScores } from '../axes/mood-shares.ts';

/** A track that can be found. */
export interface SearchTrack {
  recordingId: string;
  title: string;
  artistCredit: string;
  plays: number;
}

/** A tag and who bears it: tracks or artists by their numbers, each with a weight from 0 to 1. */
export interface TagPosting {
  tag: string;
  /** The tag as `tagKey` gives it. */
  key: string;
  holders: Int32Array;
  weights: Float32Array;
}

/** What a listener's tracks can be found by, by the numbers of tracks and artists. */
export interface SearchLibrary {
  tracks: readonly SearchTrack[];
  /** The tracks of each artist. */
  tracksOf: readonly (readonly number[])[];
  ofTracks: readonly TagPosting[];
  ofArtists: readonly TagPosting[];
  /** What models that listened to the track named, with their probabilities. Holders are tracks. */
  ofModels: readonly TagPosting[];
}

/** The scores of each track on the axes that a query is about; null where the track has none. */
export type SearchScores = readonly (MoodScores | null)[];

/** 1 for each track of which more than its names is known: tags of its own, of its artist or of a model, or scores. */
export function knownTracks(library: SearchLibrary, scores: SearchScores): Uint8Array {
  const known = Uint8Array.from(library.tracks, (_, track) => (scores[track] == null ? 0 : 1));
  for (const { holders } of [...library.ofTracks, ...library.ofModels]) for (const track of holders) known[track] = 1;
  for (const { holders } of library.ofArtists)
    for (const artist of holders) for (const track of library.tracksOf[artist]!) known[track] = 1;
  return known;
}
