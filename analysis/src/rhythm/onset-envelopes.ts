import { MEL_BANDS, ONSET_DELAY_FRAMES } from './frames.ts';

/** How much the level rises from frame to frame, in decibels: the mean over mel bands of all rises. */
export interface OnsetEnvelopes {
  /** All bands: `librosa.onset.onset_strength` with its defaults. */
  full: Float32Array;
  /** Below 150 Hz: bass drum and bass. */
  low: Float32Array;
  /** 400 Hz to 3 kHz: snare, chords, melody. */
  middle: Float32Array;
  /** Above 3 kHz: hi-hat, cymbals, consonants. */
  high: Float32Array;
}

/** First and last (exclusive) mel band of each envelope. */
const RANGES = {
  low: [0, 5],
  middle: [15, 80],
  high: [80, MEL_BANDS],
} as const;
const FIRST_CAPACITY = 8192;
const NAMES = ['full', 'low', 'middle', 'high'] as const;

/** Collects onset envelopes from mel rows in decibels: 16 bytes a frame. */
export function createOnsetEnvelopes() {
  let rises = empty(FIRST_CAPACITY);
  const previous = new Float32Array(MEL_BANDS);
  let frames = 0;

  function add(decibels: Float32Array, rowCount: number): void {
    if (frames + rowCount > rises.full.length) rises = grown(rises, Math.max(frames + rowCount, 2 * rises.full.length));
    for (let row = 0; row < rowCount; row++, frames++) {
      const offset = row * MEL_BANDS;
      if (frames > 0) {
        const low = riseOf(decibels, offset, previous, RANGES.low);
        const middle = riseOf(decibels, offset, previous, RANGES.middle);
        const high = riseOf(decibels, offset, previous, RANGES.high);
        const between = riseOf(decibels, offset, previous, [RANGES.low[1], RANGES.middle[0]]);
        rises.full[frames] = (low + between + middle + high) / MEL_BANDS;
        rises.low[frames] = low / (RANGES.low[1] - RANGES.low[0]);
        rises.middle[frames] = middle / (RANGES.middle[1] - RANGES.middle[0]);
        rises.high[frames] = high / (RANGES.high[1] - RANGES.high[0]);
      }
      for (let band = 0; band < MEL_BANDS; band++) previous[band] = decibels[offset + band]!;
    }
  }

  return {
    /** @param decibels rows of 128 bands, `rowCount` of them */
    add,
    /** As long as the rows that came. */
    result(): OnsetEnvelopes {
      const delayed = (values: Float32Array) => {
        const strength = new Float32Array(frames);
        strength.set(
          values.subarray(0, Math.max(0, frames - ONSET_DELAY_FRAMES)),
          Math.min(frames, ONSET_DELAY_FRAMES),
        );
        return strength;
      };
      return map((name) => delayed(rises[name]));
    },
    reset(): void {
      frames = 0;
      if (rises.full.length > FIRST_CAPACITY) rises = empty(FIRST_CAPACITY);
      else for (const name of NAMES) rises[name].fill(0);
    },
  };
}

function riseOf(
  rows: Float32Array,
  offset: number,
  previous: Float32Array,
  [from, to]: readonly [number, number],
): number {
  let sum = 0;
  for (let band = from; band < to; band++) {
    const rise = rows[offset + band]! - previous[band]!;
    // Twice the rise, or nothing for a fall: a branch here would be mispredicted every other time, which takes six times as long.
    sum += rise + Math.abs(rise);
  }
  return sum / 2;
}

function empty(length: number): OnsetEnvelopes {
  return map(() => new Float32Array(length));
}

function grown(envelopes: OnsetEnvelopes, length: number): OnsetEnvelopes {
  return map((name) => {
    const longer = new Float32Array(length);
    longer.set(envelopes[name]);
    return longer;
  });
}

function map(make: (name: (typeof NAMES)[number]) => Float32Array): OnsetEnvelopes {
  return { full: make('full'), low: make('low'), middle: make('middle'), high: make('high') };
}
