/**
 * `sidetrack bench umap [--json] [--sizes 10000,50000] [--sets clustered,curved] [--neighbors 15] [--min-dist 0.1] [--epochs N] [--seed 42] [--rows 2000]`:
 * laying rows of 200 numbers out on a plane, on one thread and on two, beside umap-learn with the same settings, in one run: seconds,
 * their ratio to umap-learn with a fixed seed (which it runs on one thread), and trustworthiness. umap-learn with its own default (no seed, all
 * threads) stands beside it. Every one has laid out a smaller set before, so that no compilation is counted.
 *
 * With `--input X.f32 --dims 200 [--output E.f32] [--threads 1]` it lays out the rows of a file of little-endian 32-bit floats with ours
 * alone, and writes the points as little-endian 32-bit floats, two a row.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createHash } from 'node:crypto';
import { layOutUmap, umapBytes } from '../analysis/dist/map/umap/index.js';
import { withPool } from '../analysis/dist/threads/index.js';
import { main } from '../tools/lib/main.mjs';
import { step } from '../tools/lib/steps.mjs';
import { readFloatRows } from './lib/float-rows.mjs';
import { startLinePeer } from './lib/line-peer.mjs';
import { mapSets } from './lib/map-sets.mjs';
import { ensurePeers } from './lib/peers.mjs';
import { align } from './lib/report.mjs';

/** What trustworthiness looks at: scikit-learn's is 5, but a neighbourhood of UMAP's default has 15. */
const TRUSTED = 15;
const DIMS = 200;
const WARM_UP_ROWS = 4500;
const MOST_THREADS = 64;

const options = {
  json: { type: 'boolean', default: false },
  input: { type: 'string' },
  dims: { type: 'string' },
  output: { type: 'string' },
  neighbors: { type: 'string', default: '15' },
  'min-dist': { type: 'string', default: '0.1' },
  epochs: { type: 'string' },
  seed: { type: 'string', default: '42' },
  threads: { type: 'string' },
  sizes: { type: 'string', default: '10000,50000' },
  sets: { type: 'string', default: 'clustered,curved' },
  rows: { type: 'string', default: '2000' },
};

await main(async () => {
  const { values } = parseArgs({ options });
  const asked = {
    neighbours: whole(values.neighbors, '--neighbors', 2),
    minDist: share(values['min-dist'], '--min-dist'),
    epochs: values.epochs === undefined ? undefined : whole(values.epochs, '--epochs', 1),
    seed: whole(values.seed, '--seed', 0),
  };
  const { table, ...result } = values.input === undefined ? await beside(values, asked) : await ofFile(values, asked);
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : table);
});

/** Ours alone, on a file. */
async function ofFile(values, asked) {
  if (values.dims === undefined) throw new Error('--input wants --dims too: the numbers a row has.');
  const dims = whole(values.dims, '--dims', 1);
  const threads = whole(values.threads ?? '1', '--threads', 1);
  if (threads > MOST_THREADS) throw new Error(`--threads takes at most ${MOST_THREADS}, not ${threads}.`);
  const { rows, count } = readFloatRows(values.input, dims);
  if (count < 3) throw new Error(`${values.input} has ${count} rows of ${dims}: a map by UMAP needs 3 or more.`);
  const { layout, ...figures } = await ours(rows, { ...asked, dims, threads });
  if (values.output !== undefined) writeRows(values.output, layout);
  return {
    rows: count,
    dims,
    ...asked,
    threads,
    ...figures,
    output: values.output,
    table: `${count} rows of ${dims} on ${threads} ${threads === 1 ? 'thread' : 'threads'}: ${figures.seconds.toFixed(2)} s (${figures.cpuSeconds.toFixed(2)} s of processors)\n`,
  };
}

