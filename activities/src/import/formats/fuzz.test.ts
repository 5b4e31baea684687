import { fuzz, SEEDS } from './fuzz-test-tools.ts';

// The whole of it, ten thousand times a format, is test/e2e/long/import-fuzz.e2e.test.ts.
const TIMES = 400;

describe('damaged files of every format: nothing is thrown but that they are damaged, and no row vanishes', () => {
  test.each(Object.entries(SEEDS))('%s', async (_, seeds) => {
    const { read, damaged, unknown, rows } = await fuzz(seeds, TIMES, 1);
    expect(read + damaged + unknown).toBe(TIMES);
    // The damage is such that most is still read: what is not read proves nothing.
    expect(read).toBeGreaterThan(TIMES / 5);
    expect(rows).toBeGreaterThan(TIMES);
  });
});
