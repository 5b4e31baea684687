/**
 * Makes analysis/src/axes/generated/variances.json anew from the measured tracks beside this file; no music is needed:
 *
 *     node analysis/tools/scores/fit-variances.ts
 *
 * Other tracks: make such a file with gather.ts and name it as the argument. Needs Node 24, which runs TypeScript as it is.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fitVariances, VARIANCE_FLOOR } from '../../src/axes/fit-variances.ts';
import { heldIntervals } from '../../src/axes/held-intervals.ts';
import { evidenceOfMeasured, type MeasuredTrack } from '../../src/axes/measured-tracks.ts';

const path = process.argv[2] ?? new URL('wesnoth-music.json', import.meta.url);
const { from, tracks } = JSON.parse(readFileSync(path, 'utf8')) as { from: string; tracks: MeasuredTrack[] };
const evidence = evidenceOfMeasured(tracks);
const about = { generatedBy: 'analysis/tools/scores/fit-variances.ts', measured: evidence.length, from };
const fitted = { ...about, floor: VARIANCE_FLOOR, ...fitVariances(evidence), held: heldIntervals(evidence) };
const target = new URL('../../src/axes/generated/variances.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(fitted, null, 2)}\n`);
process.stdout.write(`Fitted on ${evidence.length} tracks.\n`);
