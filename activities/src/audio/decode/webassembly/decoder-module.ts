import { readFileSync, readSync } from 'node:fs';

/** One track's way through the module of `activities/decoder/`. */
export interface TrackDecoder {
  sampleRateHz: number;
  channelCount: number;
  /**
   * The next piece, each channel by itself, valid until the next call: 16,384 samples each, fewer at the end and none behind it; undefined
   * from where the file is not as it should be.
   */
  decode(): Float32Array[] | undefined;
  /** Frees what the track held. */
  end(): void;
}

interface Instance {
  exports: DecoderExports;
  /** The file that the module reads, and how many bytes of it there are to read. */
  file: { descriptor: number; bytes: number };
}

interface DecoderExports {
  memory: { readonly buffer: ArrayBuffer };
  begin(bytes: number): number;
  channel_count(): number;
  piece(channel: number): number;
  decode(): number;
  end(): void;
}

/** What a module's memory has grown to it keeps: one that has read a large cover is not used again. */
const MOST_KEPT_BYTES = 32 * 2 ** 20;
/** Those that no track uses just now. */
const idle: Instance[] = [];
let compiled: object | undefined;

/**
 * Begins to decode an open file; undefined where it is not of the kinds that the module is for, or not as it should be. A module that
 * breaks down is given up with its memory, and nothing else is.
 */
export function beginTrack(descriptor: number, bytes: number): TrackDecoder | undefined {
  const instance = idle.pop() ?? instantiate();
  const { exports } = instance;
  Object.assign(instance.file, { descriptor, bytes });
  const sampleRateHz = attempt(() => exports.begin(bytes));
  if (sampleRateHz === undefined) return undefined;
  if (sampleRateHz === 0) {
    keep(instance);
    return undefined;
  }
  const channelCount = exports.channel_count();
  const pointers = Array.from({ length: channelCount }, (_, channel) => exports.piece(channel));
  let state: 'running' | 'broken' | 'ended' = 'running';
  return {
    sampleRateHz: sampleRateHz >>> 0,
    channelCount,
    decode() {
      if (state !== 'running') return undefined;
      const frames = attempt(() => exports.decode());
      if (frames === undefined) state = 'broken';
      if (frames === undefined || frames < 0) return undefined;
      return pointers.map((pointer) => new Float32Array(exports.memory.buffer, pointer, frames));
    },
    end() {
      if (state !== 'running') return;
      state = 'ended';
      if (attempt(() => (exports.end(), true))) keep(instance);
    },
  };
}

function keep(instance: Instance): void {
  if (instance.exports.memory.buffer.byteLength <= MOST_KEPT_BYTES) idle.push(instance);
}

/** undefined where the module broke down: what it was to decode it was not made for. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch (error) {
    // A stack that is full is no RuntimeError.
    if (error instanceof webAssembly.RuntimeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function instantiate(): Instance {
  compiled ??= new webAssembly.Module(readFileSync(MODULE));
  const file = { descriptor: -1, bytes: 0 };
  const read = (position: number, target: number, length: number) => {
    const from = position >>> 0;
    const wanted = Math.max(0, Math.min(length, file.bytes - from));
    try {
      return readSync(file.descriptor, new Uint8Array(exports.memory.buffer, target, wanted), 0, wanted, from);
    } catch {
      return -1;
    }
  };
  const exports = new webAssembly.Instance(compiled, { host: { read } }).exports as DecoderExports;
  return { exports, file };
}

const MODULE = new URL('../../../../generated/decoder.wasm', import.meta.url);

/** What is used of the WebAssembly JavaScript interface: TypeScript has its types among those of browsers only. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  readonly RuntimeError: new () => Error;
}

const webAssembly = (globalThis as unknown as { WebAssembly: WebAssemblyInterface }).WebAssembly;
