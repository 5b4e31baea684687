import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurer } from '../../extract/measurer.ts';
import { createMeasurer, MeasurerLostError } from '../../extract/measurer.ts';
import { decodeStream, hashAudio, readTags, UnreadableAudioError } from '../index.ts';
import { ffmpeg, noisySine, writeWave } from '../test-tools.ts';
import { crafted } from './test-crafted.ts';
import type { Draw, Hostile, Original } from './test-mutations.ts';
import { drawFrom, mutated } from './test-mutations.ts';

/** What became of one file. */
export interface Fate {
  kind: string;
  /** "measured", or the one sentence that says why not. */
  outcome: string;
  seconds: number;
}

export interface Examination {
  fates: Fate[];
  /** How often a decoder asked for an address that a file names. */
  connections: number;
}

const LIMITS = { timeoutSeconds: 60, memoryBytes: 1.5 * 2 ** 30 };
const FORMATS = {
  mp3: ['-b:a', '96k'],
  flac: [],
  ogg: ['-c:a', 'libvorbis'],
  opus: ['-c:a', 'libopus'],
  m4a: ['-c:a', 'aac'],
  wav: ['-c:a', 'pcm_s16le'],
  aiff: ['-c:a', 'pcm_s16be'],
};

/** Takes so many hostile files the way of all files: their tags, their identity, their measurement; some through the decoders without ffmpeg. */
export async function examineHostileFiles(count: number, seed: number): Promise<Examination> {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-hostile-'));
  const measurer = createMeasurer({ limits: LIMITS });
  let connections = 0;
  const server = createServer((socket) => {
    connections++;
    socket.destroy();
  });
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const fates: Fate[] = [];
    for (const hostile of take(count, hostileFiles(await originals(folder), drawFrom(seed), address)))
      fates.push(await examine(join(folder, `${fates.length}.${hostile.extension}`), hostile, measurer));
    return { fates, connections };
  } finally {
    measurer.close();
    server.close();
    await rm(folder, { recursive: true });
  }
}

/** How many files had each outcome, the most frequent first; numbers within the sentences left out. */
export function countOutcomes(fates: readonly Fate[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { outcome } of fates) {
    const sentence = outcome.replaceAll(/\d+/g, 'N');
    counts.set(sentence, (counts.get(sentence) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}

function* hostileFiles(from: readonly Original[], draw: Draw, address: string): Generator<Hostile, void> {
  yield* crafted(draw, address);
  yield* mutated(from, draw);
}

function* take<Item>(count: number, items: Iterator<Item>): Generator<Item, void> {
  for (let i = 0; i < count; i++) {
    const next = items.next();
    if (next.done) return;
    yield next.value;
  }
}

async function originals(folder: string): Promise<Original[]> {
  const source = await writeWave(join(folder, 'source.wav'), noisySine(44_100, 1.5, 2));
  const made: Original[] = [];
  for (const [extension, args] of Object.entries(FORMATS)) {
    const tags = ['-metadata', 'title=Song', '-metadata', 'artist=Someone'];
    const path = ffmpeg(source, join(folder, `original.${extension}`), ...args, ...tags);
    made.push({ extension, bytes: await readFile(path) });
  }
  return made;
}

async function examine(path: string, { kind, bytes }: Hostile, measurer: Measurer): Promise<Fate> {
  await (bytes ? writeFile(path, bytes) : mkdir(path));
  const began = performance.now();
  await sentenceOr(readTags(path));
  await sentenceOr(hashAudio(path));
  if (bytes && bytes.length % 5 === 0) await sentenceOr(walk(path));
  const options = { excerptSeconds: 0, excerptFrom: 'middle', models: [] } as const;
  const outcome = (await sentenceOr(measurer.measure({ path, options }, new AbortController().signal))) ?? 'measured';
  await rm(path, { recursive: true });
  return { kind, outcome, seconds: (performance.now() - began) / 1000 };
}

/** undefined where all went well. @throws every error but those that name what is wrong with the file */
async function sentenceOr(work: Promise<unknown>): Promise<string | undefined> {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof UnreadableAudioError) return error.reason;
    if (error instanceof MeasurerLostError) return error.message;
    throw error;
  }
}

async function walk(path: string): Promise<void> {
  const { pieces } = await decodeStream(path, { decoder: 'javascript', limits: LIMITS });
  for await (const piece of pieces) if (piece.length > 8) throw new Error('More channels than are read.');
}
