import type { Contours, MeasuredTrack, TrackFeatures, TrackMeter } from '@sidetrack/analysis';
import { createStopwatch, createTrackMeter, roundContours, segmentSet } from '@sidetrack/analysis';
import type { DecodedStream } from '../audio/index.ts';
import { decodeStream } from '../audio/index.ts';
import type { StemLevels, StemModel, StemRun } from '../models/index.ts';
import { loadStems } from '../models/index.ts';
import type { Embedding, ModelSet, ModelSetOptions } from './model-set.ts';
import { MODEL_RESAMPLING, openModels } from './model-set.ts';
import type { MeasuredSegment } from './measure-segments.ts';
import { measureSegments } from './measure-segments.ts';
import type { ExtractOptions } from './version.ts';

export interface MeasureOptions extends Pick<ExtractOptions, 'excerptSeconds' | 'excerptFrom'>, ModelSetOptions {
  /** Separates stems too, which needs an installed model. */
  stems?: boolean;
}

export interface MeasuredFeatures extends TrackFeatures {
  /** Where stems were separated. */
  stems?: StemLevels;
}

/** All that is measured of one track. */
export interface Measurement {
  /** Of the whole track, also where only an excerpt was measured. */
  durationSeconds: number;
  features: MeasuredFeatures;
  contours: Contours;
  /** Parts of a long file; empty for others. */
  segments: MeasuredSegment[];
  embeddings: Embedding[];
  seconds: MeasureSeconds;
}

/** How long each part took; what the decoder does beside it is not waited for and not in it. */
export interface MeasureSeconds {
  decode: number;
  signal: number;
  models: number;
  /** The same in finer parts. */
  stages: Record<string, number>;
}

/** What only one track at a time can use, and every track uses again. */
const watch = createStopwatch(() => performance.now());
let meter: TrackMeter | undefined;
let stemModel: Promise<StemModel> | undefined;

/**
 * Decodes a track piece by piece and measures its signal features and the embeddings of the models asked for. One track at a time.
 * @throws UnreadableAudioError for a file that holds no audio that can be decoded
 * @throws PermanentError for a model that is not installed or cannot be used
 */
export async function measure(path: string, options: MeasureOptions): Promise<Measurement> {
  watch.reset();
  const began = performance.now();
  const { excerptSeconds: seconds, excerptFrom: from } = options;
  const models = await openModels(options, watch);
  const separator = options.stems ? await separatorOf(options) : undefined;
  const opened = performance.now();
  const stream = await decodeStream(path, seconds > 0 ? { excerpt: { seconds, from } } : {});
  const stems = separator?.start(stream.sampleRateHz);
  const { features, contours } = await measureStream(stream, models, stems);
  const stemLevels = await stems?.finish();
  const embeddings = await models.finish();
  const durationSeconds = stream.durationSeconds();
  const segments = seconds > 0 ? [] : await measureSet(path, { features, contours, durationSeconds });
  const { [MODEL_RESAMPLING]: resampling = 0, ...stages } = watch.milliseconds();
  const signal = sum(stages);
  const all = performance.now() - began;
  const spentOnModels = models.milliseconds() + resampling + opened - began;
  return {
    durationSeconds,
    features: { ...features, ...(stemLevels && { stems: stemLevels }) },
    contours: roundContours(contours),
    segments,
    embeddings,
    seconds: {
      decode: inSeconds(all - signal - spentOnModels),
      signal: inSeconds(signal),
      models: inSeconds(spentOnModels),
      stages: roundedSeconds({ ...stages, [MODEL_RESAMPLING]: resampling }),
    },
  };
}

async function measureStream({ sampleRateHz, layout, pieces }: DecodedStream, models: ModelSet, stems?: StemRun) {
  const meter = trackMeter();
  models.start(sampleRateHz);
  meter.start({ sampleRateHz, layout }, models.take);
  for await (const channels of pieces) {
    meter.push(channels);
    await models.run();
    await stems?.push(channels);
  }
  return meter.finish();
}

/** One that is missing may be there for the next track. */
function separatorOf({ modelOptions }: MeasureOptions): Promise<StemModel> {
  stemModel ??= loadStems(modelOptions);
  stemModel.catch(() => (stemModel = undefined));
  return stemModel;
}

/** The segments of a long file; none of others. */
async function measureSet(
  path: string,
  { features, contours, durationSeconds }: Pick<Measurement, 'features' | 'durationSeconds'> & MeasuredTrack,
): Promise<MeasuredSegment[]> {
  const segments = segmentSet({ contours, beatTimesSeconds: features.beatTimesSeconds, durationSeconds });
  return segments.length === 0 ? [] : await measureSegments(await decodeStream(path), segments, trackMeter());
}

function trackMeter(): TrackMeter {
  return (meter ??= createTrackMeter(watch));
}

function sum(parts: Record<string, number>): number {
  return Object.values(parts).reduce((total, part) => total + part, 0);
}

function roundedSeconds(parts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, inSeconds(value)]));
}

function inSeconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000;
}
