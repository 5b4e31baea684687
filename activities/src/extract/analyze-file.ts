import type { Contours, TrackFeatures } from '@sidetrack/analysis';
import { hashAudio } from '../audio/index.ts';
import type { MeasuredFeatures, MeasureOptions, Measurement } from './measure.ts';
import type { MeasuredSegment } from './measure-segments.ts';
import { measure } from './measure.ts';
import type { Embedding } from './model-set.ts';

/** What scores are drawn from. heads: what models other than that of `tags` name, by model. */
export interface MeasuredSound {
  features: TrackFeatures;
  tags: Record<string, number>;
  heads: Record<string, Record<string, number>>;
}

export interface AnalyzeOptions<Scores> extends MeasureOptions {
  withContours?: boolean | undefined;
  /** Scores a track from what was measured (`scoreTrack` of @sidetrack/analysis behind it). */
  scoreOf: (measured: MeasuredSound) => Scores;
}

/** What `sidetrack analyze --json` prints for one file. */
export interface AnalyzedFile<Scores> {
  file: string;
  audioSha256: string;
  durationSeconds: number;
  features: MeasuredFeatures;
  /** Parts of a file of more than 20 minutes. */
  segments: MeasuredSegment[];
  /** How the track goes on inside, where asked for. */
  contours?: Contours;
  /** Of musicnn as it was trained on Last.fm's tags, which scores are read from; without it, of the first model that names any. */
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
  { scoreOf, withContours, ...options }: AnalyzeOptions<Scores>,
): Promise<AnalyzedFile<Scores>> {
  const { audioSha256 } = await hashAudio(path);
  const { durationSeconds, features, segments, contours, embeddings, seconds } = await measure(path, options);
  const spoken = embeddings.find(isSpoken);
  const heads = embeddings.filter((embedding) => embedding !== spoken);
  return {
    file: path,
    audioSha256,
    durationSeconds,
    features,
    segments,
    ...(withContours && { contours }),
    tags: spoken?.tags ?? heads.find(({ tags }) => Object.keys(tags).length > 0)?.tags ?? {},
    embeddings: Object.fromEntries(embeddings.map(({ model, vector }) => [model, vector])),
    scores: scoreOf({
      features,
      tags: spoken?.tags ?? {},
      heads: Object.fromEntries(heads.map(({ model, tags }) => [model, tags])),
    }),
    seconds,
  };
}

/** musicnn as it was trained on Last.fm's tags, whichever version. */
const isSpoken = ({ model }: Embedding): boolean => model.startsWith('musicnn') && model !== 'musicnn-mtt';
