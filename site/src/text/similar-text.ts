import type { SimilarTracks } from '../data/queries/tracks.ts';

/** How near a track is beside the distance that tracks usually have from this one. */
export function closenessInWords(distance: number, typical: number | null): string {
  if (distance === 0) return 'no difference';
  if (typical === null || typical === 0) return 'near';
  const share = distance / typical;
  if (share < 0.35) return 'very near';
  if (share < 0.6) return 'near';
  return share < 0.85 ? 'fairly near' : 'hardly nearer than most';
}

/** Why there is no similar track, and what to do about it. */
export function whyNoneSimilar({ space, availableSpaces, compared, model }: SimilarTracks): string {
  const elsewhere = availableSpaces.filter((each) => each !== space).length > 0;
  const other = space === 'audio' ? 'By its tags there are some.' : 'By its sound there are some.';
  const also = elsewhere ? ` ${other}` : '';
  if (model === null) {
    return space === 'audio'
      ? `Nothing of yours has been compared by sound yet. That needs your own audio files.${also}`
      : `Nothing of yours has been compared by tags yet. That follows once tags are fetched.${also}`;
  }
  if (availableSpaces.includes(space) || compared > 0)
    return 'No other track that you have heard can be compared with it yet.';
  return space === 'audio'
    ? `This track has no measured audio file to compare by.${also}`
    : `No tags of this track or its artist are known to compare by.${also}`;
}
