/**
 * `sidetrack bench neighbours [--json] [--sizes 10000,50000] [--sets clustered,curved,even] [--neighbors 15] [--rows 200]`: the
 * nearest neighbours of rows of 200 numbers on one thread and on two: seconds, the share of the true neighbours that is found (of
 * `--rows` rows, compared with all others in double precision), and whether all threads give the same to the bit.
 */
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { nearestNeighbours, neighbourBytes } from '../analysis/dist/neighbours/index.js';
import { withPool } from '../analysis/dist/threads/index.js';
import { main } from '../tools/lib/main.mjs';
import { step } from '../tools/lib/steps.mjs';
import { machine } from './lib/contestants.mjs';
import { evenly, mapSets } from './lib/map-sets.mjs';
import { align } from './lib/report.mjs';

const DIMS = 200;
const WARM_UP_ROWS = 3000;

await main(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      sizes: { type: 'string', default: '10000,50000' },
      sets: { type: 'string', default: 'clustered,curved,even' },
      neighbors: { type: 'string', default: '15' },
      rows: { type: 'string', default: '200' },
    },
  });
  const sizes = values.sizes.split(',').map((size) => whole(size, '--sizes'));
  const wanted = values.sets.split(',');
  const neighbours = whole(values.neighbors, '--neighbors');
  const sample = whole(values.rows, '--rows');
  const rows = await step('comparing', { estimateSeconds: 60 }, async (note) => {
    await found(mapSets(WARM_UP_ROWS, DIMS)[0].make(), neighbours, 2);
    const measured = [];
    for (const size of sizes) {
      const sets = [...mapSets(size, DIMS), { name: 'even', make: () => evenly(size, DIMS) }];
      for (const { name, make } of sets.filter((set) => wanted.includes(set.name))) {
        note(`${size} rows, ${name}`);
        const given = make();
        const [one, two] = [await found(given, neighbours, 1), await found(given, neighbours, 2)];
        measured.push({
          rows: size,
          set: name,
          seconds: one.seconds,
          cpuSeconds: one.cpuSeconds,
          secondsOnTwo: two.seconds,
          equal: one.sha256 === two.sha256,
          recall: recallOf(given, one.indices, neighbours, sample),
        });
      }
    }
    return measured;
  });
  const head = ['rows', 'set', 's on 1 thread', 'processor s', 's on 2', 'equal', 'recall'];
  const table = align([
    head,
    ...rows.map((row) => [
      String(row.rows),
      row.set,
      row.seconds.toFixed(2),
      row.cpuSeconds.toFixed(2),
      row.secondsOnTwo.toFixed(2),
      row.equal ? 'to the bit' : 'NO',
      row.recall.toFixed(4),
    ]),
  ]);
  process.stdout.write(
    values.json ? `${JSON.stringify({ machine: machine(), dims: DIMS, neighbours, rows })}\n` : `${table.join('\n')}\n`,
  );
});

async function found(rows, neighbours, threads) {
  const size = { count: rows.length / DIMS, dims: DIMS, neighbours };
  const cpu = process.cpuUsage();
  const began = performance.now();
  const { indices, distances } = await withPool({ threads, bytes: neighbourBytes({ ...size, threads }) }, (pool) =>
    nearestNeighbours(rows, { ...size, pool }),
  );
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const sha256 = createHash('sha256').update(bytesOf(indices)).update(bytesOf(distances)).digest('hex');
  return { indices, seconds, cpuSeconds: (user + system) / 1e6, sha256 };
}

function bytesOf(values) {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** Of some rows, evenly spread, the share of the true neighbours that is among those found. */
function recallOf(rows, indices, neighbours, sample) {
  const count = rows.length / DIMS;
  let hits = 0;
  for (let s = 0; s < sample; s++) {
    const row = Math.floor((s * count) / sample);
    const squares = Float64Array.from({ length: count }, (_, other) => squareApart(rows, row, other));
    squares[row] = Infinity;
    const mine = indices.subarray(row * neighbours, (row + 1) * neighbours);
    const farthest = Math.max(...Array.from(mine, (other) => squares[other]));
    // Those nearer than the farthest that was found, less those found, were missed.
    const nearer = squares.reduce((sum, square) => sum + (square < farthest ? 1 : 0), 0);
    hits += Math.max(0, neighbours - Math.max(0, nearer + 1 - neighbours));
  }
  return hits / (sample * neighbours);
}

function squareApart(rows, a, b) {
  let sum = 0;
  for (let d = 0; d < DIMS; d++) sum += (rows[a * DIMS + d] - rows[b * DIMS + d]) ** 2;
  return sum;
}

function whole(given, name) {
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < 1 || !Number.isSafeInteger(value))
    throw new Error(`${name} takes a whole number from 1 on, not ${given}.`);
  return value;
}
