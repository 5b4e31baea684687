/** How a signal goes from one rate to another: by a band filter to a middle rate, and by interpolation from there. */
export interface ResamplePlan {
  /** Middle rate over input rate: a power of two. */
  scale: number;
  /** Middle and end of the transition band as shares of the input rate: everything above `stop` goes. */
  cutoff: number;
  stop: number;
  /** Kaiser window of the band filter: its shape, and how many samples of the input it reaches to either side. */
  beta: number;
  reach: number;
  /** From the middle rate to the output rate, in lowest terms; both 1 when they are the same. */
  up: number;
  down: number;
  /** Width of the band that is free between signal and images, as a share of the middle rate. */
  free: number;
}

/**
 * The filters of soxr's high quality (librosa's default), by its number of stages, fitted to its responses (to 4e-8 for halves): middle
 * of the transition as a share of the lower Nyquist frequency, Kaiser shape, reach in samples of four times that frequency. What is left
 * near Nyquist is all that the quietest bins of a spectrum hold, so flatness and contrast are librosa's only with the same filter.
 */
const SOXR_FILTERS = [
  { middle: 0.956872, beta: 13.0404, reach: 194.5 },
  { middle: 0.956846, beta: 13.68, reach: 204 },
  { middle: 0.956846, beta: 14.3515, reach: 213.2 },
  { middle: 0.956846, beta: 14.7418, reach: 218.7 },
] as const;
/** With so much room between the wanted band and its images a short interpolation filter is enough. */
const ROOM = 1.3;
const SCALES = [1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4];

/** @throws RangeError for rates that are no whole numbers above 0 or too far apart */
export function planResampling(fromHz: number, toHz: number): ResamplePlan {
  if (![fromHz, toHz].every((rate) => Number.isInteger(rate) && rate > 0))
    throw new RangeError(`Sample rates are whole numbers above 0, not ${fromHz} and ${toHz}.`);
  const bandHz = Math.min(fromHz, toHz) / 2;
  const scale =
    SCALES.find((each) => fromHz * each === toHz) ?? SCALES.find((each) => fromHz * each >= ROOM * 2 * bandHz);
  if (scale === undefined || toHz > 8 * fromHz)
    throw new RangeError(`From ${fromHz} to ${toHz} Hz is too far for one resampling.`);
  // Fractions of the rate are avoided: with a scale below 1 its inverse is a whole number.
  const [numerator, denominator] = scale < 1 ? [toHz / scale, fromHz] : [toHz, fromHz * scale];
  const divisor = greatestCommonDivisor(numerator, denominator);
  const middleHz = fromHz * scale;
  const { middle, beta, reach } = SOXR_FILTERS[soxrStages(Math.max(fromHz, toHz) / (2 * bandHz)) - 1]!;
  return {
    scale,
    cutoff: (middle * bandHz) / fromHz,
    stop: bandHz / fromHz,
    beta,
    reach: (reach * fromHz) / (4 * bandHz),
    up: numerator / divisor,
    down: denominator / divisor,
    free: (middleHz - 2 * bandHz) / middleHz,
  };
}

/** How many filters soxr applies one after another, by which it asks more of each. */
function soxrStages(ratio: number): number {
  const octaves = Math.log2(ratio);
  if (ratio === 3 || octaves === 1) return 1;
  return Math.min(SOXR_FILTERS.length, Math.max(2, Number.isInteger(octaves) ? octaves : 1 + Math.floor(octaves)));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
