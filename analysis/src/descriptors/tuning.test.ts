import { generate, noise, SIGNALS } from '../signal/test-signals.ts';
import { SPECTRUM, spectraOf } from './test-tools.ts';
import { createTuningMeter } from './tuning.ts';

const BIN_HZ = 22050 / 2048;
const random = noise(4);

test.each([-43, -20, 0, 7, 30])('a chord %d cents sharp is so', (cents) => {
  const base = 440 * 2 ** (cents / 1200);
  const signal = generate(22050, 2, (t) => {
    const partials = [0, 4, 7, 12, 16].map((note) => Math.sin(2 * Math.PI * base * 2 ** (note / 12) * t));
    return 0.1 * partials.reduce((sum, value) => sum + value, 0) + 0.001 * random();
  });
  expect(Math.abs(tuningOf(signal) - cents)).toBeLessThanOrEqual(1);
});

test('a note 7 cents sharp is 7 cents over a third of a semitone, one 30 cents sharp 3.3 below the next', () => {
  const thirdOf = (cents: number) => {
    const { arena, visitBlocks } = spectraOf(
      generate(22050, 1, (t) => Math.sin(2 * Math.PI * 440 * 2 ** (cents / 1200) * t)),
    );
    const meter = createTuningMeter(arena, SPECTRUM);
    visitBlocks((block) => meter.add(block));
    return meter.thirdTuningCents();
  };
  expect(Math.abs(thirdOf(7) - 7)).toBeLessThan(2);
  expect(Math.abs(thirdOf(30) + 10 / 3)).toBeLessThan(2);
});

test.each([
  ['song', SIGNALS.song(22050).subarray(0, 150_000)],
  ['noise', SIGNALS.noise(22050).subarray(0, 60_000)],
  ['tone', SIGNALS.tone(22050)],
])('%s has the tuning that its definition says', (_, signal) => {
  expect(tuningOf(signal)).toBe(definedTuning(spectraOf(signal).frames));
});

test('silence has no tuning; it is known at any time, and anew after a reset', () => {
  const { arena, visitBlocks } = spectraOf(SIGNALS.tone(22050));
  const meter = createTuningMeter(arena, SPECTRUM);
  expect(meter.tuningCents()).toBe(0);
  visitBlocks((block) => {
    meter.add(block);
    if (block.firstFrame % 64 === 8) expect(Math.abs(meter.tuningCents() - 30)).toBeLessThanOrEqual(1);
  });
  meter.reset();
  expect(meter.tuningCents()).toBe(0);
});

function tuningOf(signal: Float32Array): number {
  const { arena, visitBlocks } = spectraOf(signal);
  const meter = createTuningMeter(arena, SPECTRUM);
  visitBlocks((block) => meter.add(block));
  return meter.tuningCents();
}

/** `librosa.estimate_tuning`, with an exact median. */
function definedTuning(frames: Float64Array[]): number {
  const peaks = frames.flatMap(peaksOf);
  const sorted = peaks.map(({ magnitude }) => magnitude).sort((a, b) => a - b);
  const median = (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
  const counts = new Array<number>(100).fill(0);
  for (const { hz, magnitude } of peaks) {
    if (magnitude < median) continue;
    const semitones = 12 * Math.log2(hz / 27.5) + 0.5;
    counts[Math.floor((semitones - Math.floor(semitones)) * 100)]!++;
  }
  return counts.indexOf(Math.max(...counts)) - 50;
}

function peaksOf(frame: Float64Array): { hz: number; magnitude: number }[] {
  const threshold = 0.1 * Math.max(...frame);
  const peaks = [];
  for (let bin = Math.ceil(150 / BIN_HZ); bin * BIN_HZ < 4000; bin++) {
    const [before, value, after] = [frame[bin - 1]!, frame[bin]!, frame[bin + 1]!];
    if (value <= threshold || value <= before || value < after) continue;
    const slope = (after - before) / 2;
    const shift = slope / (2 * value - before - after);
    peaks.push({ hz: (bin + shift) * BIN_HZ, magnitude: value + 0.5 * slope * shift });
  }
  return peaks;
}
