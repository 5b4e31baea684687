import { LEVEL_COUNT, LEVEL_MAGNITUDE, levelOf } from './levels.ts';

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
  const alongFrequency = new RunningMedians(1);
  let harmonicEnergy = 0;
  let percussiveEnergy = 0;

  function at<T>(ring: T[], frame: number): T {
    return ring[reflect(frame, frames) % KEPT]!;
  }
  function finish(frame: number): void {
    if (frame === 0) {
      for (let offset = -HALF; offset <= HALF; offset++) alongTime.addAll(at(levels, offset));
    } else {
      alongTime.removeAll(at(levels, frame - 1 - HALF));
      alongTime.addAll(at(levels, frame + HALF));
    }
    const percussiveLevels = at(percussive, frame);
    const energy = at(energies, frame);
    for (let bin = 0; bin < bins; bin++) {
      const h = LEVEL_POWER[alongTime.median(bin)]!;
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
      for (let bin = 0; bin < bins; bin++) {
        const value = magnitude[bin]!;
        frameLevels[bin] = levelOf(value);
        energy[bin] = value * value;
      }
      mediansAlong(frameLevels, percussive[slot]!, alongFrequency);
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

function mediansAlong(levels: Uint16Array, target: Uint16Array, medians: RunningMedians): void {
  const bins = levels.length;
  for (let offset = -HALF; offset <= HALF; offset++) medians.add(0, levels[reflect(offset, bins)]!);
  for (let bin = 0; bin < bins; bin++) {
    target[bin] = medians.median(0);
    const next = bin + 1 + HALF;
    medians.remove(0, levels[bin < HALF ? reflect(bin - HALF, bins) : bin - HALF]!);
    medians.add(0, levels[next < bins ? next : reflect(next, bins)]!);
  }
  for (let offset = -HALF; offset <= HALF; offset++) medians.remove(0, levels[reflect(bins + offset, bins)]!);
}

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

  add(window: number, level: number): void {
    this.#counts[window * LEVEL_COUNT + level]!++;
    if (level < this.#medians[window]!) this.#below[window]!++;
  }

  remove(window: number, level: number): void {
    this.#counts[window * LEVEL_COUNT + level]!--;
    if (level < this.#medians[window]!) this.#below[window]!--;
  }

  addAll(levels: Uint16Array): void {
    for (let window = 0; window < levels.length; window++) this.add(window, levels[window]!);
  }

  removeAll(levels: Uint16Array): void {
    for (let window = 0; window < levels.length; window++) this.remove(window, levels[window]!);
  }

  /** The window must hold exactly KERNEL levels. */
  median(window: number): number {
    const base = window * LEVEL_COUNT;
    const counts = this.#counts;
    let median = this.#medians[window]!;
    let below = this.#below[window]!;
    while (below > HALF) below -= counts[base + --median]!;
    while (below + counts[base + median]! <= HALF) below += counts[base + median++]!;
    this.#medians[window] = median;
    this.#below[window] = below;
    return median;
  }
}
