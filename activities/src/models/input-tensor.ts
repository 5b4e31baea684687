import type { Tensor } from 'onnxruntime-node';
import type { Patch } from './front-ends/front-end.ts';
import type { OpenedModel } from './open-model.ts';

/** Patches of one length as the input that the manifest describes. */
export function inputTensor(
  { manifest: { frontEnd, input }, Tensor }: Pick<OpenedModel, 'manifest' | 'Tensor'>,
  patches: readonly Patch[],
): Tensor {
  const [first] = patches;
  const { length: size } = first!.values;
  const width = frontEnd.kind === 'log-mel' ? frontEnd.melBands : frontEnd.channels;
  const bandsFirst = input.axes.indexOf('bands') < input.axes.indexOf('frames');
  const values = new Float32Array(patches.length * size);
  patches.forEach((patch, i) => {
    const target = values.subarray(i * size, (i + 1) * size);
    if (frontEnd.kind === 'log-mel' && bandsFirst) transposeInto(target, patch.values, width);
    else target.set(patch.values);
  });
  const { length } = first!;
  const lengths = { batch: patches.length, one: 1, frames: length, samples: length, bands: width, channels: width };
  const dims = input.axes.map((axis) => lengths[axis]);
  return new Tensor('float32', values, dims);
}

/** `[row][column]` to `[column][row]`. */
function transposeInto(target: Float32Array, values: Float32Array, columns: number): void {
  const rows = values.length / columns;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) target[column * rows + row] = values[row * columns + column]!;
}
