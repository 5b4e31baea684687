import type { Axis } from './axis.ts';
import type { AxisFeatures, Evidence } from './evidence.ts';
import { fittedVarianceOf, type VarianceOf } from './variances.ts';

/**
 * Opinions drawn from the measured sound, one for each descriptor and axis it bears on.
 *
 * Every mapping is a straight line in log-odds over the descriptor (or its logarithm, where hearing is logarithmic):
 * monotone, with its middle where a typical mastered track lies and its slope chosen so that the usual range of
 * recorded music spans about 0.1 to 0.9. Danceability over tempo alone has a peak instead.
 *
 * What they lean on. Energy: loudness, onset density and noisiness go with perceived arousal (Gabrielsson & Lindström
 * 2010; Laurier 2011). Brightness: the spectral centroid is its accepted correlate (Grey & Gordon 1978; McAdams 1995).
 * Danceability: tempo near 120 BPM (Moelants 2002) and strength and regularity of the beat (Streich & Herrera 2005).
 * Valence: major mode and faster tempo sound happier (Hevner 1936, 1937), both weakly. Acousticness: quieter, less flat
 * spectra and wider dynamics. Pumpiness: the depth of beat-locked gain reduction itself. How far each is off is in its
 * fitted variance.
 */
export function signalEvidence(features: AxisFeatures, varianceOf: VarianceOf = fittedVarianceOf): Evidence[] {
  return MAPPINGS.flatMap(({ axis, source, logOdds }) => {
    const value = logOdds(features);
    if (value === null || !Number.isFinite(value)) return [];
    return [{ axis, source, group: 'signal' as const, logOdds: bound(value), variance: varianceOf(source, axis) }];
  });
}

interface Mapping {
  axis: Axis;
  source: string;
  logOdds: (features: AxisFeatures) => number | null;
}

type NumericFeature = {
  [K in keyof AxisFeatures]-?: NonNullable<AxisFeatures[K]> extends number ? K : never;
}[keyof AxisFeatures];

const MAPPINGS: readonly Mapping[] = [
  { axis: 'energy', source: 'signal.loudness', logOdds: linear('loudnessLufs', -14, 1 / 4) },
  { axis: 'energy', source: 'signal.onsets', logOdds: octaves('onsetRateHz', 3, 1) },
  { axis: 'energy', source: 'signal.flatness', logOdds: octaves('spectralFlatness', 0.01, 0.5) },
  { axis: 'valence', source: 'signal.mode', logOdds: mode },
  { axis: 'valence', source: 'signal.tempo', logOdds: octaves('tempoBpm', 105, 0.8) },
  { axis: 'danceability', source: 'signal.tempo', logOdds: danceTempo },
  { axis: 'danceability', source: 'signal.beat', logOdds: linear('pulseClarity', 0.4, 5) },
  { axis: 'danceability', source: 'signal.percussion', logOdds: linear('percussiveRatio', 0.2, 8) },
  { axis: 'brightness', source: 'signal.centroid', logOdds: octaves('spectralCentroidHz', 2000, 1.8) },
  { axis: 'brightness', source: 'signal.rolloff', logOdds: octaves('spectralRolloffHz', 4200, 1.6) },
  { axis: 'pumpiness', source: 'signal.pump', logOdds: linear('pump', 0.2, 15) },
  { axis: 'acousticness', source: 'signal.loudness', logOdds: linear('loudnessLufs', -16, -1 / 4) },
  { axis: 'acousticness', source: 'signal.flatness', logOdds: octaves('spectralFlatness', 0.008, -0.6) },
  { axis: 'acousticness', source: 'signal.dynamics', logOdds: linear('dynamicRangeDb', 16, 0.15) },
];

/** More than this from one descriptor is an outlier of the measurement, not more of the quality. */
const MOST = 3;
const bound = (value: number) => Math.max(-MOST, Math.min(MOST, value));

function linear(feature: NumericFeature, middle: number, slope: number) {
  return (features: AxisFeatures): number | null => {
    const value = features[feature];
    return value == null ? null : (value - middle) * slope;
  };
}

function octaves(feature: NumericFeature, middle: number, slopePerOctave: number) {
  return (features: AxisFeatures): number | null => {
    const value = features[feature];
    return value == null || value <= 0 ? null : Math.log2(value / middle) * slopePerOctave;
  };
}

function mode(features: AxisFeatures): number | null {
  if (features.mode !== 'major' && features.mode !== 'minor') return null;
  const sure = Math.max(0, Math.min(1, features.keyConfidence ?? 0));
  return features.mode === 'major' ? 0.8 * sure : -0.8 * sure;
}

function danceTempo(features: AxisFeatures): number | null {
  const tempo = features.tempoBpm;
  return tempo == null || tempo <= 0 ? null : 1 - 3 * Math.abs(Math.log2(tempo / 120));
}
