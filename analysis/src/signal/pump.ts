const PHASES = 16;
const FEWEST_BEATS = 8;
/** Where in the beat a ducked signal is quietest: the compressor closes with the kick and opens over the beat. */
const DUCKED_PHASE = 0.12;

/**
 * Side-chain pump, 0 to 1: how deeply and how alike from beat to beat the low-mid level dips with the beat and swells until the next.
 * For each beat the first Fourier coefficient of the level over the beat, relative to its mean; their mean over beats
 * (so that modulation unrelated to the beat cancels), projected on the phase of a dip just after the beat. A band that swells on
 * the beat (drums themselves) counts 0. undefined for fewer than 8 beats.
 */
export function pumpDepth(envelope: Float32Array, beats: readonly number[]): number | undefined {
  if (beats.length <= FEWEST_BEATS) return undefined;
  let real = 0;
  let imaginary = 0;
  for (let i = 1; i < beats.length; i++) {
    const coefficient = firstHarmonic(envelope, beats[i - 1]!, beats[i]!);
    real += coefficient.real;
    imaginary += coefficient.imaginary;
  }
  const angle = 2 * Math.PI * DUCKED_PHASE;
  const projected = -(real * Math.cos(angle) - imaginary * Math.sin(angle)) / (beats.length - 1);
  return Math.min(1, Math.max(0, projected));
}

/** Σ e(φ) exp(-2πiφ) over one beat, scaled so that 1 + d·cos(2πφ) gives d. */
function firstHarmonic(envelope: Float32Array, from: number, to: number): { real: number; imaginary: number } {
  let real = 0;
  let imaginary = 0;
  let total = 0;
  for (let phase = 0; phase < PHASES; phase++) {
    const level = interpolated(envelope, from + ((to - from) * phase) / PHASES);
    const angle = (2 * Math.PI * phase) / PHASES;
    real += level * Math.cos(angle);
    imaginary -= level * Math.sin(angle);
    total += level;
  }
  return total > 0 ? { real: (2 * real) / total, imaginary: (2 * imaginary) / total } : { real: 0, imaginary: 0 };
}

function interpolated(values: Float32Array, position: number): number {
  const below = Math.floor(position);
  const share = position - below;
  return values[below]! * (1 - share) + (values[below + 1] ?? values[below]!) * share;
}
