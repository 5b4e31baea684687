const PITCH_CLASSES = 12;
const CENTRE_OCTAVE = 5;
const OCTAVE_WIDTH = 2;
/** Weights below this share of the frame's norm change no result beyond single precision. */
const NEGLIGIBLE = 1e-7;

/** Sparse map from one FFT bin to pitch classes. */
interface ChromaFilters {
  start: Int32Array;
  pitchClass: Uint8Array;
  weight: Float32Array;
}

/**
 * STFT chroma by `librosa.feature.chroma_stft` for a known tuning: power folded onto 12 pitch classes from C, each frame
 * divided by its largest value. Chroma and tonnetz (Harte et al., 2006) are means over frames.
 */
export function chromaMeter(sampleRateHz: number, fftSize: number, tuningCents: number) {
  const filters = chromaFilters(sampleRateHz, fftSize, tuningCents / 100);
  const frameChroma = new Float64Array(PITCH_CLASSES);
  const chroma = new Float64Array(PITCH_CLASSES);
  const unitChroma = new Float64Array(PITCH_CLASSES);
  let frames = 0;
  return {
    add(magnitude: Float32Array): void {
      foldInto(frameChroma, magnitude, filters);
      const highest = Math.max(...frameChroma);
      const total = frameChroma.reduce((sum, value) => sum + value, 0);
      frames++;
      if (highest <= 0) return;
      for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) {
        chroma[pitch]! += frameChroma[pitch]! / highest;
        unitChroma[pitch]! += frameChroma[pitch]! / total;
      }
    },
    result(): { chromaMean: number[]; tonnetzMean: number[] } {
      return {
        chromaMean: Array.from(chroma, (sum) => sum / frames),
        tonnetzMean: tonnetz(unitChroma.map((sum) => sum / frames)),
      };
    },
  };
}

/** Six tonal centroid coordinates (fifths, minor and major thirds) of chroma whose values sum to one. */
export function tonnetz(unitChroma: ArrayLike<number>): number[] {
  const scales = [7 / 6, 7 / 6, 3 / 2, 3 / 2, 2 / 3, 2 / 3];
  return scales.map((scale, dimension) => {
    let sum = 0;
    for (let pitch = 0; pitch < PITCH_CLASSES; pitch++) {
      sum += unitChroma[pitch]! * Math.cos(Math.PI * (scale * pitch - (dimension % 2 === 0 ? 0.5 : 0)));
    }
    return sum * (dimension < 4 ? 1 : 0.5);
  });
}

function foldInto(target: Float64Array, magnitude: Float32Array, { start, pitchClass, weight }: ChromaFilters): void {
  target.fill(0);
  for (let bin = 0; bin < magnitude.length; bin++) {
    const power = magnitude[bin]! * magnitude[bin]!;
    for (let i = start[bin]!; i < start[bin + 1]!; i++) target[pitchClass[i]!]! += weight[i]! * power;
  }
}

/** Gaussian bumps around each pitch class, unit norm a bin, weighted towards octave 5 (`librosa.filters.chroma`). */
function chromaFilters(sampleRateHz: number, fftSize: number, tuning: number): ChromaFilters {
  const bins = fftSize / 2 + 1;
  const a0 = (440 * 2 ** (tuning / PITCH_CLASSES)) / 16;
  const position = (bin: number) => PITCH_CLASSES * Math.log2((bin * sampleRateHz) / fftSize / a0);
  const semitones = (bin: number) => (bin === 0 ? position(1) - 1.5 * PITCH_CLASSES : position(bin));
  const start = new Int32Array(bins + 1);
  const pitchClass: number[] = [];
  const weight: number[] = [];
  for (let bin = 0; bin < bins; bin++) {
    start[bin] = weight.length;
    const centre = semitones(bin);
    const width = Math.max(semitones(bin + 1) - centre, 1);
    const octaveWeight = Math.exp(-0.5 * ((centre / PITCH_CLASSES - CENTRE_OCTAVE) / OCTAVE_WIDTH) ** 2);
    const bumps = Array.from({ length: PITCH_CLASSES }, (_, pitch) =>
      Math.exp(-0.5 * ((2 * circular(centre - pitch)) / width) ** 2),
    );
    const norm = Math.hypot(...bumps);
    for (const [pitchFromA, bump] of bumps.entries()) {
      if (bump / norm < NEGLIGIBLE) continue;
      pitchClass.push((pitchFromA + 9) % PITCH_CLASSES);
      weight.push((bump / norm) * octaveWeight);
    }
  }
  start[bins] = weight.length;
  return { start, pitchClass: Uint8Array.from(pitchClass), weight: Float32Array.from(weight) };
}

/** Distance in semitones around the circle of pitch classes, -6 to 6. */
function circular(semitones: number): number {
  const shifted = (semitones + 6) % PITCH_CLASSES;
  return (shifted < 0 ? shifted + PITCH_CLASSES : shifted) - 6;
}
