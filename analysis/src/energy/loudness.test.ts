import { Arena } from '../kernels/index.ts';
import { createChannelMeter } from './channel-meter.ts';

const meter = createChannelMeter(new Arena(1 << 20));
// Taken out of Math once: a look-up of a global is slow in a test's sandbox.
const { PI, round, sin } = Math;
/** Low, so that minutes of signal are made soon. */
const RATE_HZ = 8000;
const STEREO = ['FL', 'FR'];
type Part = readonly [levelDb: number, seconds: number];

describe('EBU Tech 3341', () => {
  test.each<[number, Part[], number]>([
    [1, [[-23, 20]], -23],
    [2, [[-33, 20]], -33],
    [
      3,
      [
        [-36, 10],
        [-23, 60],
        [-36, 10],
      ],
      -23,
    ],
    [
      4,
      [
        [-72, 10],
        [-36, 10],
        [-23, 60],
        [-36, 10],
        [-72, 10],
      ],
      -23,
    ],
    [
      5,
      [
        [-26, 20],
        [-20, 20.1],
        [-26, 20],
      ],
      -23,
    ],
  ])('case %d', (_, parts, expected) => {
    const sine = sineOf(parts, RATE_HZ);
    expect(Math.abs(measured([sine, sine], RATE_HZ, STEREO).loudnessLufs! - expected)).toBeLessThan(0.1);
  });

  test.each([
    [
      ['FL', 'FR', 'FC', 'BL', 'BR'],
      [-28, -28, -24, -30, -30],
    ],
    [
      ['FL', 'FR', 'FC', 'LFE', 'SL', 'SR'],
      [-28, -28, -24, 0, -30, -30],
    ],
  ])('case 6, with the loudspeakers %p', (layout, levels) => {
    const channels = levels.map((level) => sineOf([[level, 20]], RATE_HZ));
    expect(Math.abs(measured(channels, RATE_HZ, layout).loudnessLufs! + 23)).toBeLessThan(0.1);
  });

  test.each([11_025, 22_050, 44_100, 48_000, 96_000, 192_000])('case 1 at %d Hz', (rateHz) => {
    const sine = sineOf([[-23, 1]], rateHz);
    expect(Math.abs(measured([sine, sine], rateHz, STEREO).loudnessLufs! + 23)).toBeLessThan(0.1);
  });
});

describe('EBU Tech 3342', () => {
  test.each<[number, Part[], number]>([
    [
      1,
      [
        [-20, 20],
        [-30, 20],
      ],
      10,
    ],
    [
      2,
      [
        [-20, 20],
        [-15, 20],
      ],
      5,
    ],
    [
      3,
      [
        [-40, 20],
        [-20, 20],
      ],
      20,
    ],
    [
      4,
      [
        [-50, 20],
        [-35, 20],
        [-20, 20],
        [-35, 20],
        [-50, 20],
      ],
      15,
    ],
  ])('case %d', (_, parts, expected) => {
    const sine = sineOf(parts, RATE_HZ);
    expect(Math.abs(measured([sine, sine], RATE_HZ, STEREO).loudnessRangeLu! - expected)).toBeLessThan(0.5);
  });
});

test('silence and what is too short have no loudness', () => {
  const none = { loudnessLufs: null, loudnessRangeLu: null };
  expect(measured([new Float32Array(RATE_HZ)], RATE_HZ, ['FC'])).toEqual({ ...none, stereoWidth: 0 });
  expect(measured([sineOf([[-20, 0.3]], RATE_HZ)], RATE_HZ, ['FC'])).toMatchObject(none);
  expect(measured([], RATE_HZ, ['FC'])).toMatchObject(none);
});

test('what is not a number is forgotten again', () => {
  const sine = sineOf([[-23, 20]], RATE_HZ);
  const broken = sine.slice();
  broken[RATE_HZ] = NaN;
  broken[2 * RATE_HZ] = Infinity;
  expect(measured([broken, sine], RATE_HZ, STEREO).loudnessLufs).toBeCloseTo(-23, 1);
});

function measured(channels: Float32Array[], sampleRateHz: number, layout: string[]) {
  meter.start({ sampleRateHz, layout });
  meter.push(channels, () => undefined);
  return meter.result();
}

/** A sine of 1 kHz whose level changes. */
function sineOf(parts: readonly Part[], rateHz: number): Float32Array {
  const lengths = parts.map(([, seconds]) => round(seconds * rateHz));
  const samples = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  let start = 0;
  parts.forEach(([levelDb], part) => {
    const amplitude = 10 ** (levelDb / 20);
    const end = start + lengths[part]!;
    for (let i = start; i < end; i++) samples[i] = amplitude * sin((2 * PI * 1000 * i) / rateHz);
    start = end;
  });
  return samples;
}
