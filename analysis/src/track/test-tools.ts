import { createStopwatch } from './stopwatch.ts';
import type { MeasuredTrack } from './track-meter.ts';
import { createTrackMeter } from './track-meter.ts';

const meter = createTrackMeter(createStopwatch(() => 0));

/** Measures a whole signal, cut into pieces of this many samples. */
export function measureWhole(
  channels: readonly Float32Array[],
  { sampleRateHz = 22_050, pieceSamples = 16_384 }: { sampleRateHz?: number; pieceSamples?: number | undefined } = {},
): MeasuredTrack {
  const layout = channels.length === 1 ? (['FC'] as const) : (['FL', 'FR'] as const);
  meter.start({ sampleRateHz, layout });
  for (let at = 0; at < channels[0]!.length; at += pieceSamples)
    meter.push(channels.map((channel) => channel.subarray(at, at + pieceSamples)));
  return meter.finish();
}
