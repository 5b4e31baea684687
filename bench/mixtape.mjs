/**
 * `sidetrack bench mixtape [--json] [--minutes 75] [--seed 1]`: a mixtape of every week of the demo's history in the tag space, without audio:
 * how many fill an hour and from what, how smooth they are beside the same tracks in random order, and what one takes.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { artistKey, fitTagSpace, makeMixtape, scoreTrack, tagProjector, weekCalendar } from '../analysis/dist/index.js';
import { layOut } from '../analysis/dist/map/layout.js';
import { seededRandom } from '../analysis/dist/maths/random.js';
import { orderTracks } from '../analysis/dist/mixtape/order.js';
import { stepBetween, stepCost } from '../analysis/dist/mixtape/steps.js';
import { readCatalogue } from '../cli/dist/demo/catalogue.js';
import { makeHistory } from '../cli/dist/demo/history.js';
import { main } from '../tools/lib/main.mjs';
import { root } from '../tools/lib/places.mjs';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '75' },
    seed: { type: 'string', default: '1' },
  },
});

await main(async () => {
  const options = { minutes: Number(values.minutes), seed: Number(values.seed) };
  const { tracks, weeks } = await demo();
  const runs = weeks.map(({ weekStart }) => {
    const began = performance.now();
    const mixtape = makeMixtape({ week: weekStart, weeks, tracks }, options);
    return { ...mixtape, milliseconds: performance.now() - began, smoothness: smoothnessOf(mixtape, options.seed) };
  });
  const full = runs.filter(({ short }) => !short);
  const result = {
    weeks: runs.length,
    full: full.length,
    fromTheWeekAlone: full.filter((run) => run.weeks.length === 1).length,
    fromTheClusterAlone: full.filter((run) => run.tracks.every(({ inCluster }) => inCluster)).length,
    withClusters: runs.filter(({ cluster }) => cluster.clusters > 0).length,
    minutes: spread(full.map(({ totalSeconds }) => totalSeconds / 60)),
    tracks: spread(runs.map((run) => run.tracks.length)),
    artistTwiceInARow: runs.filter(repeatsArtist).length,
    stepCostToRandom: spread(full.map(({ smoothness }) => smoothness)),
    milliseconds: spread(runs.map(({ milliseconds }) => milliseconds)),
  };
  process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
});

/** The demo's tracks on a map of their tags, and its plays by week. */
async function demo() {
  const catalogue = readCatalogue(join(root, 'sample'));
  const given = catalogue.tracks.map(({ tags }) =>
    Object.entries(tags).map(([tag, weight]) => ({ source: 'lastfm', tag, weight, of: 'recording' })),
  );
  const place = tagProjector(fitTagSpace(given));
  const vectors = given.map((tags) => place(tags));
  const points = await layOut(vectors);
  const ids = new Map(catalogue.tracks.map((track, i) => [track, String(i).padStart(3, '0')]));
  const tracks = catalogue.tracks.map(({ artist, title, durationSeconds }, i) => ({
    recordingId: String(i).padStart(3, '0'),
    title,
    artistCredit: artist,
    artistKey: artistKey(artist),
    durationSeconds,
    ...points[i],
    vector: vectors[i],
    tempoBpm: null,
    key: null,
    energy: scoreTrack({ features: null, modelTags: null, tags: given[i] }).energy?.value ?? null,
  }));
  const history = makeHistory(catalogue, { anchor: new Date('2026-11-22T15:00:00Z'), utcOffsetMinutes: 60, seed: 1 });
  const calendar = weekCalendar([{ timeZone: 'Europe/Lisbon', since: '1970-01-01' }]);
  const weeks = new Map();
  for (const { listenedAt, track } of history) {
    const weekStart = calendar.weekStartOf(new Date(listenedAt * 1000));
    const plays = weeks.get(weekStart) ?? new Map();
    plays.set(ids.get(track), (plays.get(ids.get(track)) ?? 0) + 1);
    weeks.set(weekStart, plays);
  }
  return { tracks, weeks: [...weeks].map(([weekStart, plays]) => ({ weekStart, plays })) };
}

/** The cost of its steps over the mean of those of ten other orders of its tracks without an artist twice in a row (the best ones for random places on a line). */
function smoothnessOf(mixtape, seed) {
  const tracks = mixtape.tracks.map(({ track }) => track);
  const random = seededRandom(seed);
  const far = Math.max(...tracks.flatMap((a) => tracks.map((b) => distance(a, b))));
  const cost = (order) =>
    order.slice(1).reduce((sum, to, i) => sum + stepCost(stepBetween(order[i], to), distance(order[i], to), far), 0);
  const artists = tracks.map(({ artistKey: key }) => key);
  const anyOrder = () => {
    const places = tracks.map(() => random());
    const costs = Float64Array.from(places.flatMap((a) => places.map((b) => Math.abs(a - b))));
    return orderTracks(costs, artists, Math.floor(random() * 1e9));
  };
  const others = Array.from({ length: 10 }, () => cost(anyOrder().map((i) => tracks[i])));
  return cost(tracks) / (others.reduce((sum, value) => sum + value, 0) / others.length);
}

function distance(a, b) {
  return Math.hypot(...a.vector.map((value, i) => value - b.vector[i]));
}

function repeatsArtist({ tracks }) {
  return tracks.some(({ track }, i) => i > 0 && track.artistKey === tracks[i - 1].track.artistKey);
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const [lowest, median, highest] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  return { median: round(median), lowest: round(lowest), highest: round(highest) };
}

function round(value) {
  return Math.round((value ?? 0) * 1000) / 1000;
}
