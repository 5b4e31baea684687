import { Arena } from '../kernels/index.ts';
import type { LogMelSpec } from '../stream/log-mel.ts';
import { createLogMel } from '../stream/log-mel.ts';

/** librosa's default mel spectrogram in decibels. */
const MEL: LogMelSpec = {
  ...{
    sampleRateHz: 22050,
    fftSize: 2048,
    windowSamples: 2048,
    hopSamples: 512,
    centred: true,
    padMode: 'zero',
    power: 2,
  },
  ...{ bands: 128, lowHz: 0, highHz: 11025, melScale: 'slaney', norm: 'slaney' },
  log: { kind: 'decibels', amin: 1e-10, topDb: 80, reference: 1 },
};

/** Mel decibels of a whole signal, for tests of what is built on them. */
export function melDecibels(mono: Float32Array): Float32Array {
  const logMel = createLogMel(new Arena(2 ** 20), MEL);
  let decibels = new Float32Array();
  const keep = ({ values }: { values: Float32Array }) => void (decibels = values.slice());
  logMel.push(mono, keep);
  logMel.finish(keep);
  return decibels;
}
