import { Arena, loadKernel } from '../kernels/index.ts';
import type { LogMelKernel } from './log-mel-kernel.ts';

const arena = new Arena(1 << 20);
const kernel = loadKernel('log-mel', arena) as LogMelKernel;
const BANDS = 4096;
const identity = arena.integers(2 * BANDS);
const weights = arena.floats(BANDS);
const [block, scratch, output] = [arena.floats(8 * BANDS), arena.floats(8 * BANDS), arena.floats(8 * BANDS)];
identity.values.set(Array.from({ length: BANDS }, (_, band) => [band, 1]).flat());
weights.values.fill(1);

/** ln of what the block holds, by bands of one bin each. */
function logarithms(values: (index: number) => number): { found: number; wanted: number }[] {
  block.values.forEach((_, i) => (block.values[i] = values(i / (8 * BANDS))));
  const pointers = [block, identity, weights].map(({ pointer }) => pointer) as [number, number, number];
  kernel.logMelBlock(...pointers, BANDS, scratch.pointer, output.pointer, 1, 0, 0, 1, 0);
  return Array.from(block.values, (value, i) => {
    const [band, frame] = [Math.floor(i / 8), i % 8];
    return { found: output.values[frame * BANDS + band]!, wanted: Math.log(value) };
  });
}

test('logarithms of numbers of all sizes are right to 2e-7', () => {
  for (const { found, wanted } of logarithms((share) => Math.exp(-87 + 175 * share)))
    expect(Math.abs(found - wanted) <= 2e-7 * Math.abs(wanted)).toBe(true);
});

test('logarithms of numbers around 1 are right to 2e-7', () => {
  for (const { found, wanted } of logarithms((share) => Math.exp((share - 0.5) / 2)))
    expect(Math.abs(found - wanted) <= 2e-7 * Math.abs(wanted)).toBe(true);
});

test('what is too small counts as the smallest normal number', () => {
  for (const { found } of logarithms((share) => share * 1e-38)) expect(found).toBeCloseTo(Math.log(2 ** -126), 5);
});
