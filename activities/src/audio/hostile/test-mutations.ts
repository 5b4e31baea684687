/** Numbers from 0 up to (not including) `below`, the same each time for a seed. */
export type Draw = (below: number) => number;

/** A right file to be spoilt. */
export interface Original {
  extension: string;
  bytes: Buffer;
}

/** A file that somebody might have in a music folder, or might put there to do harm. */
export interface Hostile {
  /** What was done to it. */
  kind: string;
  extension: string;
  /** undefined: a folder by that name. */
  bytes: Buffer | undefined;
}

type Mutation = (original: Original, draw: Draw, others: readonly Original[]) => Buffer | Hostile;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  cut: ({ bytes }, draw) => bytes.subarray(0, draw(bytes.length)),
  'cut at the start': ({ bytes }, draw) => bytes.subarray(draw(bytes.length)),
  'one bit flipped': ({ bytes }, draw) => flipped(bytes, 1, draw),
  'many bits flipped': ({ bytes }, draw) => flipped(bytes, 2 + draw(400), draw),
  'bits of the header flipped': ({ bytes }, draw) =>
    Buffer.concat([flipped(bytes.subarray(0, 256), 1 + draw(24), draw), bytes.subarray(256)]),
  'random header': ({ bytes }, draw) => Buffer.concat([noise(4 + draw(60), draw), bytes.subarray(64)]),
  'header of another format': ({ bytes }, draw, others) =>
    Buffer.concat([others[draw(others.length)]!.bytes.subarray(0, 64 + draw(512)), bytes.subarray(draw(512))]),
  'huge size': ({ bytes }, draw) => written(bytes, draw(Math.min(600, bytes.length - 4)), [0x7f, 0xff, 0xff, 0xff]),
  'huge size, little-endian': ({ bytes }, draw) =>
    written(bytes, draw(Math.min(600, bytes.length - 4)), [0xff, 0xff, 0xff, 0x7f]),
  'a piece left out': ({ bytes }, draw) => {
    const at = draw(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + draw(8192))]);
  },
  'a piece twice': ({ bytes }, draw) => {
    const at = draw(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.max(0, at - draw(8192)))]);
  },
  'noise in the middle': ({ bytes }, draw) => {
    const at = draw(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), noise(draw(4096), draw), bytes.subarray(at)]);
  },
  'zeros from somewhere on': ({ bytes }, draw) => Buffer.from(bytes).fill(0, draw(bytes.length)),
  'ID3 tag of 200 MB': ({ bytes }, draw) => ({
    kind: '',
    extension: 'mp3',
    bytes: Buffer.concat([
      Buffer.from('ID3\x04\x00\x00\x5f\x5f\x5f\x5f', 'latin1'),
      draw(2) ? bytes : noise(2000, draw),
    ]),
  }),
};

/** A spoilt file of one kind after another, each kind with one original after another; the same for the same seed. */
export function* mutated(originals: readonly Original[], draw: Draw): Generator<Hostile, never> {
  const kinds = Object.entries(MUTATIONS);
  for (let i = 0; ; i++) {
    const [kind, mutate] = kinds[i % kinds.length]!;
    const original = originals[Math.floor(i / kinds.length) % originals.length]!;
    const made = mutate(original, draw, originals);
    yield Buffer.isBuffer(made) ? { kind, extension: original.extension, bytes: made } : { ...made, kind };
  }
}

/** mulberry32. */
export function drawFrom(seed: number): Draw {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

export function noise(length: number, draw: Draw): Buffer {
  return Buffer.from(Array.from({ length }, () => draw(256)));
}

function flipped(bytes: Buffer, count: number, draw: Draw): Buffer {
  const result = Buffer.from(bytes);
  for (let i = 0; i < count && result.length > 0; i++) result[draw(result.length)]! ^= 1 << draw(8);
  return result;
}

function written(bytes: Buffer, at: number, values: readonly number[]): Buffer {
  const result = Buffer.from(bytes);
  result.set(values, at);
  return result;
}
