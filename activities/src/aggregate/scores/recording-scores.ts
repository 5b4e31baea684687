import { createHash } from 'node:crypto';
import { SCORER_VERSION, scoreTrack, type TrackEvidence, type TrackScores } from '@sidetrack/analysis';

/** A recording's scores with a hash of all that they were drawn from. */
export interface RecordingScores {
  recordingId: string;
  inputHash: string;
  hasAudio: boolean;
  scores: TrackScores;
}

/** Scores a recording. Evidence that gives no score at all hashes to nothing, because there is no row to keep it in. */
export function scoresOf(recordingId: string, evidence: TrackEvidence): RecordingScores {
  const scores = scoreTrack(evidence);
  return {
    recordingId,
    inputHash: Object.keys(scores).length === 0 ? NOTHING : hashOf(evidence),
    hasAudio: evidence.features !== null || evidence.modelTags !== null,
    scores,
  };
}

/** The hash of a recording without scores. */
export const NOTHING = '';

function hashOf(evidence: TrackEvidence): string {
  const { tags, opinions = [], artistTracks = [] } = evidence;
  const sounds = [evidence, ...artistTracks].map(({ features, modelTags, heads = {} }) => [
    features && entries({ ...features }),
    entries(modelTags),
    entries(heads)?.map(([model, answers]) => [model, entries(answers)]),
  ]);
  const canonical = JSON.stringify([SCORER_VERSION, sounds, tags, opinions]);
  return createHash('sha256').update(canonical).digest('hex').slice(0, 32);
}

const entries = <Value>(values: { readonly [name: string]: Value } | null): [string, Value][] | null =>
  values === null ? null : Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
