import type { InferenceSession } from 'onnxruntime-node';
import { PermanentError } from '../errors.ts';
import { inputShape, type Shape } from './check-shapes.ts';
import type { KnownModel } from './known-models.ts';
import type { ModelManifest, OutputMeaning } from './manifest.ts';
import type { OpenedModel } from './open-model.ts';

type Metadata = InferenceSession.ValueMetadata;

/** What of a manifest the file of a known model decides. */
export type Bound = Pick<ModelManifest, 'input' | 'outputs'>;

/**
 * Finds the input and the output of a known model in a file by their shapes, whatever they are called in it. One patch of silence is run, since
 * files may leave the lengths of axes open.
 * @throws PermanentError with a sentence when the file has none of that shape, or does not take such a patch
 */
export async function bindKnown(
  name: string,
  known: KnownModel,
  { session, Tensor }: Pick<OpenedModel, 'session' | 'Tensor'>,
): Promise<Bound> {
  const { inputMetadata } = session;
  const wanted = inputShape({ frontEnd: known.frontEnd, input: { name: '', axes: known.axes } });
  const [input] = inputMetadata;
  if (inputMetadata.length !== 1 || input === undefined || !takes(input, wanted))
    throw misfit(name, `one input of the shape ${shapeText(wanted)}`, inputMetadata.map(metadataText));
  const { frontEnd } = known;
  const lengths = wanted.map((length) =>
    typeof length === 'number' ? length : length === 'batch' ? 1 : framesOf(frontEnd),
  );
  const silence = new Tensor('float32', new Float32Array(lengths.reduce((all, length) => all * length, 1)), lengths);
  const results = await session.run({ [input.name]: silence }).catch((cause: unknown) => {
    throw misfit(name, `an input of the shape ${shapeText(wanted)}`, [metadataText(input)], cause);
  });
  const outputs = Object.entries(results);
  for (const { shape, meaning } of meanings(known)) {
    const output = outputs.find(([, { type, dims }]) => type === 'float32' && isShape(dims, shape));
    if (output !== undefined)
      return { input: { name: input.name, axes: [...known.axes] }, outputs: { [output[0]]: meaning } };
  }
  const shapes = meanings(known).map(({ shape }) => shapeText(shape));
  const found = outputs.map(([output, { type, dims }]) => `${output} ${type} ${shapeText(dims)}`);
  throw misfit(name, `an output of the shape ${shapes.join(' or ')}`, found);
}

function framesOf(frontEnd: KnownModel['frontEnd']): number {
  return frontEnd.kind === 'log-mel' && frontEnd.patch.of === 'frames' ? frontEnd.patch.frames : 1;
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

/** An axis whose length is open in the file takes any length. */
function takes(metadata: Metadata, wanted: Shape): boolean {
  if (!metadata.isTensor || metadata.type !== 'float32' || metadata.shape.length !== wanted.length) return false;
  const { shape } = metadata;
  return wanted.every((length, i) => typeof length === 'string' || typeof shape[i] === 'string' || shape[i] === length);
}

function isShape(dims: readonly number[], wanted: Shape): boolean {
  return dims.length === wanted.length && wanted.every((length, i) => typeof length === 'string' || dims[i] === length);
}

function metadataText(metadata: Metadata): string {
  return metadata.isTensor ? `${metadata.name} ${metadata.type} ${shapeText(metadata.shape)}` : metadata.name;
}

function misfit(name: string, wanted: string, found: readonly string[], cause?: unknown): PermanentError {
  return new PermanentError(`This file is not ${name}: that has ${wanted}, and the file has ${found.join(', ')}.`, {
    service: 'models',
    remedy: 'Export it as docs/models.md describes, or describe it yourself with --manifest.',
    cause,
  });
}

const shapeText = (shape: Shape): string => `[${shape.join(', ')}]`;
