import type { AxisSummary } from '../data/types.ts';
import { intervalBand, knownOutline } from './radar-paths.ts';

const at = (index: number, value: number) => ({ x: index, y: value });
const known = (mean: number): AxisSummary => ({
  mean,
  low: mean - 0.1,
  high: mean + 0.1,
  spread: 0.1,
  coverage: 1,
  ownDeviation: 0.02,
});

test('an outline of known axes is closed', () => {
  expect(knownOutline([known(0.5), known(0.6), known(0.7)], at)).toBe('M0.00 0.50L1.00 0.60L2.00 0.70Z');
});

test('an unknown axis leaves a gap and is never drawn at the centre', () => {
  const outline = knownOutline([known(0.5), null, known(0.7), known(0.2)], at);
  expect(outline).toBe('M2.00 0.70L3.00 0.20M3.00 0.20L0.00 0.50');
  expect(knownOutline([null, known(0.5), null], at)).toBe('');
});

test('the band runs from the lower bounds to the upper ones', () => {
  expect(intervalBand([known(0.5), known(0.6), null], at)).toBe('M0.00 0.40L0.00 0.60L1.00 0.70L1.00 0.50Z');
});
