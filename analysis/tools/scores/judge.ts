/**
 * Judges scores without anybody's labels. Prints how many 80 % intervals hold in worlds of known truth, by source mix and axis, on tracks
 * that variances were not fitted on; and on real tracks how far sources lie apart in units of what they say they err.
 *
 *     node analysis/tools/scores/judge.ts [tracks.json]
 *
 * tracks.json as gather.ts makes it; without it the tracks beside this file. Needs Node 24.
 */
import { readFileSync } from 'node:fs';
import { AXES } from '../../src/axes/axis.ts';
import { fitVariances } from '../../src/axes/fit-variances.ts';
import { heldIntervals } from '../../src/axes/held-intervals.ts';
import { evidenceOfMeasured, type MeasuredTrack } from '../../src/axes/measured-tracks.ts';
import { agreements, measureCoverage, WORLDS } from '../../src/axes/synthetic-coverage-test-tools.ts';
import { makeWorld } from '../../src/axes/synthetic-world-test-tools.ts';

const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const say = (line: string) => void process.stdout.write(`${line}\n`);
const percent = (share: number | undefined) => (share === undefined ? '-' : (100 * share).toFixed(0)).padStart(4);

say(`World, mix: % of 80 % intervals that hold; then ${AXES.join(', ')}`);
for (const [name, world] of Object.entries(WORLDS)) {
  const coverage = measureCoverage({ world, seeds: SEEDS, fittedOn: 250, triedOn: 40 });
  for (const [mix, { share, byAxis }] of Object.entries(coverage))
    say(`${name}, ${mix}: ${(100 * share).toFixed(1)}; ${AXES.map((axis) => percent(byAxis[axis])).join('')}`);
}

const world = makeWorld({ seed: 11, tracks: 800 }).map(({ evidence }) => evidence);
const known = agreements(world.slice(400), fitVariances(world.slice(0, 400)));
const spread = known.map(({ deviation }) => deviation).sort((a, b) => a - b);
say(`\n(a - b) / √(var a + var b) in a world: ${known.length} pairs, standard deviation ${spread[0]!.toFixed(2)} to`);
say(`${spread.at(-1)!.toFixed(2)}, middle ${spread[spread.length >> 1]!.toFixed(2)}`);

const path = process.argv[2] ?? new URL('wesnoth-music.json', import.meta.url);
const { from, tracks } = JSON.parse(readFileSync(path, 'utf8')) as { from: string; tracks: MeasuredTrack[] };
const measured = evidenceOfMeasured(tracks);
say(`\nReal music: ${from}`);
for (const { axis, a, b, tracks: count, mean, deviation } of agreements(measured, fitVariances(measured)))
  say(`${axis}, ${a} - ${b}: ${count} tracks, mean ${mean.toFixed(2)}, standard deviation ${deviation.toFixed(2)}`);
say(
  '\nShare of tracks on which a source and all other families lie within both intervals, fitted on the other four fifths',
);
for (const [source, byAxis] of Object.entries(heldIntervals(measured)))
  say(
    `${source}: ${AXES.flatMap((axis) => (byAxis[axis] ? [`${axis} ${percent(byAxis[axis].share)} of ${byAxis[axis].tracks}`] : [])).join(', ')}`,
  );
