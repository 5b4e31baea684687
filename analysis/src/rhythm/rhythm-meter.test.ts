import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { envelopesOf } from '../../tools/rhythm/measure-pieces.ts';
import { melDecibels } from '../signal/test-mel.ts';
import { clicks, generate, noise } from '../signal/test-signals.ts';
import { TEMPO_UNSURE_BELOW } from './confidence.ts';
import { FRAME_RATE_HZ, MEL_BANDS } from './frames.ts';
import { createRhythmMeter, measureRhythm } from './rhythm-meter.ts';

const rhythmOf = (mono: Float32Array) => measureRhythm(envelopesOf(mono));

interface Judged {
  areaUnderCurve: number;
  judged: { name: string; bpm: number | null; estimate: number | null; confidence: number; right: boolean }[];
}

describe('synthesised music of known tempo', () => {
  let result: Judged;
  // In a process of its own, since synthesis is many times slower in a test's sandbox; other pieces than the model was fitted on.
  beforeAll(() => {
    const tool = fileURLToPath(new URL('../../tools/judge-tempo.ts', import.meta.url));
    const options = ['--json', '--pieces-per-category', '2', '--seconds', '20', '--seed', '77'];
    result = JSON.parse(execFileSync(process.execPath, [tool, ...options], { encoding: 'utf8' })) as Judged;
  }, 120_000);

  test('comes out within 4 % in at least 95 of 100 pieces', () => {
    const withTempo = result.judged.filter(({ bpm }) => bpm !== null);
    const wrong = withTempo.filter(({ right }) => !right);
    expect(wrong.length / withTempo.length).toBeLessThanOrEqual(0.05);
  });
  test('has a confidence that tells right from wrong', () => {
    expect(result.areaUnderCurve).toBeGreaterThan(0.9);
  });
  test('is said to be unsure of where there is no tempo', () => {
    const without = result.judged.filter(({ bpm }) => bpm === null);
    expect(without.filter(({ confidence }) => confidence >= TEMPO_UNSURE_BELOW)).toEqual([]);
  });
});

test.each([60, 90, 128, 174])(
  'clicks of %d bpm come out to half a percent, at their beat or an octave of it',
  (bpm) => {
    const { tempoBpm } = rhythmOf(clicks(22050, 30, bpm));
    const octaves = Math.log2(tempoBpm! / bpm);
    expect(Math.abs(2 ** (octaves - Math.round(octaves)) - 1)).toBeLessThan(0.005);
  },
);

test('beats fall on the clicks', () => {
  const { beatTimesSeconds, tempoBpm, beatFrames } = rhythmOf(clicks(22050, 20, 96));
  expect(beatFrames.map((frame) => frame / FRAME_RATE_HZ)).toEqual(beatTimesSeconds);
  expect(tempoBpm! / 96).toBeCloseTo(1, 2);
  for (const time of beatTimesSeconds) {
    const phase = (time / (60 / 96)) % 1;
    expect(Math.min(phase, 1 - phase) * (60 / 96)).toBeLessThan(0.035);
  }
});

test('a change of tempo is two sections', () => {
  const [slow, fast] = [clicks(22050, 40, 100), clicks(22050, 40, 130)];
  const both = new Float32Array(slow.length + fast.length);
  both.set(slow);
  both.set(fast, slow.length);
  const { tempoSections } = rhythmOf(both);
  expect(tempoSections).toHaveLength(2);
  expect(tempoSections[1]!.bpm / tempoSections[0]!.bpm).toBeCloseTo(1.3, 1);
  expect(Math.abs(tempoSections[1]!.startSeconds - 40)).toBeLessThan(4);
});

test.each([
  ['nothing', new Float32Array(0)],
  ['silence', new Float32Array(22050 * 10)],
  ['a click', clicks(22050, 0.2, 60)],
])('%s has no tempo and no beats', (_, mono) => {
  expect(rhythmOf(mono)).toMatchObject({ tempoBpm: null, tempoConfidence: 0, beatTimesSeconds: [], tempoSections: [] });
});

test('noise has no tempo to be sure of', () => {
  const random = noise(5);
  expect(rhythmOf(generate(22050, 20, () => 0.2 * random())).tempoConfidence).toBeLessThan(TEMPO_UNSURE_BELOW);
});

test('the meter gives for rows in pieces what it gives for all at once, and again after a reset', () => {
  const rows = melDecibels(clicks(22050, 20, 96));
  const frames = rows.length / MEL_BANDS;
  const meter = createRhythmMeter();
  meter.add(rows, 0, frames);
  const whole = meter.result();
  meter.reset();
  for (let at = 0; at < frames; at += 100)
    meter.add(rows.subarray(at * MEL_BANDS, (at + 100) * MEL_BANDS), at, Math.min(100, frames - at));
  expect(meter.result()).toEqual(whole);
});
