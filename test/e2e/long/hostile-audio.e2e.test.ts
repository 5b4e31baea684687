import { countOutcomes, examineHostileFiles } from '../../../activities/src/audio/hostile/test-tools.ts';

test('of 500 hostile files each is measured or refused with a sentence, and none reaches the network', async () => {
  const { fates, connections } = await examineHostileFiles(500, 20_261_123);
  const seconds = fates.map((fate) => fate.seconds).sort((one, other) => one - other);
  process.stdout.write(
    `${JSON.stringify({ outcomes: countOutcomes(fates), medianSeconds: seconds[250], longestSeconds: seconds.at(-1) }, null, 2)}\n`,
  );
  expect(fates).toHaveLength(500);
  expect(connections).toBe(0);
  for (const { outcome } of fates) expect(outcome).toMatch(/^[\p{L}\d ,.:;()'-]{6,160}$/u);
  expect(seconds.at(-1)).toBeLessThan(60);
}, 1_800_000);
