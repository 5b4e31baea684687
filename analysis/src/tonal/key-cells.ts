import { BANDS } from './cqt.ts';
import { FILTERS, THIRDS_ABOVE_C } from './filters.ts';
import type { KeyCell } from './key-evidence.ts';

const PITCH_CLASSES = 12;
const LANES = 4;
const THIRDS = 252;
const SEMITONES = THIRDS / 3;
/** Fours of frames in a cell: 0.46 s. */
const CELL_QUADS = 5;
/** Between magnitude (1) and mere presence (0), so that one loud note does not outweigh a chord. */
const COMPRESSION = 0.7;
/** C2 to B6: below are kicks, above overtones. */
const MIDDLE = { from: 12, to: 72 };
/** C1 to B3. */
const BASS = { from: 0, to: 36 };

/** Gathers what the key is told by, cell by cell, from the magnitudes that a constant-Q transform adds up. */
export interface KeyCells {
  /** @param thirds by how many thirds of a semitone notes lie above the filters that are named after them, -1 to 1 */
  start(thirds: number): void;
  /** After each four frames. */
  add(): void;
  result(): readonly KeyCell[];
}

/** @param spectrum `[8][36][4]` of `createConstantQ`; cleared after each cell */
export function createKeyCells(spectrum: Float32Array): KeyCells {
  const semitones = new Float64Array(SEMITONES);
  let semitoneOf = semitoneTable(0);
  let cells: KeyCell[] = [];
  let quads = 0;

  function close(): void {
    quads = 0;
    semitones.fill(0);
    let level = 0;
    for (let filter = 0; filter < BANDS * FILTERS; filter++) {
      const at = filter * LANES;
      const sum = spectrum[at]! + spectrum[at + 1]! + spectrum[at + 2]! + spectrum[at + 3]!;
      const semitone = semitoneOf[filter]!;
      if (semitone < 0) continue;
      semitones[semitone]! += sum;
      level += sum;
    }
    spectrum.fill(0);
    for (let i = 0; i < SEMITONES; i++) semitones[i] = semitones[i]! ** COMPRESSION;
    cells.push({ middle: folded(semitones, MIDDLE), bass: folded(semitones, BASS), level });
  }

  return {
    start(thirds) {
      semitoneOf = semitoneTable(thirds);
      cells = [];
      quads = 0;
    },
    add() {
      quads++;
      if (quads === CELL_QUADS) close();
    },
    result() {
      if (quads > CELL_QUADS / 2 || cells.length === 0) close();
      return cells;
    },
  };
}

/** For each filter of each band the semitone from C1 that it belongs to, -1 for none. */
function semitoneTable(thirds: number): Int32Array {
  return Int32Array.from({ length: BANDS * FILTERS }, (_, index) => {
    const octave = BANDS - 2 - Math.floor(index / FILTERS);
    const third = octave * FILTERS + (index % FILTERS) + THIRDS_ABOVE_C;
    const semitone = Math.floor((third - thirds + 1) / 3);
    return third >= 0 && third < THIRDS && semitone >= 0 && semitone < SEMITONES ? semitone : -1;
  });
}

function folded(semitones: Float64Array, { from, to }: { from: number; to: number }): Float32Array {
  const chroma = new Float32Array(PITCH_CLASSES);
  for (let i = from; i < to; i++) chroma[i % PITCH_CLASSES]! += semitones[i]!;
  const largest = Math.max(...chroma);
  return largest > 0 ? chroma.map((value) => value / largest) : chroma;
}
