import fc from 'fast-check';
import { readJsonValues } from './json-values.ts';
import { readLines } from './lines.ts';
import type { ExportRecord } from './records.ts';

async function* inChunks(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size)
    yield await Promise.resolve(bytes.subarray(start, start + size));
}

async function all(records: AsyncIterable<ExportRecord>): Promise<ExportRecord[]> {
  const found: ExportRecord[] = [];
  for await (const record of records) found.push(record);
  return found;
}

describe('readLines', () => {
  test.each([1, 3, 7, 1000])('gives lines with their numbers, whatever the chunks (%i bytes)', async (size) => {
    expect(await all(readLines(inChunks('{"a":1}\r\n\n  \n{"b":"é"}\nlast', size)))).toEqual([
      { line: 1, text: '{"a":1}\r' },
      { line: 4, text: '{"b":"é"}' },
      { line: 5, text: 'last' },
    ]);
  });

  test('a line that is too long, and one that is no UTF-8, do not stop their neighbours', async () => {
    const text = Buffer.concat([
      Buffer.from(`${'x'.repeat(1_100_000)}\nfine\n`),
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from('end'),
    ]);
    expect(await all(readLines(inChunks(text, 65_536)))).toEqual([
      { line: 1, problem: 'it is longer than 1 MB' },
      { line: 2, text: 'fine' },
      { line: 3, problem: 'it is not UTF-8 text' },
      { line: 4, text: 'end' },
    ]);
  });
});

describe('readJsonValues', () => {
  test('gives the elements of any array, whatever the chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 2),
        async (values, size, indent) => {
          const records = await all(readJsonValues(inChunks(JSON.stringify(values, null, indent), size), ['*']));
          expect(records.map((record) => ('text' in record ? (JSON.parse(record.text) as unknown) : record))).toEqual(
            JSON.parse(JSON.stringify(values)),
          );
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  test('numbers the lines on which elements begin', async () => {
    const records = await all(readJsonValues(inChunks('\ufeff[\n  {"a":\n1},\n\n {"b":2}\n]\n', 4), ['*']));
    expect(records.map(({ line }) => line)).toEqual([2, 5]);
  });

  test.each([
    ['cut off', '[{"a":1},{"b":', /ends in the middle/],
    ['cut off after an element', '[{"a":1},', /ends in the middle/],
    ['not begun', '{"a":1}', /does not begin/],
    ['followed by more', '[{"a":1}] x', /follows/],
  ])('tells of a list that is %s', async (_, text, message) => {
    await expect(all(readJsonValues(inChunks(text, 5), ['*']))).rejects.toThrow(message);
  });
});
