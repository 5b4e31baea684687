import type { Arena } from '../kernels/index.ts';
import { loadKernel } from '../kernels/index.ts';
import type { Speakers } from './channel-weights.ts';
import { channelWeights } from './channel-weights.ts';
import { integratedLoudness, loudnessRange, STEPS_A_SECOND } from './gates.ts';
import { kWeighting } from './k-weighting.ts';

/** Samples a channel that are taken at once: two channels and their mean stay in the cache. */
const CHUNK = 4096;
const MOST_CHANNELS = 64;
/** Six values of the filters' memory and the energy, for two channels. */
const STATE_DOUBLES = 14;
const COEFFICIENTS = 7;

export interface ChannelFormat {
  sampleRateHz: number;
  /** One entry a channel. */
  layout: Speakers;
}

export interface ChannelMeasures {
  /** Integrated loudness (ITU-R BS.1770-4); null for audio that never exceeds the absolute gate (-70 LUFS). */
  loudnessLufs: number | null;
  /** Loudness range (EBU Tech 3342); null where no 3 s are louder than the gate. */
  loudnessRangeLu: number | null;
  /**
   * Energy of the side signal (L - R) of the first two channels over that of side and mid together: 0 for mono, 0.5 for unrelated
   * channels, 1 for channels in opposite phase.
   */
  stereoWidth: number;
}

export interface ChannelMeter {
  /**
   * Begins a track.
   * @throws RangeError for more than 64 channels or none
   */
  start(format: ChannelFormat): void;
  /**
   * @param channels one array a channel, all of one length, any
   * @param visit gets the mean of all channels, up to 4,096 samples at a time; the view is valid until it returns
   */
  push(channels: readonly Float32Array[], visit: (mono: Float32Array) => void): void;
  result(): ChannelMeasures;
}

interface Functions {
  addWeighted(left: number, right: number, samples: number, coefficients: number, state: number): void;
  addMidSide(left: number, right: number, samples: number, energies: number): void;
  mix(channel: number, isFirst: boolean, scale: number, samples: number, target: number): void;
}

/**
 * What is measured of the channels at their own rate, and their mono mix, in one pass over pieces of any length. Memory
 * grows by 80 bytes a second only.
 */
export function createChannelMeter(arena: Arena): ChannelMeter {
  const kernel = loadKernel('loudness', arena) as Functions;
  const inputs = [arena.floats(CHUNK), arena.floats(CHUNK)] as const;
  const mono = arena.floats(CHUNK);
  const coefficients = arena.doubles(COEFFICIENTS);
  const states = arena.doubles((MOST_CHANNELS / 2) * STATE_DOUBLES);
  const midSide = arena.doubles(2);
  let weights: number[] = [];
  let sampleRateHz = 0;
  let powers = new Float64Array(1024);
  let steps = 0;
  let seen = 0;

  const stepEnd = (step: number) => Math.round(((step + 1) * sampleRateHz) / STEPS_A_SECOND);

  /** K-weights two channels of a chunk; `energies` gets what they add to each step that the chunk touches. */
  function weigh(pair: number, samples: number): void {
    const state = pair * STATE_DOUBLES;
    const [left, right] = inputs;
    let step = steps;
    for (let at = 0; at < samples;) {
      const end = Math.min(samples, stepEnd(step) - seen);
      const pointer = states.pointer + state * 8;
      kernel.addWeighted(left.pointer + at * 4, right.pointer + at * 4, end - at, coefficients.pointer, pointer);
      for (let lane = 0; lane < 2; lane++) {
        const energy = state + 12 + lane;
        powers[step]! += states.values[energy]! * (weights[pair * 2 + lane] ?? 0);
        states.values[energy] = 0;
      }
      at = end;
      step++;
    }
  }

  /** Channels are taken in pairs: both filters work on two at once. */
  function takePair(pair: number, channels: readonly Float32Array[], from: number, to: number): void {
    const samples = to - from;
    inputs.forEach(({ pointer, values }, lane) => {
      const channel = channels[pair * 2 + lane];
      if (!channel) {
        values.fill(0, 0, samples);
        return;
      }
      values.set(channel.subarray(from, to));
      values.fill(0, samples, Math.ceil(samples / 4) * 4);
      const isLast = pair * 2 + lane === channels.length - 1;
      kernel.mix(pointer, pair + lane === 0, isLast ? 1 / channels.length : 1, samples, mono.pointer);
    });
    if (pair === 0 && channels.length > 1)
      kernel.addMidSide(inputs[0].pointer, inputs[1].pointer, samples, midSide.pointer);
    weigh(pair, samples);
  }

  return {
    start(format) {
      if (format.layout.length === 0 || format.layout.length > MOST_CHANNELS)
        throw new RangeError(`Audio of ${format.layout.length} channels is not measured: 1 to ${MOST_CHANNELS} are.`);
      weights = channelWeights(format.layout);
      sampleRateHz = format.sampleRateHz;
      coefficients.values.set(kWeighting(sampleRateHz));
      states.values.fill(0);
      midSide.values.fill(0);
      powers.fill(0);
      steps = 0;
      seen = 0;
    },
    push(channels, visit) {
      const length = channels[0]?.length ?? 0;
      for (let from = 0; from < length; from += CHUNK) {
        const to = Math.min(length, from + CHUNK);
        const lastStep = Math.floor(((seen + to - from) * STEPS_A_SECOND) / sampleRateHz) + 1;
        if (lastStep >= powers.length) powers = doubled(powers);
        for (let pair = 0; pair * 2 < channels.length; pair++) takePair(pair, channels, from, to);
        seen += to - from;
        while (stepEnd(steps) <= seen) steps++;
        visit(mono.values.subarray(0, to - from));
      }
    },
    result() {
      const whole = powers.subarray(0, steps).map((energy, i) => energy / (stepEnd(i) - stepEnd(i - 1)));
      const [mid, side] = midSide.values as unknown as [number, number];
      return {
        loudnessLufs: integratedLoudness(whole),
        loudnessRangeLu: loudnessRange(whole),
        stereoWidth: mid + side > 0 ? side / (mid + side) : 0,
      };
    },
  };
}

function doubled(values: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}
