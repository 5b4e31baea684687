import { readFileSync } from 'node:fs';
import { fitVariances, VARIANCE_FLOOR } from './fit-variances.ts';
import fitted from './generated/variances.json' with { type: 'json' };
import { heldIntervals } from './held-intervals.ts';
import { evidenceOfMeasured, type MeasuredTrack } from './measured-tracks.ts';
import { makeWorld } from './synthetic-world-test-tools.ts';
import { isCalibrated } from './variances.ts';

test('the variances that scores use are those that the kept tracks give (node analysis/tools/scores/fit-variances.ts)', () => {
  const path = new URL('../../tools/scores/wesnoth-music.json', import.meta.url);
  const { from, tracks } = JSON.parse(readFileSync(path, 'utf8')) as { from: string; tracks: MeasuredTrack[] };
  const evidence = evidenceOfMeasured(tracks);
  const about = { generatedBy: fitted.generatedBy, measured: evidence.length, from, floor: VARIANCE_FLOOR };
  expect(fitted).toEqual({ ...about, ...fitVariances(evidence), held: heldIntervals(evidence) });
});

test('each track is judged by a fit that has not seen it', () => {
  const tracks = makeWorld({ seed: 21, tracks: 200 }).map(({ evidence }) => evidence);
  const held = heldIntervals(tracks);
  expect(held.vibenet!.energy!.tracks).toBe(200);
  for (const byAxis of Object.values(held))
    for (const { share } of Object.values(byAxis)) {
      expect(share).toBeGreaterThan(0.7);
      expect(share).toBeLessThanOrEqual(1);
    }
});

test('nothing is called calibrated that 35 tracks of one kind of music cannot show', () => {
  expect(isCalibrated('vibenet', 'energy')).toBe(false);
  expect(isCalibrated('lastfm', 'energy')).toBe(false);
});
