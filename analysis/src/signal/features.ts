import { chromaMeter } from './chroma.ts';
import { contrastMeter } from './contrast.ts';
import { powerToDecibels } from './decibels.ts';
import { hpssMeter } from './hpss.ts';
import type { KeyName, Mode } from './key.ts';
import { estimateKey } from './key.ts';
import { measureLoudness } from './loudness.ts';
import { melFilterBank, melPowerInto } from './mel.ts';
import { mfccStatistics } from './mfcc.ts';
import { lowMidMeter, pumpDepth } from './pump.ts';
import { measureRhythm } from './rhythm.ts';
import { spectralShapeMeter } from './spectral-shape.ts';
import { mean } from './statistics.ts';
import { stereoWidth } from './stereo.ts';
import { forEachFrame, frameCount } from './stft.ts';
import { dynamicRangeDecibels, frameLevels } from './time-domain.ts';
import { tuningMeter } from './tuning.ts';

/** Sample rate of the mono signal that all spectral features are measured on. */
export const FEATURE_SAMPLE_RATE_HZ = 22050;
const STFT = { fftSize: 2048, hopSamples: 512 };
const FRAME_RATE_HZ = FEATURE_SAMPLE_RATE_HZ / STFT.hopSamples;
const MEL_BANDS = 128;
const MFCC_COUNT = 20;

/** What is measured of a track. null: the track has no such thing (silence has no tempo), never zero for unknown. */
export interface TrackFeatures {
  /** Beats a minute, from the mean interval of the tracked beats. */
  tempoBpm: number | null;
  /** 0 (no pulse) to 1 (metronome). */
  tempoConfidence: number;
  key: KeyName | null;
  mode: Mode | null;
  keyConfidence: number;
  loudnessLufs: number | null;
  loudnessRangeLu: number | null;
  dynamicRangeDb: number;
  spectralCentroidHz: number;
  spectralBandwidthHz: number;
  spectralRolloffHz: number;
  spectralFlatness: number;
  zeroCrossingRate: number;
  rms: number;
  onsetRateHz: number;
  /** Percussive share of the energy, 0 to 1. */
  percussiveRatio: number;
  tuningCents: number;
  /** Side energy over side and mid energy, 0 to 1. */
  stereoWidth: number;
  /** Side-chain pump, 0 to 1; null for fewer than 8 beats. */
  pump: number | null;
  mfccMean: number[];
  mfccStd: number[];
  chromaMean: number[];
  contrastMean: number[];
  tonnetzMean: number[];
  beatTimesSeconds: number[];
}

export interface TrackSignal {
  /** Mono at FEATURE_SAMPLE_RATE_HZ. */
  mono: Float32Array;
  /** One array a channel at the native rate, for loudness and stereo width. */
  channels: readonly Float32Array[];
  sampleRateHz: number;
}

/**
 * All signal features of a track by librosa's definitions and defaults (22.05 kHz mono, n_fft 2048, hop 512, periodic Hann, centred, zero
 * padding); where nothing else is said a value is the mean over frames. Memory grows by 0.6 KB a frame only.
 */
export function measureFeatures({ mono, channels, sampleRateHz }: TrackSignal): TrackFeatures {
  const spectral = measureSpectrum(mono);
  const levels = frameLevels(mono, STFT.fftSize, STFT.hopSamples);
  const { beats, ...rhythm } = measureRhythm(spectral.melDecibels, {
    bands: MEL_BANDS,
    sampleRateHz: FEATURE_SAMPLE_RATE_HZ,
    ...STFT,
  });
  return {
    ...rhythm,
    ...(estimateKey(spectral.tonal.chromaMean) ?? { key: null, mode: null, keyConfidence: 0 }),
    ...measureLoudness(channels, sampleRateHz),
    dynamicRangeDb: dynamicRangeDecibels(levels.rms),
    ...spectral.shape,
    zeroCrossingRate: levels.zeroCrossingRate,
    rms: mean(levels.rms),
    percussiveRatio: spectral.percussiveRatio,
    tuningCents: spectral.tuningCents,
    stereoWidth: stereoWidth(channels),
    pump: pumpDepth(spectral.lowMid, beats) ?? null,
    ...mfccStatistics(spectral.melDecibels, MEL_BANDS, MFCC_COUNT),
    ...spectral.tonal,
    contrastMean: spectral.contrastMean,
    beatTimesSeconds: beats.map((frame) => frame / FRAME_RATE_HZ),
  };
}

/** Two passes over the spectrum: chroma can only be folded once the tuning of the whole track is known. */
function measureSpectrum(mono: Float32Array) {
  const frames = frameCount(mono.length, STFT);
  const bank = melFilterBank({ sampleRateHz: FEATURE_SAMPLE_RATE_HZ, fftSize: STFT.fftSize, bandCount: MEL_BANDS });
  const mel = new Float32Array(frames * MEL_BANDS);
  const shape = spectralShapeMeter(FEATURE_SAMPLE_RATE_HZ, STFT.fftSize);
  const contrast = contrastMeter(FEATURE_SAMPLE_RATE_HZ, STFT.fftSize, frames);
  const hpss = hpssMeter(STFT.fftSize / 2 + 1, frames);
  const tuning = tuningMeter(FEATURE_SAMPLE_RATE_HZ, STFT.fftSize);
  const lowMid = lowMidMeter(FEATURE_SAMPLE_RATE_HZ, STFT.fftSize, frames);
  forEachFrame(mono, STFT, (magnitude, frame) => {
    melPowerInto(mel, frame * MEL_BANDS, magnitude, bank);
    shape.add(magnitude);
    contrast.add(magnitude, frame);
    hpss.add(magnitude, frame);
    tuning.add(magnitude);
    lowMid.add(magnitude, frame);
  });
  const tuningCents = tuning.result();
  const chroma = chromaMeter(FEATURE_SAMPLE_RATE_HZ, STFT.fftSize, tuningCents);
  forEachFrame(mono, STFT, (magnitude) => chroma.add(magnitude));
  return {
    melDecibels: powerToDecibels(mel),
    shape: shape.result(),
    contrastMean: contrast.result(),
    percussiveRatio: hpss.result(),
    lowMid: lowMid.result(),
    tuningCents,
    tonal: chroma.result(),
  };
}
