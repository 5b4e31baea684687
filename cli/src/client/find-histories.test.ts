import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findHistories } from './find-histories.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sidetrack-histories-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), 'x');
  }
}

test('whatever in a folder may be a history, in the order of its path', () => {
  put('b/Streaming_History_Audio_2.json', 'b/Streaming_History_Audio_1.json', 'a.CSV', '.scrobbler.log', 'ReadMe.pdf');
  put('.git/config.json', '__MACOSX/b/._Streaming_History_Audio_1.json', 'b/._Streaming_History_Audio_1.json');
  symlinkSync(folder, join(folder, 'again'));
  expect(findHistories(folder)).toEqual(
    ['.scrobbler.log', 'a.CSV', 'b/Streaming_History_Audio_1.json', 'b/Streaming_History_Audio_2.json'].map((name) => ({
      path: join(folder, name),
      folder,
    })),
  );
});

test('a file that is named is taken whatever its name, and also where it is missing', () => {
  put('history');
  for (const name of ['history', 'missing.json'])
    expect(findHistories(join(folder, name))).toEqual([{ path: join(folder, name), folder: null }]);
});

test('a folder without any is told', () => {
  put('ReadMe.pdf');
  expect(() => findHistories(folder)).toThrow(/holds no file that could be a listening history \(\.json, /);
});
