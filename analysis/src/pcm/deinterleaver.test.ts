import { Arena } from '../kernels/index.ts';
import { createDeinterleaver } from './deinterleaver.ts';

test.each([1, 2, 3, 6, 8])('%i channels come out as they went in', (channelCount) => {
  const deinterleaver = createDeinterleaver(new Arena(2 ** 16), { channelCount, frames: 64 });
  const value = (frame: number, channel: number) => frame + channel / 16;
  for (const frames of [64, 61]) {
    const samples = Float32Array.from({ length: frames * channelCount }, (_, i) =>
      value(Math.floor(i / channelCount), i % channelCount),
    );
    deinterleaver.input.set(new Uint8Array(samples.buffer));
    deinterleaver.run(frames);
    for (const [channel, values] of deinterleaver.channels.entries())
      expect([...values.subarray(0, frames)]).toEqual(Array.from({ length: frames }, (_, i) => value(i, channel)));
  }
});
