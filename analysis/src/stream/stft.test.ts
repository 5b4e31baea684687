import { Arena } from '../kernels/index.ts';
import { forEachFrame } from '../signal/stft.ts';
import { createStft } from './stft.ts';

const options = { fftSize: 2048, hopSamples: 512 };
const noise = (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(i * i * 1e-4) * 0.5);

test.each([100, 5000, 30_000])('gives the frames of the whole signal for one of %d samples in pieces', (length) => {
  const signal = noise(length);
  const whole: Float32Array[] = [];
  forEachFrame(signal, options, (magnitude) => whole.push(magnitude.slice()));

  const arena = new Arena(1 << 20);
  const stft = createStft(arena, options);
  const streamed: Float32Array[] = [];
  const visit = (block: { pointer: number; bins: number; frames: number; firstFrame: number }) => {
    expect(block.firstFrame).toBe(streamed.length);
    const values = new Float32Array(arena.memory.buffer, block.pointer, block.bins * 8);
    for (let lane = 0; lane < block.frames; lane++)
      streamed.push(Float32Array.from({ length: block.bins }, (_, bin) => values[bin * 8 + lane]!));
  };
  for (let at = 0; at < length; at += 777) stft.push(signal.subarray(at, Math.min(length, at + 777)), visit);
  stft.finish(visit);

  expect(streamed).toHaveLength(whole.length);
  const largest = Math.max(...whole.map((frame) => Math.max(...frame)));
  whole.forEach((frame, index) => {
    const error = Math.max(...frame.map((value, bin) => Math.abs(value - streamed[index]![bin]!)));
    expect(error / largest).toBeLessThan(1e-6);
  });
});
