/**
 * `sidetrack bench maps [--json] [--sizes 3,24,150,2000,10000,50000] [--sets clustered,curved] [--threads 2]`: the life of a map as the
 * product draws it (neighbourhoods of 50): laid out from rows of 200 numbers; a week of new tracks placed on it; laid out anew with a
 * quarter more tracks. Seconds, how far the median old track moved in the last as a share of the map's width, the trustworthiness of
 * where the week was placed (its 15 nearest on the map), by UMAP's transform and at the weighted mean of its five nearest tracks, and the
 * memory of the process so far.
 */
import { parseArgs } from 'node:util';
import { placeNew, refit } from '../analysis/dist/map/index.js';
import { main } from '../tools/lib/main.mjs';
import { step } from '../tools/lib/steps.mjs';
import { machine } from './lib/contestants.mjs';
import { mapSets } from './lib/map-sets.mjs';
import { align } from './lib/report.mjs';

const DIMS = 200;
const NEAREST = 15;
/** Of a week of new tracks. */
const MOST_LOOKED_AT = 100;

await main(async () => {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      sizes: { type: 'string', default: '3,24,150,2000,10000,50000' },
      sets: { type: 'string', default: 'clustered,curved' },
      threads: { type: 'string', default: '2' },
    },
  });
  const sizes = values.sizes.split(',').map((size) => whole(size, '--sizes'));
  const wanted = values.sets.split(',');
  const threads = whole(values.threads, '--threads');
  const rows = await step('drawing', { estimateSeconds: 120 }, async (note) => {
    const drawn = [];
    for (const size of sizes) {
      for (const set of mapSets(Math.ceil(1.26 * size), DIMS).filter(({ name }) => wanted.includes(name))) {
        note(`${size} tracks, ${set.name}`);
        drawn.push({ tracks: size, set: set.name, ...(await life(set.make(), size, threads)) });
      }
    }
    return drawn;
  });
  const head = [
    'tracks',
    'set',
    'laid out s',
    'week placed s',
    'laid out anew s',
    'moved',
    'trust of the week',
    'at the mean of 5',
    'MB',
  ];
  const lines = rows.map((row) => [
    String(row.tracks),
    row.set,
    row.layOutSeconds.toFixed(2),
    row.placeSeconds.toFixed(2),
    row.refitSeconds.toFixed(2),
    row.moved.toFixed(3),
    row.trust?.toFixed(4) ?? '-',
    row.trustAtMean?.toFixed(4) ?? '-',
    String(row.megabytes),
  ]);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine: machine(), threads, rows })}\n`
      : `${align([head, ...lines]).join('\n')}\n`,
  );
});

async function life(rows, size, threads) {
  const vectors = Array.from({ length: rows.length / DIMS }, (_, row) => [
    ...rows.subarray(row * DIMS, (row + 1) * DIMS),
  ]);
  const old = vectors.slice(0, size);
  const laidOut = await timed(() =>
    refit(
      old,
      old.map(() => null),
      { threads },
    ),
  );
  const { points } = laidOut.value;
  const week = vectors.slice(size, size + Math.max(1, Math.floor(size / 50)));
  const placed = await timed(() => placeNew([...old, ...week], [...points, ...week.map(() => null)], { threads }));
  const anew = await timed(() =>
    refit(
      vectors,
      vectors.map((_, i) => points[i] ?? null),
      { threads },
    ),
  );
  return {
    layOutSeconds: laidOut.seconds,
    placeSeconds: placed.seconds,
    refitSeconds: anew.seconds,
    moved: anew.value.moved,
    ...(size > 4 * NEAREST ? trustOf(old, points, week.slice(0, MOST_LOOKED_AT), placed.value.slice(size)) : {}),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function timed(work) {
  const began = performance.now();
  return { value: await work(), seconds: (performance.now() - began) / 1000 };
}

/** Trustworthiness (Venna & Kaski 2001) of new tracks among the old: those nearest on the map should be near in the space. */
function trustOf(vectors, points, week, placed) {
  const penalties = { trust: 0, trustAtMean: 0 };
  week.forEach((vector, i) => {
    const apart = vectors.map((other) => other.reduce((sum, value, d) => sum + (value - vector[d]) ** 2, 0));
    const order = sorted(apart);
    const rank = new Int32Array(apart.length);
    order.forEach((at, place) => (rank[at] = place));
    const places = { trust: placed[i], trustAtMean: atMean(order.slice(0, 5), apart, points) };
    for (const [name, place] of Object.entries(places)) {
      const near = sorted(points.map(({ x, y }) => (x - place.x) ** 2 + (y - place.y) ** 2)).slice(0, NEAREST);
      for (const at of near) penalties[name] += Math.max(0, rank[at] + 1 - NEAREST);
    }
  });
  const worst = (week.length * NEAREST * (2 * vectors.length - 3 * NEAREST - 1)) / 2;
  return { trust: 1 - penalties.trust / worst, trustAtMean: 1 - penalties.trustAtMean / worst };
}

function sorted(values) {
  return values.map((_, at) => at).sort((a, b) => values[a] - values[b] || a - b);
}

function atMean(nearest, apart, points) {
  const weights = nearest.map((at) => 1 / Math.max(1e-9, Math.sqrt(apart[at])));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (of) => nearest.reduce((sum, at, i) => sum + of(points[at]) * weights[i], 0) / total;
  return { x: mean(({ x }) => x), y: mean(({ y }) => y) };
}

function whole(given, name) {
  const value = Number(given);
  if (!/^\d+$/.test(given) || value < 1 || !Number.isSafeInteger(value))
    throw new Error(`${name} takes a whole number from 1 on, not ${given}.`);
  return value;
}
