import { Arena } from '../kernels/index.ts';
import { KEY_NAMES, KEY_UNSURE_BELOW } from './key.ts';
import { atonalPiece, keyedPiece } from './keyed-music-test-tools.ts';
import { createTonalMeter } from './tonal-meter.ts';

const SECONDS = 8;
let tuning = 0;
const meter = createTonalMeter(new Arena(1 << 22), { tuningCents: () => tuning });
function measure(samples: Float32Array, tuningCents: number) {
  tuning = tuningCents;
  meter.reset();
  meter.push(samples);
  return meter.finish();
}

test('tells the key of 48 short pieces in all 24 keys, in tune or not', () => {
  const wrong: string[] = [];
  for (let seed = 0; seed < 48; seed++) {
    const { tonic, mode, samples, tuningCents, texture, progression } = keyedPiece(seed, SECONDS);
    const found = measure(samples, tuningCents);
    if (found.key !== KEY_NAMES[tonic] || found.mode !== mode)
      wrong.push(`${texture} ${progression}: ${KEY_NAMES[tonic]} ${mode}, not ${found.key} ${found.mode}`);
  }
  expect(wrong.length).toBeLessThanOrEqual(2);
});

test('is unsure of what has no key', () => {
  for (let seed = 0; seed < 8; seed++)
    expect(measure(atonalPiece(seed, SECONDS).samples, 0).keyConfidence).toBeLessThan(KEY_UNSURE_BELOW);
});
