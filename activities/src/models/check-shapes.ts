import type { InferenceSession } from 'onnxruntime-node';
import { PermanentError } from '../errors.ts';
import type { FrontEndSpec, ModelManifest, OutputMeaning } from './manifest.ts';

type Metadata = InferenceSession.ValueMetadata;
/** Lengths of the axes of a tensor, a name where any length will do. */
export type Shape = readonly (number | string)[];

/**
 * Whether the inputs and outputs of a file are those of its manifest.
 * @throws PermanentError with a sentence that names the first that is not
 */
export function checkShapes(
  manifest: Pick<ModelManifest, 'name' | 'frontEnd' | 'input' | 'outputs'>,
  { inputMetadata, outputMetadata }: Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>,
): void {
  check(manifest.name, 'input', { name: manifest.input.name, shape: inputShape(manifest), found: inputMetadata });
  for (const [name, meaning] of Object.entries(manifest.outputs))
    check(manifest.name, 'output', { name, shape: outputShape(manifest, meaning), found: outputMetadata });
}

/** The shape of an input of one patch; the batch has any length. */
export function inputShape({ frontEnd, input }: Pick<ModelManifest, 'frontEnd' | 'input'>): Shape {
  const lengths = axisLengths(frontEnd);
  return input.axes.map((axis) => lengths[axis] ?? axis);
}

/** The shape that an output of this meaning must have. */
function outputShape({ frontEnd }: Pick<ModelManifest, 'frontEnd'>, meaning: OutputMeaning): Shape {
  switch (meaning.means) {
    case 'embedding':
      return ['batch', meaning.length];
    case 'tags':
      return ['batch', meaning.labels.length];
    case 'axes':
      return ['batch', meaning.axes.length];
    case 'stems': {
      const { channels, samples } = axisLengths(frontEnd);
      return ['batch', meaning.stems.length, channels ?? 1, samples ?? 'samples'];
    }
  }
}

function axisLengths(spec: FrontEndSpec): Partial<Record<string, number>> {
  if (spec.kind === 'waveform') return { one: 1, channels: spec.channels, samples: spec.patch.samples };
  const { patch, hopSamples, windowSamples, fftSize, edges } = spec;
  if (patch.of === 'frames')
    return { one: 1, bands: spec.melBands, ...(patch.rest === 'keep' ? {} : { frames: patch.frames }) };
  const beyond = { none: 0, zeros: windowSamples, mirrored: fftSize }[edges];
  const frames = 1 + Math.floor((patch.samples + beyond - windowSamples) / hopSamples);
  return { one: 1, bands: spec.melBands, frames };
}

interface Checked {
  name: string;
  shape: Shape;
  found: readonly Metadata[];
}

function check(model: string, kind: 'input' | 'output', { name, shape, found }: Checked): void {
  const remedy = 'Export it as docs/models.md describes, or give a manifest of its own with --manifest.';
  const one = found.find((each) => each.name === name);
  const named = found.map((each) => each.name).join(', ');
  if (one === undefined) {
    throw new PermanentError(`The file of the model ${model} has no ${kind} ${name} (it has ${named}).`, {
      service: 'models',
      remedy,
    });
  }
  if (one.isTensor && one.type === 'float32' && fits(shape, one.shape)) return;
  const actual = one.isTensor ? `${one.type} [${one.shape.join(', ')}]` : 'no tensor';
  throw new PermanentError(
    `The ${kind} ${name} of the model ${model} is ${actual}, but must be float32 [${shape.join(', ')}].`,
    { service: 'models', remedy },
  );
}

/** An axis of any length in the file takes every length; a file without shapes tells nothing against it. */
function fits(wanted: Shape, actual: Shape): boolean {
  if (actual.length === 0) return true;
  return (
    actual.length === wanted.length &&
    wanted.every((length, i) => typeof length === 'string' || typeof actual[i] === 'string' || actual[i] === length)
  );
}
