import type { MeasuredContours } from '../contours/index.ts';
import type { ChannelFormat } from '../energy/index.ts';
import { createChannelMeter } from '../energy/index.ts';
import { Arena } from '../kernels/index.ts';
import { pumpDepth } from '../signal/pump.ts';
import type { Stage } from '../stream/index.ts';
import { createContourSet } from './contour-set.ts';
import { createRateConverters } from './rate-converters.ts';
import { FEATURE_SAMPLE_RATE_HZ, FRAME_RATE_HZ } from './rates.ts';
import { createSpectralMeters } from './spectral-meters.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { TrackFeatures } from './track-features.ts';

export type TrackFormat = ChannelFormat;

export interface MeasuredTrack {
  features: TrackFeatures;
  contours: MeasuredContours;
}

/** Measures one track after another. */
export interface TrackMeter {
  /**
   * Begins a track; one that was not finished is forgotten.
   * @param visit gets the mean of the channels as it is made, up to `finish`
   */
  start(format: TrackFormat, visit?: MonoVisitor): void;
  /** @param channels the next samples, one array a channel at the track's own rate */
  push(channels: readonly Float32Array[]): void;
  finish(): MeasuredTrack;
}

/**
 * Gets the mono signal in short pieces: at the track's own rate, and the same again at FEATURE_SAMPLE_RATE_HZ where that is another.
 * @param mono a view that is valid until it returns
 */
export type MonoVisitor = (mono: Float32Array, sampleRateHz: number) => void;

const ARENA_BYTES = 64 * 2 ** 20;

/**
 * All signal features of a track by librosa's definitions and defaults (22.05 kHz mono, n_fft 2048, hop 512, periodic Hann, centred, zero
 * padding); where nothing else is said a value is the mean over frames. One pass over samples that come in pieces, one spectrum for all.
 * Make one for a process: its buffers are used again for the next track.
 * @param watch told what the stages take
 */
export function createTrackMeter(watch: Stopwatch): TrackMeter {
  const arena = new Arena(ARENA_BYTES);
  const contours = createContourSet(FRAME_RATE_HZ);
  const channelMeter = createChannelMeter(arena);
  const spectral = createSpectralMeters(arena, contours, watch);
  const converters = createRateConverters();
  let resampler: Stage<Float32Array> | undefined;
  let rate = 1;
  let samples = 0;
  let visitor: MonoVisitor | undefined;
  function take(piece: Float32Array): void {
    spectral.push(piece);
    if (rate !== FEATURE_SAMPLE_RATE_HZ) visitor?.(piece, FEATURE_SAMPLE_RATE_HZ);
  }

  return {
    start(format, visit) {
      visitor = visit;
      rate = format.sampleRateHz;
      samples = 0;
      channelMeter.start(format);
      resampler = converters(rate, FEATURE_SAMPLE_RATE_HZ);
      spectral.reset();
      contours.reset();
    },
    push(channels) {
      const converter = begun(resampler);
      samples += channels[0]?.length ?? 0;
      watch.during('loudness', () =>
        channelMeter.push(channels, (mono) => {
          watch.during('resample', () => converter.push(mono, take));
          visitor?.(mono, rate);
        }),
      );
    },
    finish() {
      const converter = begun(resampler);
      watch.during('resample', () => converter.finish(take));
      resampler = undefined;
      const { features, beatFrames, lowMid } = spectral.finish();
      const pump = pumpDepth(lowMid, beatFrames) ?? null;
      return { features: { ...features, ...channelMeter.result(), pump }, contours: contours.result(samples / rate) };
    },
  };
}

function begun(resampler: Stage<Float32Array> | undefined): Stage<Float32Array> {
  if (!resampler) throw new Error('No track was begun: call start() first.');
  return resampler;
}