/** Ours and umap-learn, set by set and size by size. */
async function beside(values, asked) {
  const sizes = values.sizes.split(',').map((size) => whole(size, '--sizes', 100));
  const wanted = values.sets.split(',');
  const sample = whole(values.rows, '--rows', 1);
  const python = await ensurePeers();
  // It brings the whole measurement along, which laying out a file does without.
  const { machine } = await import('./lib/contestants.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'sidetrack-umap-'));
  const [seeded, free] = await Promise.all([
    startLinePeer(python, 'umap_peer.py'),
    startLinePeer(python, 'umap_peer.py', { oneThread: false }),
  ]);
  const field = { folder, seeded, free, asked };
  try {
    const estimateSeconds = sizes.reduce((sum, size) => sum + (size / 500) * wanted.length, 30);
    const rows = await step('laying out', { estimateSeconds }, async (note) => {
      const found = [];
      note('warming up');
      await race({ name: 'warm-up', make: mapSets(WARM_UP_ROWS, DIMS)[0].make }, field);
      for (const size of sizes) {
        for (const set of mapSets(size, DIMS).filter(({ name }) => wanted.includes(name))) {
          note(`${size} rows, ${set.name}`);
          found.push(...(await race(set, { ...field, sample: size <= 10_000 ? size : sample })));
        }
      }
      return found;
    });
    return { machine: machine(), dims: DIMS, ...asked, rows, table: tableOf(rows) };
  } finally {
    for (const peer of [seeded, free]) peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All of them on one set, one after the other. */
async function race({ name, make }, { folder, seeded, free, asked, sample }) {
  const rows = make();
  const count = rows.length / DIMS;
  const input = join(folder, 'rows.f32');
  writeRows(input, rows);
  const { neighbours, minDist, seed } = asked;
  const question = { input, dims: DIMS, neighbours, minDist, epochs: asked.epochs ?? null };
  const by = (peer, theirSeed) => async (output) => {
    const { wallSeconds, cpuSeconds } = await peer.ask({ ...question, seed: theirSeed, output });
    return { seconds: wallSeconds, cpuSeconds };
  };
  const byUs = (threads) => async (output) => {
    const { layout, ...figures } = await ours(rows, { ...asked, dims: DIMS, threads });
    writeRows(output, layout);
    return figures;
  };
  const contestants = [
    { title: 'SideTrack, 1 thread', run: byUs(1) },
    { title: 'SideTrack, 2 threads', run: byUs(2) },
    { title: 'umap-learn, fixed seed', run: by(seeded, seed) },
    { title: 'umap-learn, as default', run: by(free, null) },
  ];
  const found = [];
  for (const { title, run } of contestants) {
    const layout = join(folder, 'layout.f32');
    const figures = await run(layout);
    const trust = sample && (await seeded.ask({ input, dims: DIMS, layout, k: TRUSTED, rows: sample }));
    found.push({ rows: count, set: name, title, ...figures, trustworthiness: trust?.trustworthiness });
  }
  const reference = found[2];
  return found.map((figures) => ({
    ...figures,
    ratio: figures.seconds / reference.seconds,
    cpuRatio: figures.cpuSeconds / reference.cpuSeconds,
  }));
}

/** From rows in memory to points, the start of the threads included. */
async function ours(rows, { dims, neighbours, minDist, epochs, seed, threads }) {
  const count = rows.length / dims;
  const cpu = process.cpuUsage();
  const began = performance.now();
  const bytes = umapBytes({ count, dims, neighbours, threads });
  const layout = await withPool({ threads, bytes }, (pool) =>
    layOutUmap(rows, { count, dims, neighbours, minDist, seed, pool, ...(epochs === undefined ? {} : { epochs }) }),
  );
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const sha256 = createHash('sha256').update(new Uint8Array(layout.buffer)).digest('hex');
  return { layout, seconds, cpuSeconds: (user + system) / 1e6, sha256 };
}

function tableOf(rows) {
  const head = ['rows', 'set', '', 'seconds', 'ratio', 'processor s', 'ratio', `trustworthiness (${TRUSTED})`];
  const lines = rows.map((row) => [
    String(row.rows),
    row.set,
    row.title,
    row.seconds.toFixed(2),
    row.ratio.toFixed(3),
    row.cpuSeconds.toFixed(2),
    row.cpuRatio.toFixed(3),
    row.trustworthiness.toFixed(5),
  ]);
  return `${align([head, ...lines]).join('\n')}\n`;
}

function writeRows(path, values) {
  const bytes = Buffer.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  // The file is little-endian on every machine.
  if (new Uint8Array(new Uint16Array([1]).buffer)[0] === 0) bytes.swap32();
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw new Error(`${path} cannot be written: ${error.message}.`, { cause: error });
  }
}

function whole(given, name, least) {
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < least || !Number.isSafeInteger(value))
    throw new Error(`${name} takes a whole number from ${least} on, not ${given}.`);
  return value;
}

function share(given, name) {
  const value = Number(given);
  if (given.trim() === '' || !(value >= 0 && value <= 1))
    throw new Error(`${name} takes a number from 0 to 1, not ${given}.`);
  return value;
}
