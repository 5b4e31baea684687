import type { TrackFeatures } from '@sidetrack/analysis';
import { hashAudio } from '../audio/index.ts';
import type { MeasureOptions, Measurement } from './measure.ts';
import { measure } from './measure.ts';

export interface AnalyzeOptions<Scores> extends MeasureOptions {
  /** Scores a track from what was measured (`scoreTrack` of @sidetrack/analysis behind it). */
  scoreOf: (measured: { features: TrackFeatures; tags: Record<string, number> }) => Scores;
}

/** What `sidetrack analyze --json` prints for one file. */
export interface AnalyzedFile<Scores> {
  file: string;
  audioSha256: string;
  durationSeconds: number;
  features: TrackFeatures;
  /** Of the first model that names tags. */
  tags: Record<string, number>;
  embeddings: Record<string, number[]>;
  scores: Scores;
  seconds: Measurement['seconds'];
}

/**
 * Measures and scores one file; needs no database.
 * @throws UnreadableAudioError for a file that holds no audio that can be decoded
 */
export async function analyzeFile<Scores>(
  path: string,
  { scoreOf, ...options }: AnalyzeOptions<Scores>,
): Promise<AnalyzedFile<Scores>> {
  const { audioSha256 } = await hashAudio(path);
  const { durationSeconds, features, embeddings, seconds } = await measure(path, options);
  const tags = embeddings[0]?.tags ?? {};
  return {
    file: path,
    audioSha256,
    durationSeconds,
    features,
    tags,
    embeddings: Object.fromEntries(embeddings.map(({ model, vector }) => [model, vector])),
    scores: scoreOf({ features, tags }),
    seconds,
  };
}
