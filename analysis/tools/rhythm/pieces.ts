import { seededRandom } from '../../src/maths/random.ts';
import type { Groove } from './groove.ts';
import { GROOVES } from './grooves.ts';
import type { Random } from './instruments.ts';
import { gaussian, renderPiece } from './perform.ts';
import { makePulseless, PULSELESS } from './pulseless.ts';

export interface Piece {
  name: string;
  category: string;
  /** The median tempo of its beats; null where there is none to be found (noise, rubato). */
  bpm: number | null;
  beatTimesSeconds: number[];
  /** Mono at 22,050 Hz. */
  render: () => Float32Array;
}

interface PieceOptions {
  /** Pieces of each category. */
  perCategory: number;
  seconds: number;
  seed: number;
}

/** Music made by rule, of known beats: the same for the same seed. */
export function makePieces({ perCategory, seconds, seed }: PieceOptions): Piece[] {
  const music = GROOVES.flatMap((groove, g) =>
    Array.from({ length: perCategory }, (_, i) =>
      makePiece(groove, seconds, { index: i, seed: seed * 100_003 + g * 1009 + i }),
    ),
  );
  const mixed = Array.from({ length: 3 * perCategory }, (_, i) => {
    const groove = mixedGroove(seededRandom(seed * 100_003 + 80_001 + i));
    return makePiece(groove, seconds, { index: i, seed: seed * 100_003 + 85_001 + i });
  });
  const other = PULSELESS.flatMap((category, c) =>
    Array.from({ length: Math.ceil(perCategory / 2) }, (_, i) =>
      makePulseless(category, seconds, seed * 100_003 + 90_001 + c * 1009 + i),
    ),
  );
  return [...music, ...mixed, ...other];
}

/** The drums and tempi of one category with the bass, chords and melody of others on the same grid. */
function mixedGroove(random: Random): Groove {
  const steady = GROOVES.filter(({ tempo, drums }) => tempo === undefined && Object.keys(drums).length > 0);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const base = pick(steady);
  const alike = GROOVES.filter(
    (other) => other.beatsPerBar === base.beatsPerBar && other.stepsPerBeat === base.stepsPerBeat,
  );
  const { bass } = pick(alike);
  const { chords, voices, melody } = pick(alike);
  const parts = {
    ...(bass && { bass }),
    ...(chords && { chords }),
    ...(voices && { voices }),
    ...(melody !== undefined && { melody }),
  };
  return { ...base, ...parts, category: 'mixed', noise: random() < 0.3 ? 0.3 : 0.004, jitterSeconds: 0.01 * random() };
}

function makePiece(groove: Groove, seconds: number, { index, seed }: { index: number; seed: number }): Piece {
  const random = seededRandom(seed);
  const [low, high] = groove.bpm;
  const bpm = low * (high / low) ** random();
  const beats = beatTimes(groove.tempo, bpm, seconds, random);
  const intervals = beats.slice(1).map((time, i) => time - beats[i]!);
  const median = intervals.sort((a, b) => a - b)[intervals.length >> 1]!;
  const renderSeed = Math.floor(random() * 2 ** 32);
  return {
    name: `${groove.category} ${index + 1}`,
    category: groove.category,
    bpm: groove.tempo === 'rubato' ? null : 60 / median,
    beatTimesSeconds: beats.filter((time) => time < seconds),
    render: () => renderPiece(groove, beats, seconds, seededRandom(renderSeed)),
  };
}

function beatTimes(tempo: Groove['tempo'], bpm: number, seconds: number, random: Random): number[] {
  const times = [0.1 + random() * 0.5];
  const direction = random() < 0.5 ? -1 : 1;
  const jumped = bpm * [0.75, 0.85, 1.2, 1.3][Math.floor(random() * 4)]!;
  let drift = 0;
  while (times.at(-1)! < seconds + 2) {
    const at = times.at(-1)!;
    let now = bpm;
    if (tempo === 'ramp') now *= 1 + direction * 0.12 * (at / seconds - 0.5);
    if (tempo === 'jump' && at > 0.62 * seconds) now = jumped;
    if (tempo === 'drift' || tempo === 'rubato') {
      const [step, pull] = tempo === 'drift' ? [0.006, 0.9] : [0.25, 0.6];
      drift = pull * drift + step * gaussian(random);
      now *= 2 ** drift;
    }
    times.push(at + 60 / now);
  }
  return times;
}
