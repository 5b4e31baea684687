import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import type { SpectrumBlock } from '../stream/spectrum-block.ts';
import { BLOCK_FRAMES } from '../stream/spectrum-block.ts';
import { reflect } from './reflect.ts';

const TILE_BYTES = 128;
const FRAME_BYTES = 16;
/** A median of 31 frames reaches into this many blocks on either side. */
const REACH = 2;
/** The block that is measured, those within reach, and one of which frames are mirrored at the end. */
const KEPT_BLOCKS = 6;
/** Twice what a frame's bin counts that holds nothing at all. */
const SILENCE = 2 ** -99;
const SUMS_A_FRAME = 12;

/** Energies of up to 8 frames, in squares of the spectrum's magnitudes. */
export interface SeparatedBlock {
  firstFrame: number;
  frames: number;
  percussiveEnergy: number;
  harmonicEnergy: number;
  /** Percussive over both, 0 to 1; null for silence. */
  percussiveRatio: number | null;
}

export type SeparatedVisitor = (separated: SeparatedBlock) => void;

export interface Hpss {
  /** Blocks in order, all but the last of 8 frames. `visit` gets the block two back, so that none is left out. */
  add(block: SpectrumBlock, visit?: SeparatedVisitor): void;
  /** Ends the track: `visit` gets the last blocks. @returns energy of the percussive part over that of both, 0 to 1; 0 for silence */
  finish(visit?: SeparatedVisitor): number;
  reset(): void;
}

interface Functions {
  takeBlock(spectrum: number, bins: number, work: number, sorted: number, levels: number, medians: number): void;
  sortTiles(levels: number, tiles: number, sorted: number): void;
  copyFrame(from: number, tiles: number, to: number): void;
  measureBlock(
    before: number,
    levels: number,
    after: number,
    a: number,
    b: number,
    c: number,
    medians: number,
    tiles: number,
    scratch: number,
    energies: number,
  ): void;
}

/**
 * Harmonic-percussive separation by median filtering (Fitzgerald, 2010) as `librosa.decompose.hpss` does it by default (kernel 31 both
 * ways, edges mirrored, soft mask of power 2), of which only the energies are kept. Medians are exact ones of magnitudes rounded to 512
 * steps an octave. Constant memory: 6 blocks.
 * @param bins of the spectrum, 16 or more
 */
export function createHpss(arena: Arena, { bins }: { bins: number }): Hpss {
  const kernel = loadKernel('hpss', arena) as Functions;
  const tiles = Math.ceil(bins / BLOCK_FRAMES);
  const blockBytes = tiles * TILE_BYTES;
  const ring = () => {
    const start = arena.allocate(KEPT_BLOCKS * blockBytes);
    return (block: number) => start + ((block + KEPT_BLOCKS) % KEPT_BLOCKS) * blockBytes;
  };
  const [levels, sorted, medians] = [ring(), ring(), ring()];
  const work = arena.allocate((tiles + 5) * TILE_BYTES);
  const sortedBins = arena.allocate((tiles + 2) * TILE_BYTES);
  const scratch = arena.allocate(2 * TILE_BYTES);
  const energies = arena.floats(BLOCK_FRAMES * SUMS_A_FRAME);
  let frames = 0;
  let measured = 0;
  let percussive = 0;
  let harmonic = 0;

  const sort = (block: number) => kernel.sortTiles(levels(block), tiles, sorted(block));
  const frameAt = (frame: number) => {
    const block = Math.floor(frame / BLOCK_FRAMES);
    return levels(block) + (frame - block * BLOCK_FRAMES) * FRAME_BYTES;
  };
  /** Frames that the track does not have are those within it, mirrored at its ends. */
  function mirror(from: number, to: number): void {
    for (let frame = from; frame < to; frame++)
      kernel.copyFrame(frameAt(reflect(frame, frames)), tiles, frameAt(frame));
    for (let block = Math.floor(from / BLOCK_FRAMES); block < to / BLOCK_FRAMES; block++) sort(block);
  }
  function measure(visit: SeparatedVisitor | undefined): void {
    const block = measured;
    const [before, own, after] = [levels(block - REACH), levels(block), levels(block + REACH)];
    const [a, b, c] = [sorted(block - 1), sorted(block), sorted(block + 1)];
    kernel.measureBlock(before, own, after, a, b, c, medians(block), tiles, scratch, energies.pointer);
    const firstFrame = block * BLOCK_FRAMES;
    const separated = separate(energies.values, firstFrame, Math.min(BLOCK_FRAMES, frames - firstFrame), bins);
    percussive += separated.percussiveEnergy;
    harmonic += separated.harmonicEnergy;
    measured++;
    visit?.(separated);
  }

  return {
    add(block, visit) {
      const index = frames / BLOCK_FRAMES;
      kernel.takeBlock(block.pointer, bins, work, sortedBins, levels(index), medians(index));
      frames += block.frames;
      if (block.frames < BLOCK_FRAMES) return;
      sort(index);
      if (index === REACH - 1) mirror(-REACH * BLOCK_FRAMES, 0);
      if (index >= REACH) measure(visit);
    },
    finish(visit) {
      if (frames > 0 && frames < REACH * BLOCK_FRAMES) mirror(-REACH * BLOCK_FRAMES, 0);
      const blocks = Math.ceil(frames / BLOCK_FRAMES);
      let known = frames;
      while (measured < blocks) {
        const needed = (measured + REACH + 1) * BLOCK_FRAMES;
        if (needed > known) mirror(known, needed);
        known = Math.max(known, needed);
        measure(visit);
      }
      return percussive + harmonic > 0 ? percussive / (percussive + harmonic) : 0;
    },
    reset() {
      frames = 0;
      measured = 0;
      percussive = 0;
      harmonic = 0;
    },
  };
}

/** From sums of e, e s and e s²: the percussive part has e s², the harmonic one e (1 - s)². */
function separate(sums: Float32Array, firstFrame: number, frames: number, bins: number): SeparatedBlock {
  let [all, shared, percussiveEnergy] = [0, 0, 0];
  for (let at = 0; at < frames * SUMS_A_FRAME; at += SUMS_A_FRAME) {
    for (let lane = at; lane < at + 4; lane++) {
      all += sums[lane]!;
      shared += sums[lane + 4]!;
      percussiveEnergy += sums[lane + 8]!;
    }
  }
  const none = { firstFrame, frames, percussiveEnergy: 0, harmonicEnergy: 0, percussiveRatio: null };
  if (all < SILENCE * frames * bins) return none;
  const harmonicEnergy = Math.max(0, all - 2 * shared + percussiveEnergy);
  return {
    ...none,
    percussiveEnergy,
    harmonicEnergy,
    percussiveRatio: percussiveEnergy / (percussiveEnergy + harmonicEnergy),
  };
}
