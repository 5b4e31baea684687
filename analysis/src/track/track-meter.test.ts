import { generate, noise, song } from '../signal/test-signals.ts';
import { measureWhole } from './test-tools.ts';

const mono = (signal: Float32Array) => measureWhole([signal]).features;

test('silence has no tempo, no key, no loudness', () => {
  expect(mono(new Float32Array(22_050 * 5))).toMatchObject({
    tempoBpm: null,
    tempoConfidence: 0,
    key: null,
    mode: null,
    loudnessLufs: null,
    loudnessRangeLu: null,
    pump: null,
    percussiveRatio: 0,
  });
});

test.each([1, 100, 2047, 4410])('a track of %d samples is measured', (length) => {
  const { features, contours } = measureWhole([generate(22_050, length / 22_050, (t) => Math.sin(2000 * t))]);
  const lists = Object.values(features).filter((value) => Array.isArray(value));
  for (const value of [...Object.values(features), ...lists.flat()])
    if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  expect(contours.levelDb).toHaveLength(Math.ceil(length / 11_025));
});

test('is the same however the samples come, and whatever was measured before', () => {
  const signal = song(44_100, 9);
  const other = generate(44_100, 9, noise(3));
  const options = { sampleRateHz: 44_100 };
  const measured = (pieceSamples?: number) =>
    inSevenDigits(measureWhole([signal, other], { ...options, pieceSamples }));
  const expected = measured();
  expect(measured(100_003)).toEqual(expected);
  measureWhole([other], { sampleRateHz: 48_000, pieceSamples: 999 });
  expect(measured(777)).toEqual(expected);
});

test('C F G C is C major, and its contours are as long as it is', () => {
  const { features, contours } = measureWhole([song(22_050, 16)]);
  expect(features).toMatchObject({ key: 'C', mode: 'major' });
  for (const contour of Object.values(contours)) expect(contour).toHaveLength(32);
  expect(contours.levelDb.slice(1, 31).every((level) => level !== null && level > -40 && level < 0)).toBe(true);
});

/** Energies are summed in the order in which they come. */
function inSevenDigits(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' ? Number(each.toPrecision(7)) : each)),
  );
}

describe('pump', () => {
  const beat = 60 / 124;
  const pad = (t: number) => [220, 277.18, 329.63].reduce((sum, hz) => sum + 0.1 * Math.sin(2 * Math.PI * hz * t), 0);
  const kick = (t: number) => 0.6 * Math.exp(-25 * (t % beat)) * Math.sin(2 * Math.PI * 55 * (t % beat));
  const random = noise(2);
  const hat = (t: number) => 0.1 * Math.exp(-80 * (t % beat)) * random();
  const ducked = (t: number) => pad(t) * (1 - 0.8 * Math.exp(-6 * (t % beat)));

  test('a pad ducked by the kick pumps, the same pad beside the kick does not', () => {
    const pumping = mono(generate(22_050, 12, (t) => kick(t) + hat(t) + ducked(t))).pump!;
    const steady = mono(generate(22_050, 12, (t) => kick(t) + hat(t) + pad(t))).pump!;
    expect(pumping).toBeGreaterThan(0.25);
    expect(steady).toBeLessThan(0.05);
  });
});
