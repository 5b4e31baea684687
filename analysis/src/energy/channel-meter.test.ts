import { Arena } from '../kernels/index.ts';
import { createChannelMeter } from './channel-meter.ts';

const meter = createChannelMeter(new Arena(1 << 20));
const RATE_HZ = 8190;

test.each([1, 7, 819, 820, 5000, 100_000])('gives the same for pieces of %d samples', (pieceSamples) => {
  const channels = [noise(1, 36_000, 0.2), noise(2, 36_000, 0.1)];
  const layout = ['FL', 'FR'];
  const whole = measured(channels, layout, 36_000);
  const cut = measured(channels, layout, pieceSamples);
  expect(Buffer.from(cut.mono.buffer).equals(Buffer.from(whole.mono.buffer))).toBe(true);
  expect(cut.result.loudnessLufs).toBeCloseTo(whole.result.loudnessLufs!, 9);
  expect(cut.result.loudnessRangeLu).toBeCloseTo(whole.result.loudnessRangeLu!, 9);
  expect(cut.result.stereoWidth).toBeCloseTo(whole.result.stereoWidth, 6);
});

test('its mono mix is the mean of all channels', () => {
  const channels = [noise(1, 9001, 1), noise(2, 9001, 1), noise(3, 9001, 1), noise(4, 9001, 1), noise(5, 9001, 1)];
  for (const count of [1, 2, 3, 5]) {
    const { mono, filled } = measured(channels.slice(0, count), new Array<undefined>(count).fill(undefined), 4000);
    expect(filled).toBe(9001);
    let worst = 0;
    for (let i = 0; i < mono.length; i++) {
      const mean = channels.slice(0, count).reduce((sum, channel) => sum + channel[i]!, 0) / count;
      worst = Math.max(worst, Math.abs(mono[i]! - mean));
    }
    expect(worst).toBeLessThan(1e-6);
  }
});

test('mono has no width, opposite channels all, one channel alone half', () => {
  const one = noise(1, 20_000, 0.5);
  const silent = new Float32Array(20_000);
  const width = (channels: Float32Array[]) =>
    measured(channels, ['FL', 'FR'].slice(0, channels.length), 999).result.stereoWidth;
  expect(width([one])).toBe(0);
  expect(width([one, one])).toBe(0);
  expect(width([one, one.map((value) => -value)])).toBe(1);
  expect(width([one, silent])).toBeCloseTo(0.5, 6);
  expect(width([silent, silent])).toBe(0);
});

test('low-frequency effects and channels without a name count as they should', () => {
  const one = noise(1, 30_000, 0.2);
  const quiet = new Float32Array(30_000);
  const loudness = (layout: (string | undefined)[], channels: Float32Array[]) =>
    measured(channels, layout, 4096).result.loudnessLufs;
  const front = loudness(['FC'], [one])!;
  expect(loudness([undefined], [one])).toBe(front);
  expect(loudness(['FL', 'FR', 'FC', 'LFE'], [quiet, quiet, quiet, one])).toBeNull();
  const surround = front + 10 * Math.log10(1.41);
  expect(loudness(['FL', 'FR', 'BL', 'BR'], [quiet, quiet, quiet, one])).toBeCloseTo(surround, 6);
  const eight = ['FL', 'FR', 'FC', 'LFE', 'BL', 'BR', 'SL', 'SR'];
  expect(loudness(eight, [quiet, quiet, quiet, quiet, one, quiet, quiet, quiet])).toBeCloseTo(front, 6);
  expect(loudness(eight, [quiet, quiet, quiet, quiet, quiet, quiet, one, quiet])).toBeCloseTo(surround, 6);
});

test('refuses more channels than it has room for', () => {
  expect(() => meter.start({ sampleRateHz: RATE_HZ, layout: [] })).toThrow(RangeError);
  expect(() => meter.start({ sampleRateHz: RATE_HZ, layout: new Array<undefined>(65).fill(undefined) })).toThrow('65');
});

function measured(channels: Float32Array[], layout: (string | undefined)[], pieceSamples: number) {
  meter.start({ sampleRateHz: RATE_HZ, layout });
  const mono = new Float32Array(channels[0]!.length);
  let filled = 0;
  for (let at = 0; at < channels[0]!.length; at += pieceSamples)
    meter.push(
      channels.map((channel) => channel.subarray(at, at + pieceSamples)),
      (piece) => {
        mono.set(piece, filled);
        filled += piece.length;
      },
    );
  return { mono, filled, result: meter.result() };
}

function noise(seed: number, samples: number, amplitude: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: samples }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return amplitude * (state / 2 ** 31 - 1);
  });
}
