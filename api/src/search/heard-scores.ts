import {
  calibrateScore,
  type Bounded,
  type Calibration,
  type SearchScores,
  type SearchTrack,
} from '@sidetrack/analysis';
import type { AxisName } from '../contract/primitives.ts';
import type { SharedScores } from '../queries/search-scores.ts';

/** The scores of tracks on some axes as a listener hears them; null for a track that has none of them. */
export function heardScores(
  tracks: readonly SearchTrack[],
  {
    shared,
    axes,
    calibration,
  }: { shared: ReadonlyMap<AxisName, SharedScores>; axes: readonly AxisName[]; calibration: Calibration },
): SearchScores {
  const columns = axes.map((axis) => ({ axis, scores: shared.get(axis)!, own: calibration[axis] }));
  return tracks.map(({ recordingId }, track) => {
    const heard: Partial<Record<AxisName, Bounded>> = {};
    let isKnown = false;
    for (const { axis, scores, own } of columns) {
      const score = scores[track] ?? undefined;
      const bounded = own === undefined ? score : calibrateScore(recordingId, score, own);
      if (bounded == null) continue;
      heard[axis] = bounded;
      isKnown = true;
    }
    return isKnown ? heard : null;
  });
}
