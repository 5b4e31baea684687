import {
  calibrateScore,
  describeScores,
  joinTracks,
  type Axis,
  type Calibration,
  type DescribedTrack,
  type TrackTable,
} from '@sidetrack/analysis';
import type { Sql } from '@sidetrack/prisma';
import { readCalibration } from '../calibrations/read-calibration.ts';
import type { KnownTracks } from './known-tracks.ts';
import { readFacts } from './read-facts.ts';

/** These recordings (ids ascending, each once) as this listener hears them: shared scores under their own calibration. */
export async function readTracks(
  tx: Sql,
  { userId, recordingIds, known }: { userId: string; recordingIds: readonly string[]; known: KnownTracks },
): Promise<TrackTable> {
  const tracks = recordingIds.map((id) => known.facts(id));
  const missing = recordingIds.filter((_, i) => tracks[i] === undefined);
  const read = new Map<string, DescribedTrack>();
  for (const { isSame, ...facts } of await readFacts(tx, missing)) {
    read.set(facts.track.recordingId, facts.track);
    if (isSame) known.keepFacts(facts);
  }
  const calibration = await readCalibration(tx, userId);
  return joinTracks(tracks.map((track, i) => heard(track ?? read.get(recordingIds[i]!)!, calibration)));
}

function heard(track: DescribedTrack, calibration: Calibration): DescribedTrack {
  const axes = Object.entries(calibration) as [Axis, NonNullable<Calibration[Axis]>][];
  if (axes.length === 0) return track;
  const own = axes.flatMap(([axis, one]) => {
    const score = calibrateScore(track.recordingId, track.scores[axis], one);
    return score === null ? [] : [[axis, score] as const];
  });
  return describeScores(track, { ...track.scores, ...Object.fromEntries(own) });
}
