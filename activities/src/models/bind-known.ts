import type { InferenceSession } from 'onnxruntime-node';
import { PermanentError } from '../errors.ts';
import { inputShape, type Shape } from './check-shapes.ts';
import type { KnownModel } from './known-models.ts';
import type { ModelManifest, OutputMeaning } from './manifest.ts';

type Metadata = InferenceSession.ValueMetadata;

/** What of a manifest the file of a known model decides. */
export type Bound = Pick<ModelManifest, 'input' | 'outputs'>;

/**
 * Finds the input and the output of a known model in a file by their shapes, whatever they are called in it.
 * @throws PermanentError with a sentence when the file has none of that shape
 */
export function bindKnown(
  name: string,
  known: KnownModel,
  { inputMetadata, outputMetadata }: Pick<InferenceSession, 'inputMetadata' | 'outputMetadata'>,
): Bound {
  const wanted = inputShape({ frontEnd: known.frontEnd, input: { name: '', axes: known.axes } });
  const input = inputMetadata.find((each) => inputMetadata.length === 1 && hasShape(each, wanted));
  if (input === undefined) throw misfit(name, `one input of the shape ${shapeText(wanted)}`, inputMetadata);
  const candidates = meanings(known);
  for (const { shape, meaning } of candidates) {
    const output = outputMetadata.find((each) => hasShape(each, shape));
    if (output !== undefined)
      return { input: { name: input.name, axes: known.axes }, outputs: { [output.name]: meaning } };
  }
  const shapes = candidates.map(({ shape }) => shapeText(shape)).join(' or ');
  throw misfit(name, `an output of the shape ${shapes}`, outputMetadata);
}

function meanings({ output, frontEnd }: KnownModel): { shape: Shape; meaning: OutputMeaning }[] {
  switch (output.means) {
    case 'embedding':
      return output.lengths.map((length) => ({ shape: ['batch', length], meaning: { means: 'embedding', length } }));
    case 'axes':
      return [{ shape: ['batch', output.axes.length], meaning: { ...output, axes: [...output.axes] } }];
    case 'stems': {
      const samples = frontEnd.kind === 'waveform' ? frontEnd.patch.samples : 'samples';
      const channels = frontEnd.kind === 'waveform' ? frontEnd.channels : 1;
      return [
        { shape: ['batch', output.stems.length, channels, samples], meaning: { ...output, stems: [...output.stems] } },
      ];
    }
  }
}

/** Lengths must be told by the file: an axis that takes any length says nothing about what a model is. */
function hasShape(metadata: Metadata, wanted: Shape): boolean {
  if (!metadata.isTensor || metadata.type !== 'float32' || metadata.shape.length !== wanted.length) return false;
  const { shape } = metadata;
  return wanted.every((length, i) => typeof length === 'string' || shape[i] === length);
}

function misfit(name: string, wanted: string, found: readonly Metadata[]): PermanentError {
  const list = found.map((each) => `${each.name} ${each.isTensor ? `${each.type} ${shapeText(each.shape)}` : ''}`);
  return new PermanentError(`This file is not ${name}: that has ${wanted}, and the file has ${list.join(', ')}.`, {
    service: 'models',
    remedy: 'Export it as docs/models.md describes, or describe it yourself with --manifest.',
  });
}

const shapeText = (shape: Shape): string => `[${shape.join(', ')}]`;
