/**
 * `sidetrack bench hdbscan [--json] [--sizes 2000,5000,…] [--repeats 5] [--min-cluster-size N] [--min-samples N]`: clustering points in the
 * plane beside PyPI's hdbscan with its own settings, on seeded sets, in one run: seconds of both, and the adjusted Rand index
 * of their labels. Both are processes that run already and have clustered before, on one core each, one after the other and again.
 *
 * With `--input E.f32 [--dims 2] [--output L.i32]` it clusters the rows of a file of little-endian 32-bit floats with ours alone, and
 * writes the labels as little-endian 32-bit integers, -1 for noise.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hdbscan } from '../analysis/dist/clusters/hdbscan.js';
import { adjustedRandIndex } from '../analysis/dist/clusters/rand-index.js';
import { main } from '../tools/lib/main.mjs';
import { step } from '../tools/lib/steps.mjs';
import { machine } from './lib/contestants.mjs';
import { readFloatRows } from './lib/float-rows.mjs';
import { planeSets } from './lib/labelled-sets.mjs';
import { startLinePeer } from './lib/line-peer.mjs';
import { ensurePeers } from './lib/peers.mjs';
import { align } from './lib/report.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    input: { type: 'string' },
    dims: { type: 'string', default: '2' },
    output: { type: 'string' },
    'min-cluster-size': { type: 'string', default: '5' },
    'min-samples': { type: 'string' },
    sizes: { type: 'string', default: '2000,5000,10000,20000,50000' },
    repeats: { type: 'string', default: '5' },
  },
});

await main(async () => {
  const asked = {
    minClusterSize: whole(values['min-cluster-size'], '--min-cluster-size', 2),
    minSamples: values['min-samples'] === undefined ? undefined : whole(values['min-samples'], '--min-samples', 1),
    repeats: whole(values.repeats, '--repeats', 1),
  };
  const { table, ...result } = values.input === undefined ? await beside(asked) : ofFile(values.input, asked);
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : table);
});

/** Ours alone, on a file. */
function ofFile(path, asked) {
  const dims = whole(values.dims, '--dims', 1);
  const { rows, count } = readFloatRows(path, dims);
  const firstSeconds = ours(rows, dims, asked).wallSeconds;
  const runs = Array.from({ length: asked.repeats }, () => ours(rows, dims, asked));
  const { labels, clusters } = runs[0];
  if (values.output !== undefined) writeFileSync(values.output, littleEndian(labels));
  const noise = labels.reduce((sum, label) => sum + (label < 0 ? 1 : 0), 0);
  const seconds = median(runs.map(({ wallSeconds }) => wallSeconds));
  return {
    points: count,
    dims,
    minClusterSize: asked.minClusterSize,
    minSamples: asked.minSamples ?? asked.minClusterSize,
    clusters,
    noise,
    seconds,
    cpuSeconds: median(runs.map(({ cpuSeconds }) => cpuSeconds)),
    firstSeconds,
    output: values.output,
    table: `${count} points in ${dims} dimensions: ${clusters} clusters, ${noise} points of noise, ${seconds.toFixed(3)} s (the first time ${firstSeconds.toFixed(3)} s)\n`,
  };
}

/** Ours and hdbscan, set by set, size by size. */
async function beside(asked) {
  const sizes = values.sizes.split(',').map((size) => whole(size, '--sizes', 1));
  const python = await ensurePeers();
  const folder = mkdtempSync(join(tmpdir(), 'sidetrack-hdbscan-'));
  const peer = await startLinePeer(python, 'hdbscan_peer.py');
  try {
    const rows = await step('clustering', { estimateSeconds: 90 }, async (note) => {
      const found = [];
      await compare({ name: 'to warm up', rows: planeSets(5000)[0].rows }, { peer, folder, asked });
      for (const size of sizes)
        for (const set of planeSets(size)) {
          note(`${size} points: ${set.name}`);
          found.push({ points: size, set: set.name, ...(await compare(set, { peer, folder, asked })) });
        }
      return found;
    });
    return {
      machine: machine(),
      minClusterSize: asked.minClusterSize,
      repeats: asked.repeats,
      rows,
      table: tableOf(rows),
    };
  } finally {
    peer.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function compare({ rows }, { peer, folder, asked }) {
  const [input, output] = [join(folder, 'points.f32'), join(folder, 'labels.i32')];
  writeFileSync(input, littleEndian(rows));
  const { minClusterSize, minSamples = null } = asked;
  const [mine, theirs] = [[], []];
  for (let repeat = 0; repeat < asked.repeats; repeat++) {
    mine.push(ours(rows, 2, asked));
    theirs.push(await peer.ask({ input, dims: 2, minClusterSize, minSamples, output }));
  }
  const labels = readFileSync(output);
  const reference = Array.from({ length: labels.length / 4 }, (_, i) => labels.readInt32LE(4 * i));
  const [seconds, peerSeconds] = [mine, theirs].map((runs) => median(runs.map(({ cpuSeconds }) => cpuSeconds)));
  return {
    seconds,
    hdbscanSeconds: peerSeconds,
    ratio: median(mine.map(({ cpuSeconds }, i) => cpuSeconds / theirs[i].cpuSeconds)),
    wallSeconds: median(mine.map(({ wallSeconds }) => wallSeconds)),
    hdbscanWallSeconds: median(theirs.map(({ wallSeconds }) => wallSeconds)),
    clusters: mine[0].clusters,
    hdbscanClusters: Math.max(-1, ...reference) + 1,
    adjustedRandIndex: adjustedRandIndex(mine[0].labels, reference),
  };
}

function ours(rows, dims, { minClusterSize, minSamples }) {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const found = hdbscan(rows, { count: rows.length / dims, dims, minClusterSize, minSamples });
  const wallSeconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { ...found, wallSeconds, cpuSeconds: (user + system) / 1e6 };
}

function tableOf(rows) {
  const head = ['points', 'set', 'processor s', 'hdbscan', 'ratio', 'adjusted Rand', 'clusters'];
  const lines = rows.map((row) => [
    String(row.points),
    row.set,
    row.seconds.toFixed(3),
    row.hdbscanSeconds.toFixed(3),
    row.ratio.toFixed(2),
    row.adjustedRandIndex.toFixed(4),
    `${row.clusters} (${row.hdbscanClusters})`,
  ]);
  return `${align([head, ...lines]).join('\n')}\n`;
}

function whole(given, name, least) {
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < least)
    throw new Error(`${name} takes a whole number from ${least} on, not ${given}.`);
  return value;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

function littleEndian(values) {
  const bytes = Buffer.alloc(values.length * 4);
  const write = values instanceof Float32Array ? bytes.writeFloatLE : bytes.writeInt32LE;
  values.forEach((value, i) => write.call(bytes, value, i * 4));
  return bytes;
}
