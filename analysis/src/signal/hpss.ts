import { LEVEL_COUNT, LEVEL_MAGNITUDE, levelsInto } from './levels.ts';

const KERNEL = 31;
const HALF = (KERNEL - 1) / 2;
/** Frames kept: the kernel and the frame that enters while another leaves. */
const KEPT = KERNEL + 1;

/**
 * Harmonic-percussive separation by median filtering (Fitzgerald, 2010; `librosa.decompose.hpss` with its defaults: kernel
 * 31, soft mask of power 2), of which only the energies are kept. Medians are running ones over a histogram of 16 steps
 * an octave, in constant memory.
 */
export function hpssMeter(bins: number, frames: number) {
  const levels = Array.from({ length: KEPT }, () => new Uint16Array(bins));
  const percussive = Array.from({ length: KEPT }, () => new Uint16Array(bins));
  const energies = Array.from({ length: KEPT }, () => new Float32Array(bins));
  const alongTime = new RunningMedians(bins);
  const padded = new Uint16Array(bins + KERNEL - 1);
  const harmonic = new Uint16Array(bins);
  let harmonicEnergy = 0;
  let percussiveEnergy = 0;

  function at<T>(ring: T[], frame: number): T {
    return ring[reflect(frame, frames) % KEPT]!;
  }
  function finish(frame: number): void {
    if (frame === 0) for (let offset = -HALF; offset <= HALF; offset++) alongTime.add(at(levels, offset));
    else alongTime.replace(at(levels, frame - 1 - HALF), at(levels, frame + HALF));
    alongTime.mediansInto(harmonic);
    const percussiveLevels = at(percussive, frame);
    const energy = at(energies, frame);
    for (let bin = 0; bin < bins; bin++) {
      const h = LEVEL_POWER[harmonic[bin]!]!;
      const p = LEVEL_POWER[percussiveLevels[bin]!]!;
      const share = p / (p + h);
      percussiveEnergy += energy[bin]! * share * share;
      harmonicEnergy += energy[bin]! * (1 - share) * (1 - share);
    }
  }

  return {
    add(magnitude: Float32Array, frame: number): void {
      const slot = frame % KEPT;
      const frameLevels = levels[slot]!;
      const energy = energies[slot]!;
      levelsInto(frameLevels, magnitude);
      for (let bin = 0; bin < bins; bin++) energy[bin] = magnitude[bin]! * magnitude[bin]!;
      mediansAlong(frameLevels, percussive[slot]!, padded);
      if (frame >= HALF) finish(frame - HALF);
    },
    /** Energy of the percussive part over that of both parts, 0 to 1; 0 for silence. */
    result(): number {
      for (let frame = Math.max(0, frames - HALF); frame < frames; frame++) finish(frame);
      const total = harmonicEnergy + percussiveEnergy;
      return total > 0 ? percussiveEnergy / total : 0;
    },
  };
}

const LEVEL_POWER = LEVEL_MAGNITUDE.map((magnitude) => magnitude * magnitude);

/** Mirrors an index at both ends with the edge repeated (d c b a | a b c d | d c b a). */
function reflect(index: number, length: number): number {
  const wrapped = ((index % (2 * length)) + 2 * length) % (2 * length);
  return wrapped < length ? wrapped : 2 * length - 1 - wrapped;
}

/** Medians along the bins of one frame: one window slides over them. */
function mediansAlong(levels: Uint16Array, target: Uint16Array, padded: Uint16Array): void {
  const bins = levels.length;
  padded.set(levels, HALF);
  for (let i = 1; i <= HALF; i++) {
    padded[HALF - i] = levels[reflect(-i, bins)]!;
    padded[HALF + bins - 1 + i] = levels[reflect(bins - 1 + i, bins)]!;
  }
  const counts = COUNTS.fill(0);
  for (let i = 0; i < KERNEL; i++) counts[padded[i]!]!++;
  let median = 0;
  let below = 0;
  for (let bin = 0; ; bin++) {
    while (below > HALF) below -= counts[--median]!;
    while (below + counts[median]! <= HALF) below += counts[median++]!;
    target[bin] = median;
    if (bin === bins - 1) return;
    const leaving = padded[bin]!;
    const entering = padded[bin + KERNEL]!;
    counts[leaving]!--;
    counts[entering]!++;
    if (leaving < median) below--;
    if (entering < median) below++;
  }
}

const COUNTS = new Uint8Array(LEVEL_COUNT);

/** Medians of many sliding windows of KERNEL levels, each a histogram with a pointer that follows the median (Huang, 1979). */
class RunningMedians {
  readonly #counts: Uint8Array;
  readonly #medians: Int32Array;
  /** How many of the window's values lie below its median pointer. */
  readonly #below: Int32Array;

  constructor(windows: number) {
    this.#counts = new Uint8Array(windows * LEVEL_COUNT);
    this.#medians = new Int32Array(windows);
    this.#below = new Int32Array(windows);
  }

  /** One more level a window. */
  add(entering: Uint16Array): void {
    for (let window = 0; window < entering.length; window++) {
      const level = entering[window]!;
      this.#counts[window * LEVEL_COUNT + level]!++;
      if (level < this.#medians[window]!) this.#below[window]!++;
    }
  }

  /** One level a window leaves and another enters. */
  replace(leaving: Uint16Array, entering: Uint16Array): void {
    const counts = this.#counts;
    const medians = this.#medians;
    const below = this.#below;
    for (let window = 0; window < entering.length; window++) {
      const left = leaving[window]!;
      const entered = entering[window]!;
      const median = medians[window]!;
      counts[window * LEVEL_COUNT + left]!--;
      counts[window * LEVEL_COUNT + entered]!++;
      if (left < median) below[window]!--;
      if (entered < median) below[window]!++;
    }
  }

  /** The median of each window, which must hold exactly KERNEL levels. */
  mediansInto(target: Uint16Array): void {
    const counts = this.#counts;
    const medians = this.#medians;
    const belows = this.#below;
    for (let window = 0; window < medians.length; window++) {
      const base = window * LEVEL_COUNT;
      let median = medians[window]!;
      let below = belows[window]!;
      while (below > HALF) below -= counts[base + --median]!;
      while (below + counts[base + median]! <= HALF) below += counts[base + median++]!;
      medians[window] = median;
      belows[window] = below;
      target[window] = median;
    }
  }
}
