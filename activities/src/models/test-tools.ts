/**
 * Writes small ONNX files (onnx.proto3, version 17 of its operators) for tests: graphs with the inputs and outputs of large models.
 */

export interface Values {
  name: string;
  shape: (number | string)[];
  /** Without it, floats. */
  type?: 'int64';
}

/** The mean of the input over some axes, times a matrix of `[kept axis][length]` that holds (row + column) / 1000. */
export function meanModel(input: Values, output: Values, { axes, rows }: { axes: number[]; rows: number }): Uint8Array {
  const columns = Number(output.shape.at(-1));
  const weights = Float32Array.from({ length: rows * columns }, (_, i) =>
    matrixValue(Math.floor(i / columns), i % columns),
  );
  return model({
    nodes: [
      node('ReduceMean', [input.name], 'mean', [ints('axes', axes), int('keepdims', 0)]),
      node('MatMul', ['mean', 'weights'], output.name),
    ],
    constants: [tensor('weights', [rows, columns], weights)],
    input,
    output,
  });
}

/** The mean m of whole numbers `[batch][length]`, as a row of m cos(column) + sin(column): another direction for another text. */
export function textModel(input: Values, output: Values): Uint8Array {
  const columns = Number(output.shape.at(-1));
  const weights = Float32Array.from({ length: columns }, (_, column) => Math.cos(column));
  const offsets = Float32Array.from({ length: columns }, (_, column) => Math.sin(column));
  return model({
    nodes: [
      node('Cast', [input.name], 'float', [int('to', 1)]),
      node('ReduceMean', ['float'], 'mean', [ints('axes', [1]), int('keepdims', 1)]),
      node('MatMul', ['mean', 'weights'], 'product'),
      node('Add', ['product', 'offsets'], output.name),
    ],
    constants: [tensor('weights', [1, columns], weights), tensor('offsets', [columns], offsets)],
    input: { ...input, type: 'int64' },
    output,
  });
}

export const matrixValue = (row: number, column: number): number => (row + column) / 1000;

/** Gives the input itself, once for each gain: `[batch][channel][sample]` to `[batch][stem][channel][sample]`. */
export function gainsModel(input: Values, output: Values, gains: readonly number[]): Uint8Array {
  return model({
    nodes: [node('Unsqueeze', [input.name, 'axis'], 'one'), node('Mul', ['one', 'gains'], output.name)],
    constants: [integers('axis', [1]), tensor('gains', [1, gains.length, 1, 1], Float32Array.from(gains))],
    input,
    output,
  });
}

type Part = Uint8Array;

interface Graph {
  nodes: Part[];
  constants: Part[];
  input: Values;
  output: Values;
}

function model({ nodes, constants, input, output }: Graph): Uint8Array {
  const graph = join(
    nodes.map((part) => bytes(1, part)),
    [text(2, 'graph')],
    constants.map((part) => bytes(5, part)),
    [bytes(11, valueInfo(input)), bytes(12, valueInfo(output))],
  );
  return join([varint(1, 8), bytes(7, graph), bytes(8, varint(2, 17))]);
}

function node(op: string, inputs: readonly string[], output: string, attributes: readonly Part[] = []): Part {
  return join(
    inputs.map((name) => text(1, name)),
    [text(2, output), text(3, output), text(4, op)],
    attributes.map((part) => bytes(5, part)),
  );
}

const int = (name: string, value: number): Part => join([text(1, name), varint(3, value), varint(20, 2)]);
const ints = (name: string, values: readonly number[]): Part =>
  join(
    [text(1, name)],
    values.map((value) => varint(8, value)),
    [varint(20, 7)],
  );

function tensor(name: string, dims: readonly number[], values: Float32Array): Part {
  const raw = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return join(
    dims.map((length) => varint(1, length)),
    [varint(2, 1), text(8, name), bytes(9, raw)],
  );
}

function integers(name: string, values: readonly number[]): Part {
  const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return join([varint(1, values.length), varint(2, 7), text(8, name), bytes(9, raw)]);
}

function valueInfo({ name, shape, type }: Values): Part {
  const dims = shape.map((length) => bytes(1, typeof length === 'string' ? text(2, length) : varint(1, length)));
  const tensorType = join([varint(1, type === 'int64' ? 7 : 1), bytes(2, join(dims))]);
  return join([text(1, name), bytes(2, bytes(1, tensorType))]);
}

/** Protocol Buffers: a field of a whole number. */
function varint(field: number, value: number): Part {
  return Uint8Array.from([...varintBytes(field * 8), ...varintBytes(value)]);
}

const text = (field: number, value: string): Part => bytes(field, new TextEncoder().encode(value));

/** Protocol Buffers: a field of bytes, text or another message. */
function bytes(field: number, value: Part): Part {
  return join([Uint8Array.from([...varintBytes(field * 8 + 2), ...varintBytes(value.length)]), value]);
}

function varintBytes(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varintBytes(Math.floor(value / 128))];
}

function join(...lists: readonly (readonly Part[])[]): Part {
  return Uint8Array.from(Buffer.concat(lists.flat()));
}
