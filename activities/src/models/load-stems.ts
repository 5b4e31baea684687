import { PermanentError } from '../errors.ts';
import type { FoundModel } from './find-models.ts';
import { findModels } from './find-models.ts';
import type { FrontEnd, Patch } from './front-ends/front-end.ts';
import { createFrontEnd } from './front-ends/front-end.ts';
import type { ChannelResampler } from './channel-resamplers.ts';
import { createChannelResamplers } from './channel-resamplers.ts';
import { inputTensor } from './input-tensor.ts';
import type { ModelManifest } from './manifest.ts';
import type { ModelOptions } from './open-model.ts';
import { openModel } from './open-model.ts';
import type { StemLevelMeter, StemLevels } from './stem-levels.ts';
import { createStemLevels } from './stem-levels.ts';

export interface StemRun {
  /** @param channels at the track's rate, one array a channel; the first two are heard, a single one on both sides */
  push(channels: readonly Float32Array[]): Promise<void>;
  finish(): Promise<StemLevels>;
}

/** A model that separates a mix (Demucs). */
export interface StemModel {
  readonly name: string;
  readonly sha256: string;
  /** Begins a track; one at a time. */
  start(sampleRateHz: number): StemRun;
}

/** The installed model that separates stems, the first by name; undefined where there is none. */
export async function findStemModel(modelsDir?: string): Promise<FoundModel | undefined> {
  const models = await findModels(modelsDir);
  return models.find(({ manifest }) => Object.values(manifest.outputs).some(({ means }) => means === 'stems'));
}

/**
 * Loads the installed model that separates stems.
 * @throws PermanentError when none is installed, or it cannot be used
 */
export async function loadStems(options: ModelOptions = {}): Promise<StemModel> {
  const found = await findStemModel(options.modelsDir);
  if (found === undefined) {
    throw new PermanentError('No model that separates stems is installed.', {
      service: 'models',
      remedy: 'Add one with `sidetrack models add demucs FILE`, or take SIDETRACK_STEMS away.',
    });
  }
  const model = await openModel(found.manifest.name, options);
  const { manifest } = model;
  const { frontEnd } = manifest;
  const channelCount = frontEnd.kind === 'waveform' ? frontEnd.channels : 1;
  const { output, stems } = stemsOutput(manifest);
  const cutter = createFrontEnd(frontEnd);
  const levels = createStemLevels(stems, { channelCount, sampleRateHz: frontEnd.sampleRateHz });
  const resamplers = createChannelResamplers(channelCount, frontEnd.sampleRateHz);

  async function separate({ values, length }: Patch): Promise<Float32Array> {
    const results = await model.session.run({ [manifest.input.name]: inputTensor(model, [{ values, length }]) });
    const data = results[output]?.data;
    if (data instanceof Float32Array) return data;
    throw new TypeError(`The model has no output ${output} of 32-bit floats.`);
  }
  return {
    name: manifest.name,
    sha256: manifest.sha256,
    start(sampleRateHz) {
      cutter.reset();
      levels.start();
      return startRun({ cutter, levels, separate, resample: resamplers(sampleRateHz) });
    },
  };
}

interface Running {
  cutter: FrontEnd;
  levels: StemLevelMeter;
  /** `[stem][channel][sample]` of a window. */
  separate: (window: Patch) => Promise<Float32Array>;
  resample: ChannelResampler;
}

function startRun({ cutter, levels, separate, resample }: Running): StemRun {
  let waiting: Patch[] = [];
  const take = (patch: Patch): void => void waiting.push(patch);
  let taken = 0;
  let separated = 0;

  function cut(channels: readonly Float32Array[]): void {
    taken += channels[0]!.length;
    cutter.push(channels, take);
  }
  /** What a last window was filled up with is not measured. */
  async function run(): Promise<void> {
    for (const window of waiting) {
      const samples = Math.min(window.length, taken - separated);
      separated += samples;
      levels.push(await separate(window), samples);
    }
    waiting = [];
  }
  return {
    async push(channels) {
      cut(resample.push(channels));
      await run();
    },
    async finish() {
      cut(resample.finish());
      cutter.finish(take);
      await run();
      return levels.result();
    },
  };
}

function stemsOutput({ outputs }: ModelManifest): { output: string; stems: readonly string[] } {
  for (const [output, meaning] of Object.entries(outputs)) {
    if (meaning.means === 'stems') return { output, stems: meaning.stems };
  }
  throw new RangeError('No output of stems.');
}
