import { powerToDecibels } from './decibels.ts';
import { melFilterBank, melPowerInto } from './mel.ts';
import { forEachFrame, frameCount } from './stft.ts';

/** librosa's default mel spectrogram. */
export const MEL = { sampleRateHz: 22050, fftSize: 2048, hopSamples: 512, bands: 128 };

/** Mel decibels of a whole signal, for tests of what is built on them. */
export function melDecibels(mono: Float32Array): Float32Array {
  const bank = melFilterBank({ ...MEL, bandCount: MEL.bands });
  const mel = new Float32Array(frameCount(mono.length, MEL) * MEL.bands);
  forEachFrame(mono, MEL, (magnitude, frame) => melPowerInto(mel, frame * MEL.bands, magnitude, bank));
  return powerToDecibels(mel);
}
