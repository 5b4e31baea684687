/** Reads what PostgreSQL's `…_send` functions packed into bytes: far cheaper than a row, or an element of an array, each. */

const MICROSECONDS_OF_2000 = 946_684_800_000_000;
const HIGH = 2 ** 32;

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The instants of `timestamptz_send`s in microseconds since 1970; exact until the year 2255. */
export function instantsOf(bytes: Uint8Array): Float64Array {
  const view = viewOf(bytes);
  const instants = new Float64Array(bytes.byteLength / 8);
  for (let i = 0; i < instants.length; i++)
    instants[i] = view.getInt32(8 * i) * HIGH + view.getUint32(8 * i + 4) + MICROSECONDS_OF_2000;
  return instants;
}

export function int32sOf(bytes: Uint8Array): Int32Array {
  const view = viewOf(bytes);
  return Int32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getInt32(4 * i));
}

const ARRAY_HEADER = 20;

/** How many elements the real[] has that `array_send` packed. */
export function realCount(bytes: Uint8Array): number {
  return Math.max(0, (bytes.byteLength - ARRAY_HEADER) / 8);
}

/** Reads an `array_send` of a real[] of one dimension without nulls into `target`, from `at` on. */
export function readReals(bytes: Uint8Array, target: Float32Array, at = 0): void {
  const view = viewOf(bytes);
  const count = realCount(bytes);
  // Each element is its length, always 4, and its value.
  for (let i = 0; i < count; i++) target[at + i] = view.getFloat32(ARRAY_HEADER + 8 * i + 4);
}

export function realsOf(bytes: Uint8Array): Float32Array {
  const values = new Float32Array(realCount(bytes));
  readReals(bytes, values);
  return values;
}

/** As PostgreSQL writes a real[]. */
export function realsText(values: Float32Array): string {
  return `{${values.join(',')}}`;
}
