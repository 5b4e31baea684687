import { testWithFfmpeg } from '../test-tools.ts';
import { examineHostileFiles } from './test-tools.ts';

testWithFfmpeg(
  'of 60 hostile files each is measured or refused with a sentence, in bounded time, and none reaches the network',
  async () => {
    const { fates, connections } = await examineHostileFiles(60, 1);
    expect(fates).toHaveLength(60);
    expect(connections).toBe(0);
    for (const { outcome } of fates) expect(outcome).toMatch(/^[\p{L}\d ,.:;()'-]{6,160}$/u);
    expect(Math.max(...fates.map(({ seconds }) => seconds))).toBeLessThan(30);
    expect(fates.find(({ kind }) => kind === '24 channels')!.outcome).toBe(
      'it claims 24 channels, and no more than 8 are read',
    );
    expect(fates.find(({ kind }) => kind === 'ffconcat')!.outcome).toBe('this is not audio that can be decoded');
  },
  240_000,
);
