import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { readZip } from '@sidetrack/test';
import type { ZippedFile } from './zip-stream.ts';
import { zipOf } from './zip-stream.ts';

const at = new Date('2026-11-18T20:30:00Z');

async function* listOf(files: readonly ZippedFile[]): AsyncGenerator<ZippedFile> {
  for (const file of files) yield await Promise.resolve(file);
}

const fileOf = (name: string, ...pieces: string[]): ZippedFile => ({
  name,
  async *content() {
    for (const piece of pieces) yield await Promise.resolve(Buffer.from(piece));
  },
});

test('another program reads the files that were written, by pieces, with names beyond ASCII and empty ones', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sidetrack-zip-'));
  const path = join(folder, 'x.zip');
  const files = [fileOf('README.md', 'Hello, ', 'world'), fileOf('björk/ø.jsonl', '{}\n'), fileOf('empty.csv')];
  await writeFile(path, await buffer(zipOf(listOf(files), at)));
  expect([...(await readZip(path))]).toEqual([
    ['README.md', 'Hello, world'],
    ['björk/ø.jsonl', '{}\n'],
    ['empty.csv', ''],
  ]);
  await rm(folder, { recursive: true });
});

test('nothing is read ahead of what is taken: a file is opened when the one before it was written', async () => {
  const opened: string[] = [];
  const noted = (name: string): ZippedFile => ({
    name,
    async *content() {
      opened.push(name);
      for (let piece = 0; piece < 50; piece += 1) yield await Promise.resolve(Buffer.alloc(65_536, piece));
    },
  });
  const pieces = zipOf(listOf([noted('a'), noted('b')]), at);
  await pieces.next();
  await pieces.next();
  expect(opened).toEqual(['a']);
  await pieces.return(undefined);
});

test('content that fails makes the archive fail', async () => {
  const broken: ZippedFile = {
    name: 'a',
    async *content() {
      yield await Promise.resolve(Buffer.from('x'));
      throw new Error('the database is gone');
    },
  };
  await expect(buffer(zipOf(listOf([broken]), at))).rejects.toThrow('the database is gone');
});
