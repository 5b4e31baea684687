import type { AxisSummaryShape } from '../contract/primitives.ts';
import type { WeekRadarShape } from '../contract/radar.ts';
import { changesOf } from './changes.ts';

const unknown = {
  valence: null,
  danceability: null,
  brightness: null,
  pumpiness: null,
  acousticness: null,
  instrumentalness: null,
};
const radar = (energy: AxisSummaryShape | null): WeekRadarShape => ({
  label: 'Week',
  isoWeek: null,
  listens: 40,
  coverage: 1,
  inProgress: false,
  axes: { energy, ...unknown },
});
const energy = (mean: number, ownDeviation: number): AxisSummaryShape => ({
  mean,
  low: mean - 0.15,
  high: mean + 0.15,
  spread: 0.1,
  coverage: 1,
  ownDeviation,
});

test('a difference beyond the errors of the two is clear, though the scorer’s common error is wide', () => {
  expect(changesOf(radar(energy(0.5, 0.03)), radar(energy(0.4, 0.02)))?.energy).toEqual({
    difference: expect.closeTo(0.1),
    clear: true,
  });
});

test('a difference within the errors of the two is not', () => {
  expect(changesOf(radar(energy(0.5, 0.05)), radar(energy(0.4, 0.04)))?.energy?.clear).toBe(false);
  expect(changesOf(radar(energy(0.5, 0)), radar(energy(0.5, 0)))?.energy).toEqual({ difference: 0, clear: false });
});

test('what is not known is null', () => {
  expect(changesOf(radar(energy(0.5, 0.02)), radar(null))).toEqual({ energy: null, ...unknown });
  expect(changesOf(radar(energy(0.5, 0.02)), null)).toBeNull();
});
