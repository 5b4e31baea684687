import { readFileSync } from 'node:fs';
import { melDecibels } from '../signal/test-mel.ts';
import { SIGNALS } from '../signal/test-signals.ts';
import { trackBeats } from './beats.ts';
import { FRAME_RATE_HZ, MEL_BANDS } from './frames.ts';
import { createOnsetEnvelopes } from './onset-envelopes.ts';
import { pickOnsets } from './pick-onsets.ts';

interface Golden {
  onsetStrength: number[];
  onsetFrames: number[];
  beatFrames: number[];
  tempoBpm: number;
}

// Made by analysis/tools/librosa-golden.py with librosa 0.11.0.
const GOLDEN = JSON.parse(readFileSync(new URL('../signal/golden/librosa.json', import.meta.url), 'utf8')) as Record<
  keyof typeof SIGNALS,
  Golden
>;

describe.each(['noise', 'clicks', 'song'] as const)('the %s signal', (name) => {
  const golden = GOLDEN[name];
  let strength: Float32Array;
  beforeAll(() => {
    const rows = melDecibels(SIGNALS[name](22050));
    const onsets = createOnsetEnvelopes();
    onsets.add(rows, rows.length / MEL_BANDS);
    strength = onsets.result().full;
  });

  test("has librosa's onset strength to 0.01 dB", () => {
    const worst = Math.max(...golden.onsetStrength.map((value, frame) => Math.abs(value - strength[frame]!)));
    expect(worst).toBeLessThan(0.01);
  });
  test("has librosa's onsets", () => expect(pickOnsets(strength)).toEqual(golden.onsetFrames));
  test("has librosa's beats at librosa's tempo", () => {
    const period = Math.round((60 * FRAME_RATE_HZ) / golden.tempoBpm);
    expect(trackBeats(strength, new Int32Array(strength.length).fill(period))).toEqual(golden.beatFrames);
  });
});
