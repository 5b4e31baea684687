import { createStopwatch, createTrackMeter } from '@sidetrack/analysis';
import { measureSegments } from './measure-segments.ts';

const RATE = 8000;
const sine = (seconds: number, hz: number) =>
  Float32Array.from({ length: seconds * RATE }, (_, i) => 0.4 * Math.sin((2 * Math.PI * hz * i) / RATE));

test('each stretch is measured as if it were a file, wherever the pieces are cut', async () => {
  const meter = createTrackMeter(createStopwatch(() => 0));
  const parts = [sine(5, 440), sine(7, 1500), sine(4, 300)];
  const alone = parts.map((part) => {
    meter.start({ sampleRateHz: RATE, layout: ['FC'] });
    meter.push([part]);
    return meter.finish().features;
  });
  const whole = Float32Array.from(parts.flatMap((part) => Array.from(part)));
  const stretches = [
    { startSeconds: 0, endSeconds: 5, novelty: 0 },
    { startSeconds: 5, endSeconds: 12, novelty: 0.4 },
    { startSeconds: 12, endSeconds: 16.1, novelty: 0.5 },
  ];
  const segments = await measureSegments(streamOf(whole, 16_384), stretches, meter);
  expect(segments.map(({ startSeconds, endSeconds, novelty }) => ({ startSeconds, endSeconds, novelty }))).toEqual(
    stretches,
  );
  segments.forEach(({ values }, index) => {
    expect(values.spectralCentroidHz).toBeCloseTo(alone[index]!.spectralCentroidHz, 3);
    expect(values.rms).toBeCloseTo(alone[index]!.rms, 6);
  });
});

function streamOf(samples: Float32Array, pieceSamples: number) {
  async function* pieces() {
    for (let at = 0; at < samples.length; at += pieceSamples)
      yield await Promise.resolve([samples.subarray(at, at + pieceSamples)]);
  }
  return {
    ...{ sampleRateHz: RATE, channelCount: 1, layout: ['FC'] as const, pieces: pieces() },
    ...{ durationSeconds: () => samples.length / RATE, close: () => Promise.resolve() },
  };
}
