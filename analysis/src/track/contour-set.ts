import type { MeasuredContours } from '../contours/index.ts';
import { CONTOUR_RATE_HZ, createContourRecorder } from '../contours/index.ts';

const PITCH_CLASSES = 12;
const MFCC_COUNT = 20;

/** Recorders of everything that is told of the inside of a track. */
export function createContourSet(frameRateHz: number) {
  const power = createContourRecorder(1, frameRateHz);
  const centroid = createContourRecorder(1, frameRateHz);
  const onsets = createContourRecorder(1, frameRateHz);
  const separation = createContourRecorder(2, frameRateHz);
  const chroma = createContourRecorder(PITCH_CLASSES, frameRateHz);
  const mfcc = createContourRecorder(MFCC_COUNT, frameRateHz);
  const one = new Float64Array(1);
  const two = new Float64Array(2);
  return {
    addLevels(rms: Float32Array, firstFrame: number, frames: number): void {
      for (let i = 0; i < frames; i++) {
        one[0] = rms[i]! * rms[i]!;
        power.add(firstFrame + i, 1, one);
      }
    },
    addCentroid(firstFrame: number, frames: number, hz: number): void {
      one[0] = hz;
      centroid.add(firstFrame, frames, one);
    },
    addOnsets(envelope: Float32Array): void {
      for (let frame = 0; frame < envelope.length; frame++) {
        one[0] = envelope[frame]!;
        onsets.add(frame, 1, one);
      }
    },
    /** Energies of a block. */
    addSeparation(firstFrame: number, frames: number, percussive: number, harmonic: number): void {
      two[0] = percussive / frames;
      two[1] = harmonic / frames;
      separation.add(firstFrame, frames, two);
    },
    addChroma: (firstFrame: number, frames: number, values: Float32Array): void =>
      chroma.add(firstFrame, frames, values),
    addMfcc: (mean: Float64Array, firstFrame: number, frames: number): void => mfcc.add(firstFrame, frames, mean),
    result(durationSeconds: number): MeasuredContours {
      const cells = Math.ceil(durationSeconds * CONTOUR_RATE_HZ);
      return {
        levelDb: power.result(cells).map((cell) => (cell && cell[0]! > 0 ? 10 * Math.log10(cell[0]!) : null)),
        spectralCentroidHz: centroid.result(cells).map((cell) => (cell && cell[0]! > 0 ? cell[0]! : null)),
        onsetStrength: onsets.result(cells).map((cell) => cell?.[0] ?? null),
        percussiveRatio: separation.result(cells).map(share),
        // Frames without any pitch have no chroma.
        chroma: chroma.result(cells).map((cell) => (cell && Math.max(...cell) > 0 ? cell : null)),
        mfcc: mfcc.result(cells),
      };
    },
    reset(): void {
      for (const recorder of [power, centroid, onsets, separation, chroma, mfcc]) recorder.reset();
    },
  };
}

function share(cell: number[] | null): number | null {
  const total = cell ? cell[0]! + cell[1]! : 0;
  return total > 0 ? cell![0]! / total : null;
}
