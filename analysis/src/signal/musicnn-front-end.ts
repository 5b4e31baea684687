import { melFilterBank, melPowerInto } from './mel.ts';
import { forEachFrame, frameCount } from './stft.ts';

export const MUSICNN_SAMPLE_RATE_HZ = 16000;
export const MUSICNN_PATCH_FRAMES = 187;
export const MUSICNN_BANDS = 96;
const STFT = { fftSize: 512, hopSamples: 256 };
const COMPRESSION = 10_000;

/**
 * musicnn's input (Pons and Serra, 2019): log10(1 + 10000 · mel power) of 96 Slaney mel bands to 8 kHz, 16 kHz mono, n_fft 512,
 * hop 256, cut into patches of 187 frames (3 s) without overlap. What is left over at the end is dropped, unless the track is
 * shorter than one patch: then the one patch is filled up with silence.
 * @returns patches × 187 × 96 values, row by row
 */
export function musicnnPatches(mono: Float32Array): Float32Array {
  const frames = frameCount(mono.length, STFT);
  const patches = Math.max(1, Math.floor(frames / MUSICNN_PATCH_FRAMES));
  const wanted = Math.min(frames, patches * MUSICNN_PATCH_FRAMES);
  const bank = melFilterBank({ sampleRateHz: MUSICNN_SAMPLE_RATE_HZ, fftSize: STFT.fftSize, bandCount: MUSICNN_BANDS });
  const values = new Float32Array(patches * MUSICNN_PATCH_FRAMES * MUSICNN_BANDS);
  forEachFrame(mono, STFT, (magnitude, frame) => {
    if (frame < wanted) melPowerInto(values, frame * MUSICNN_BANDS, magnitude, bank);
  });
  for (let i = 0; i < values.length; i++) values[i] = Math.log10(1 + COMPRESSION * values[i]!);
  return values;
}
