import { tempoOfBeats } from './beats.ts';
import { measureFeatures } from './features.ts';
import { estimateKey } from './key.ts';
import { measureLoudness } from './loudness.ts';
import { measureRhythm } from './rhythm.ts';
import { resample } from './resample.ts';
import { stereoWidth, toMono } from './stereo.ts';
import { MEL, melDecibels } from './test-mel.ts';
import { clicks, generate, noise, song } from './test-signals.ts';

describe('tempo', () => {
  test.each([60, 75, 90, 100, 120, 128, 150, 174])('a click at %i bpm is found at its own octave to 1 %%', (bpm) => {
    const { tempoBpm, tempoConfidence } = rhythm(clicks(22050, 20, bpm));
    expect(tempoBpm! / bpm).toBeCloseTo(1, 2);
    expect(tempoConfidence).toBeGreaterThan(0.5);
  });
  test('beats fall on the clicks', () => {
    const { beats } = rhythm(clicks(22050, 20, 96));
    const times = beats.map((frame) => (frame * 512) / 22050);
    for (const time of times) expect(Math.abs(time - Math.round(time / 0.625) * 0.625)).toBeLessThan(0.04);
  });
  test('a skipped beat does not bend the tempo', () => {
    expect(tempoOfBeats([0, 20, 40, 60, 100, 120, 140], 20)).toBeCloseTo(60, 6);
  });
  test('silence has no tempo, no key, no loudness', () => {
    expect(features(new Float32Array(22050 * 5))).toMatchObject({
      tempoBpm: null,
      key: null,
      loudnessLufs: null,
      loudnessRangeLu: null,
      pump: null,
    });
  });
  test('noise has a low confidence', () => {
    const random = noise(5);
    expect(rhythm(generate(22050, 10, () => 0.2 * random())).tempoConfidence).toBeLessThan(0.5);
  });
});

describe('key', () => {
  test('C F G C is C major', () => {
    expect(features(song(22050, 8))).toMatchObject({ key: 'C', mode: 'major' });
  });
  test.each([
    [0, 'A', 'minor'],
    [3, 'C', 'minor'],
  ] as const)('a minor profile moved by %i semitones is %s %s', (shift, key, mode) => {
    const minorFromA = [3, 1.5, 3.4, 1, 3, 2.2, 0.8, 2.2, 1.2, 4.2, 1.2, 2.2];
    const moved = minorFromA.map((_, i) => minorFromA[(i - shift + 12) % 12]!);
    expect(estimateKey(moved)).toMatchObject({ key, mode });
  });
  test('flat chroma has none', () => expect(estimateKey(new Array(12).fill(1))).toBeUndefined());
});

describe('loudness', () => {
  test.each([44100, 48000])(
    'a stereo sine of 997 Hz at -23 dBFS is -23 LUFS at %i Hz (EBU Tech 3341, case 1)',
    (rateHz) => {
      const sine = generate(rateHz, 20, (t) => 10 ** (-23 / 20) * Math.sin(2 * Math.PI * 997 * t));
      expect(measureLoudness([sine, sine], rateHz).loudnessLufs).toBeCloseTo(-23, 1);
    },
  );
  test('20 s at -20 dBFS and 20 s at -30 dBFS span 10 LU (EBU Tech 3342, case 1)', () => {
    const sine = generate(48000, 40, (t) => 10 ** ((t < 20 ? -20 : -30) / 20) * Math.sin(2 * Math.PI * 1000 * t));
    expect(Math.abs(measureLoudness([sine, sine], 48000).loudnessRangeLu! - 10)).toBeLessThan(1);
  });
});

describe('pump', () => {
  const beat = 60 / 124;
  const pad = (t: number) => [220, 277.18, 329.63].reduce((sum, hz) => sum + 0.1 * Math.sin(2 * Math.PI * hz * t), 0);
  const kick = (t: number) => 0.6 * Math.exp(-25 * (t % beat)) * Math.sin(2 * Math.PI * 55 * (t % beat));
  const random = noise(2);
  const hat = (t: number) => 0.1 * Math.exp(-80 * (t % beat)) * random();
  const ducked = (t: number) => pad(t) * (1 - 0.8 * Math.exp(-6 * (t % beat)));

  test('a pad ducked by the kick pumps, the same pad beside the kick does not', () => {
    const pumping = features(generate(22050, 12, (t) => kick(t) + hat(t) + ducked(t))).pump!;
    const steady = features(generate(22050, 12, (t) => kick(t) + hat(t) + pad(t))).pump!;
    expect(pumping).toBeGreaterThan(0.25);
    expect(steady).toBeLessThan(0.05);
  });
});

describe('stereo', () => {
  const left = generate(8000, 1, (t) => Math.sin(2 * Math.PI * 300 * t));
  test('one channel or two equal ones have no width, opposite ones have full width', () => {
    expect(stereoWidth([left])).toBe(0);
    expect(stereoWidth([left, left])).toBe(0);
    expect(stereoWidth([left, left.map((value) => -value)])).toBe(1);
  });
  test('mono is the mean of the channels', () => {
    expect(toMono([Float32Array.of(1, 0), Float32Array.of(0, 1)])).toEqual(Float32Array.of(0.5, 0.5));
  });
});

describe('resampling', () => {
  const tone = (rateHz: number, hz: number) => generate(rateHz, 1, (t) => Math.sin(2 * Math.PI * hz * t));
  const worst = (actual: Float32Array, expected: (i: number) => number) => {
    let difference = 0;
    for (let i = 1000; i < actual.length - 1000; i++)
      difference = Math.max(difference, Math.abs(actual[i]! - expected(i)));
    return difference;
  };
  test.each([
    [44100, 22050, 10_000],
    [44100, 16000, 7200],
    [48000, 22050, 10_000],
    [96000, 16000, 1234],
    [22050, 16000, 7200],
    [32000, 22050, 10_000],
    [8000, 22050, 3600],
  ])('from %i to %i Hz keeps a tone of %i Hz and its phase to 1e-4', (from, to, hz) => {
    const actual = resample(tone(from, hz), from, to);
    const expected = tone(to, hz);
    expect(actual).toHaveLength(expected.length);
    expect(worst(actual, (i) => expected[i]!)).toBeLessThan(1e-4);
  });
  test.each([
    [44100, 22050, 11_100],
    [44100, 16000, 8050],
    [48000, 22050, 12_000],
    [96000, 16000, 30_000],
  ])('from %i to %i Hz takes out a tone of %i Hz, which would fold back', (from, to, hz) => {
    expect(worst(resample(tone(from, hz), from, to), () => 0)).toBeLessThan(1e-4);
  });
  test('an equal rate changes nothing, and a signal shorter than a block is as long as it should be', () => {
    const short = tone(44100, 440).subarray(0, 101);
    expect(resample(short, 44100, 44100)).toBe(short);
    expect(resample(short, 44100, 22050)).toHaveLength(51);
    expect(resample(short, 44100, 16000)).toHaveLength(37);
    expect(resample(new Float32Array(), 44100, 16000)).toHaveLength(0);
  });
});

function rhythm(mono: Float32Array) {
  return measureRhythm(melDecibels(mono), MEL);
}

function features(mono: Float32Array) {
  return measureFeatures({ mono, channels: [mono], sampleRateHz: 22050 });
}
