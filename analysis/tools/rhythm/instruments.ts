/** Sample rate of everything that is synthesised here: the one that features are measured at. */
export const RATE_HZ = 22050;

export type Random = () => number;
export type Drum = 'kick' | 'snare' | 'clap' | 'hat' | 'ride' | 'rim' | 'shaker' | 'tom';
export type Voice = 'bass' | 'piano' | 'pluck' | 'organ' | 'pad' | 'strings' | 'brass';

interface Timbre {
  /** Amplitude of each harmonic. */
  harmonics: readonly number[];
  attackSeconds: number;
  /** Time constant of the fall while the note is held; Infinity holds it. */
  decaySeconds: number;
  releaseSeconds: number;
}

const TIMBRES: Record<Voice, Timbre> = {
  bass: { harmonics: [1, 0.6, 0.35, 0.2, 0.1], attackSeconds: 0.008, decaySeconds: 0.6, releaseSeconds: 0.04 },
  piano: { harmonics: [1, 0.5, 0.3, 0.2, 0.12, 0.08], attackSeconds: 0.004, decaySeconds: 0.5, releaseSeconds: 0.08 },
  pluck: {
    harmonics: [1, 0.7, 0.5, 0.4, 0.3, 0.2, 0.1],
    attackSeconds: 0.003,
    decaySeconds: 0.25,
    releaseSeconds: 0.05,
  },
  organ: {
    harmonics: [1, 0.8, 0, 0.5, 0, 0, 0, 0.3],
    attackSeconds: 0.015,
    decaySeconds: Infinity,
    releaseSeconds: 0.03,
  },
  pad: { harmonics: [1, 0.4, 0.25, 0.12, 0.06], attackSeconds: 0.25, decaySeconds: Infinity, releaseSeconds: 0.3 },
  strings: { harmonics: [1, 0.7, 0.5, 0.35, 0.25, 0.15], attackSeconds: 0.09, decaySeconds: 3, releaseSeconds: 0.12 },
  brass: { harmonics: [1, 0.9, 0.7, 0.5, 0.4, 0.3, 0.2], attackSeconds: 0.03, decaySeconds: 2, releaseSeconds: 0.05 },
};
const TABLE_LENGTH = 2048;
const tables = new Map<Voice, Float32Array>();

export interface Note {
  voice: Voice;
  startSeconds: number;
  lengthSeconds: number;
  hz: number;
  level: number;
}

/** Adds a note to a mix. */
export function addNote(mix: Float32Array, { voice, startSeconds, lengthSeconds, hz, level }: Note): void {
  const { attackSeconds, decaySeconds, releaseSeconds } = TIMBRES[voice];
  const table = waveTable(voice);
  const start = Math.max(0, Math.round(startSeconds * RATE_HZ));
  const held = Math.round(lengthSeconds * RATE_HZ);
  const release = Math.round(releaseSeconds * RATE_HZ);
  const attack = Math.max(1, attackSeconds * RATE_HZ);
  const fall = Math.exp(-1 / (decaySeconds * RATE_HZ));
  const step = (hz * TABLE_LENGTH) / RATE_HZ;
  let gain = level;
  let phase = 0;
  const end = Math.min(mix.length, start + held + release);
  for (let at = start; at < end; at++) {
    const age = at - start;
    gain *= fall;
    const opening = age < attack ? age / attack : 1;
    const closing = age > held ? 1 - (age - held) / release : 1;
    mix[at]! += gain * opening * closing * table[phase & (TABLE_LENGTH - 1)]!;
    phase += step;
  }
}

/** Adds a stroke of a drum to a mix. */
export function addStroke(mix: Float32Array, stroke: Float32Array, startSeconds: number, level: number): void {
  const start = Math.max(0, Math.round(startSeconds * RATE_HZ));
  const length = Math.min(stroke.length, mix.length - start);
  for (let i = 0; i < length; i++) mix[start + i]! += level * stroke[i]!;
}

/** One stroke of a drum; the random source varies its pitch, length and noise from kit to kit. */
export function drumStroke(drum: Drum, random: Random): Float32Array {
  const vary = (low: number, high: number) => low + (high - low) * random();
  switch (drum) {
    case 'kick':
      return swept(vary(42, 60), vary(1.5, 3.5), vary(0.08, 0.22), random);
    case 'tom':
      return swept(vary(80, 130), 0.6, vary(0.1, 0.2), random);
    case 'snare':
      return mixed(swept(vary(170, 220), 0.3, 0.05, random), hiss(vary(0.06, 0.14), 0, random), 0.5);
    case 'clap':
      return hiss(vary(0.06, 0.12), 1, random);
    case 'hat':
      return hiss(vary(0.015, 0.05), 2, random);
    case 'ride':
      return hiss(vary(0.12, 0.25), 2, random);
    case 'shaker':
      return softened(hiss(0.05, 2, random));
    case 'rim':
      return swept(vary(700, 1100), 0.1, 0.015, random);
  }
}

function waveTable(voice: Voice): Float32Array {
  let table = tables.get(voice);
  if (!table) {
    const { harmonics } = TIMBRES[voice];
    const total = harmonics.reduce((sum, value) => sum + value, 0);
    table = Float32Array.from({ length: TABLE_LENGTH }, (_, i) =>
      harmonics.reduce(
        (sum, value, k) => sum + (value / total) * Math.sin((2 * Math.PI * (k + 1) * i) / TABLE_LENGTH),
        0,
      ),
    );
    tables.set(voice, table);
  }
  return table;
}

function swept(hz: number, sweep: number, decaySeconds: number, random: Random): Float32Array {
  let phase = 0;
  return Float32Array.from({ length: Math.ceil(5 * decaySeconds * RATE_HZ) }, (_, i) => {
    const t = i / RATE_HZ;
    phase += (2 * Math.PI * hz * (1 + sweep * Math.exp(-t / 0.025))) / RATE_HZ;
    return Math.exp(-t / decaySeconds) * Math.sin(phase) + 0.3 * Math.exp(-t / 0.002) * (2 * random() - 1);
  });
}

/** Noise that falls; each order of the difference takes away more of the lows. */
function hiss(decaySeconds: number, order: number, random: Random): Float32Array {
  let values = Float32Array.from(
    { length: Math.ceil(5 * decaySeconds * RATE_HZ) },
    (_, i) => Math.exp(-i / RATE_HZ / decaySeconds) * (2 * random() - 1),
  );
  for (let k = 0; k < order; k++) values = values.map((value, i) => 0.6 * (value - (i > 0 ? values[i - 1]! : 0)));
  return values;
}

function softened(values: Float32Array): Float32Array {
  const rise = 0.03 * RATE_HZ;
  return values.map((value, i) => value * Math.min(1, i / rise));
}

function mixed(one: Float32Array, other: Float32Array, share: number): Float32Array {
  const length = Math.max(one.length, other.length);
  return Float32Array.from({ length }, (_, i) => share * (one[i] ?? 0) + (1 - share) * (other[i] ?? 0));
}
