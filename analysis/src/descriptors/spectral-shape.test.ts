import { noise, SIGNALS } from '../signal/test-signals.ts';
import { createSpectralShapeMeter } from './spectral-shape.ts';
import { meanOf, SPECTRUM, spectraOf } from './test-tools.ts';

const BIN_HZ = 22050 / 2048;
const random = noise(5);
const signals = {
  song: SIGNALS.song(22050).subarray(0, 70_000),
  tone: SIGNALS.tone(22050).subarray(0, 40_000),
  noise: Float32Array.from({ length: 30_000 }, random),
  'one frame': Float32Array.from({ length: 300 }, random),
};

test.each(Object.entries(signals))('%s has the shape that its definitions say', (_, signal) => {
  const { arena, frames, visitBlocks } = spectraOf(signal);
  const meter = createSpectralShapeMeter(arena, SPECTRUM);
  visitBlocks((block) => meter.add(block));
  const shape = meter.result();
  expect(shape.spectralCentroidHz / meanOf(frames.map(centroidHz))).toBeCloseTo(1, 5);
  expect(shape.spectralBandwidthHz / meanOf(frames.map(bandwidthHz))).toBeCloseTo(1, 5);
  expect(shape.spectralRolloffHz / meanOf(frames.map(rolloffHz))).toBeCloseTo(1, 5);
  expect(shape.spectralFlatness / meanOf(frames.map(flatness))).toBeCloseTo(1, 4);
});

test('silence has no frequency and is flat, as in librosa', () => {
  const { arena, visitBlocks } = spectraOf(new Float32Array(5000));
  const meter = createSpectralShapeMeter(arena, SPECTRUM);
  visitBlocks((block) => meter.add(block));
  const { spectralFlatness, ...frequencies } = meter.result();
  expect(frequencies).toEqual({ spectralCentroidHz: 0, spectralBandwidthHz: 0, spectralRolloffHz: 0 });
  expect(spectralFlatness).toBeCloseTo(1, 5);
});

test('tells the shape of the last block, and after a reset that of the next track alone', () => {
  const { arena, frames, visitBlocks } = spectraOf(signals.song);
  const meter = createSpectralShapeMeter(arena, SPECTRUM);
  visitBlocks((block) => {
    meter.add(block);
    const inBlock = frames.slice(block.firstFrame, block.firstFrame + block.frames);
    expect(meter.latest.spectralCentroidHz / meanOf(inBlock.map(centroidHz))).toBeCloseTo(1, 5);
  });
  const first = meter.result();
  meter.reset();
  visitBlocks((block) => meter.add(block));
  expect(meter.result()).toEqual(first);
});

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function centroidHz(frame: Float64Array): number {
  return (sum(frame.map((value, bin) => value * bin)) / sum(frame)) * BIN_HZ;
}

function bandwidthHz(frame: Float64Array): number {
  const centre = centroidHz(frame) / BIN_HZ;
  return Math.sqrt(sum(frame.map((value, bin) => value * (bin - centre) ** 2)) / sum(frame)) * BIN_HZ;
}

function rolloffHz(frame: Float64Array): number {
  let left = 0.85 * sum(frame);
  return frame.findIndex((value) => (left -= value) <= 0) * BIN_HZ;
}

function flatness(frame: Float64Array): number {
  const power = frame.map((value) => Math.max(1e-10, value * value));
  return Math.exp(sum(power.map((value) => Math.log(value))) / power.length) / (sum(power) / power.length);
}
