import type { WaveformFrontEnd } from '../manifest.ts';
import { fillUp } from './fill-up.ts';
import type { FrontEnd, TakePatch } from './front-end.ts';

type WindowsCut = WaveformFrontEnd['patch'] & { leadSamples?: number };

/** The samples themselves, cut into windows. */
export function createWindowCutter(
  { samples, hopSamples, short, rest, leadSamples = 0 }: WindowsCut,
  channelCount: 1 | 2,
): FrontEnd {
  const window = Array.from({ length: channelCount }, () => new Float32Array(samples));
  let held = leadSamples;
  let fresh = 0;
  let windows = 0;

  function emit(take: TakePatch): void {
    windows++;
    const values = new Float32Array(channelCount * samples);
    window.forEach((channel, i) => values.set(channel, i * samples));
    take({ values, length: samples });
  }
  function reset(): void {
    for (const channel of window) channel.fill(0);
    held = leadSamples;
    fresh = windows = 0;
  }
  return {
    push(channels, take) {
      const { length } = channels[0]!;
      for (let at = 0; at < length;) {
        const count = Math.min(length - at, samples - held);
        window.forEach((target, i) => target.set(channels[i]!.subarray(at, at + count), held));
        at += count;
        held += count;
        fresh += count;
        if (held < samples) continue;
        emit(take);
        for (const channel of window) channel.copyWithin(0, hopSamples);
        held = samples - hopSamples;
        fresh = 0;
      }
    },
    finish(take) {
      if (windows === 0 || (rest === 'fill' && fresh > 0)) {
        for (const channel of window) fillUp(channel, held, windows === 0 ? short : 'silence');
        emit(take);
      }
      reset();
    },
    reset,
  };
}
