import { readLines } from '../lines.ts';
import type { TextRecord } from '../records.ts';
import type { Head } from './format.ts';

/** The first lines of a head, `most` of them; not the one in whose middle it ends. */
export async function headLines({ bytes, isWhole }: Head, most: number): Promise<TextRecord[]> {
  const lines: TextRecord[] = [];
  for await (const record of readLines(single(bytes))) {
    if ('text' in record) lines.push(record);
    if (lines.length >= most) return lines;
  }
  return isWhole ? lines : lines.slice(0, -1);
}

async function* single(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}
