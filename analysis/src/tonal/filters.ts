/** Real samples of a frame: as long as the longest filter of a band. */
export const FRAME_SAMPLES = 256;
/** Filters of an octave. */
export const FILTERS = 36;
/** Filters of the highest band, all bands' but the lowest's: the others reach four thirds of a semitone above a C. */
export const THIRDS_ABOVE_C = 4;
/** The rate at which the highest band is filtered. */
const TOP_RATE_HZ = 11_025;
const LIBROSA_RATE_HZ = 22_050;
const C7_HZ = 440 * 2 ** (27 / 12);
/** Weights below this share of the largest of a filter change no result. */
const NEGLIGIBLE = 2e-4;
const COMPLEX_PAIRS = FRAME_SAMPLES / 2;

/** Filters of one band, as weights of the bins of a real FFT of `FRAME_SAMPLES`. Every band has the same at its own rate. */
export interface FilterTable {
  /** The range of bins that any filter touches. */
  firstBin: number;
  lastBin: number;
  /** For each filter where its bins begin and how many they are; 0 is `firstBin`. */
  rows: Int32Array;
  weights: Float32Array;
}

/**
 * The filters of `librosa.cqt` with 36 bins an octave: a complex tone under a Hann window of Q periods, summing to one, times the square root
 * of the window's length at 22.05 kHz. They are symmetric about the frame's middle, so that their spectra are real.
 * @param tuningThirds deviation from equal temperament in thirds of a semitone, -0.5 to 0.5
 */
export function filterTable(tuningThirds: number): FilterTable {
  const spread = 2 ** (2 / FILTERS);
  const q = (spread + 1) / (spread - 1);
  const spectra = Array.from({ length: FILTERS }, (_, row) => {
    const hz = C7_HZ * 2 ** ((row + THIRDS_ABOVE_C + tuningThirds) / FILTERS);
    // librosa's octaves begin with the C below, at twice or four times the rate, with windows of an odd number of samples there.
    const times = row + THIRDS_ABOVE_C < FILTERS ? 2 : 4;
    const windowSamples = (2 * Math.floor((q * times * TOP_RATE_HZ) / hz / 2) + 1) / times;
    return spectrumOf(hz / TOP_RATE_HZ, windowSamples, Math.sqrt((q * LIBROSA_RATE_HZ) / hz));
  });
  const kept = spectra.map((spectrum) => {
    const floor = NEGLIGIBLE * Math.max(...spectrum.map(Math.abs));
    const first = spectrum.findIndex((weight) => Math.abs(weight) > floor);
    const last = spectrum.findLastIndex((weight) => Math.abs(weight) > floor);
    return { first, weights: spectrum.slice(first, last + 1) };
  });
  const firstBin = Math.min(...kept.map(({ first }) => first));
  return {
    firstBin,
    lastBin: Math.max(...kept.map(({ first, weights }) => first + weights.length - 1)),
    rows: Int32Array.from(kept.flatMap(({ first, weights }) => [first - firstBin, weights.length])),
    // The kernel's spectra are doubled.
    weights: Float32Array.from(kept.flatMap(({ weights }) => weights.map((weight) => weight / 2))),
  };
}

/**
 * Bins 0 to 127 of a Hann-windowed cosine about the frame's middle, for a complex tone whose window sums to `scale`. The window is a
 * constant and a cosine, so that each weight is three sums of cosines, which have a closed form (Dirichlet's kernel).
 */
function spectrumOf(cyclesPerSample: number, windowSamples: number, scale: number): number[] {
  const reach = Math.floor(windowSamples / 2);
  const bend = (2 * Math.PI) / windowSamples;
  const windowed = (turn: number, samples: number) =>
    0.5 * cosines(turn, samples) + 0.25 * (cosines(turn - bend, samples) + cosines(turn + bend, samples));
  const sum = windowed(0, reach);
  return Array.from({ length: FRAME_SAMPLES / 2 }, (_, bin) => {
    const turn = 2 * Math.PI * (cyclesPerSample - bin / FRAME_SAMPLES);
    const weight = windowed(turn, Math.min(reach, FRAME_SAMPLES / 2 - 1));
    // The middle of the frame is sample 128, which turns every second bin round.
    return ((bin % 2 === 0 ? 1 : -1) * weight * scale) / (sum * FRAME_SAMPLES);
  });
}

/** Cosines of `turn` times -reach to reach, added up. */
function cosines(turn: number, reach: number): number {
  const half = Math.sin(turn / 2);
  return Math.abs(half) < 1e-9 ? 2 * reach + 1 : Math.sin((reach + 0.5) * turn) / half;
}

/** Twiddles of the kernel: 32 x 3 of the first radix-4 pass, 8 x 3 of the second, 128 of the split; cosine and sine of each. */
export function twiddleTable(): Float32Array {
  const turn = (share: number) => [Math.cos(2 * Math.PI * share), -Math.sin(2 * Math.PI * share)];
  const pass = (points: number) =>
    Array.from({ length: points / 4 }, (_, p) => [1, 2, 3].flatMap((times) => turn((times * p) / points))).flat();
  const halves = Array.from({ length: COMPLEX_PAIRS }, (_, bin) => turn(bin / FRAME_SAMPLES)).flat();
  return Float32Array.from([...pass(COMPLEX_PAIRS), ...pass(COMPLEX_PAIRS / 4), ...halves]);
}
