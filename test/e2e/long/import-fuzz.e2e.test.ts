import { fuzz, SEEDS } from '../../../activities/src/import/formats/fuzz-test-tools.ts';

const TIMES = 10_000;

test('ten thousand damaged files of every format: none ends a reader, and no row vanishes', async () => {
  const outcomes: Record<string, unknown> = {};
  for (const [format, seeds] of Object.entries(SEEDS)) outcomes[format] = await fuzz(seeds, TIMES, 20_261_210);
  process.stdout.write(`${JSON.stringify(outcomes, null, 2)}\n`);
  expect(Object.keys(outcomes)).toHaveLength(10);
}, 900_000);
