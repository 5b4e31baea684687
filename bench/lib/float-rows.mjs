import { readFileSync, statSync } from 'node:fs';

/**
 * Reads a file of little-endian 32-bit floats, a row after the other.
 * @param {string} path
 * @param {number} dims numbers a row
 * @returns {{rows: Float32Array, count: number}}
 * @throws Error with one sentence that names what is wrong with the file
 */
export function readFloatRows(path, dims) {
  if (!Number.isInteger(dims) || dims < 1)
    throw new Error('--dims takes the numbers a row has: a whole number from 1 on.');
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new Error(`There is no file ${path}.`);
  const bytes = readFileSync(path);
  if (bytes.length === 0) throw new Error(`${path} is empty.`);
  if (bytes.length % (4 * dims) !== 0)
    throw new Error(`${path} has ${bytes.length} bytes, which are no whole number of rows of ${dims} 32-bit floats.`);
  const rows = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const wrong = rows.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new Error(`Row ${Math.floor(wrong / dims)} of ${path} has a value that is not finite.`);
  return { rows, count: rows.length / dims };
}
