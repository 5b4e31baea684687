import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../errors.ts';
import { makeDataFolder } from './make-folder.ts';

const parent = mkdtempSync(join(tmpdir(), 'sidetrack-folder-'));

test('a data folder is made with those above it, and taken away again while it is empty', () => {
  const undo = makeDataFolder(join(parent, 'a', 'b', 'main'));
  expect(existsSync(join(parent, 'a', 'b', 'main'))).toBe(true);
  undo();
  expect(existsSync(join(parent, 'a'))).toBe(false);
  expect(existsSync(parent)).toBe(true);
});

test('what was there before, or holds something by now, stays', () => {
  const undo = makeDataFolder(join(parent, 'c', 'main'));
  makeDataFolder(join(parent, 'c', 'main'))();
  expect(existsSync(join(parent, 'c', 'main'))).toBe(true);
  writeFileSync(join(parent, 'c', 'file'), '');
  undo();
  expect(existsSync(join(parent, 'c', 'file'))).toBe(true);
});

test('a file in the way is told', () => {
  const file = join(parent, 'file');
  writeFileSync(file, '');
  expect(() => makeDataFolder(join(file, 'main'), file)).toThrow(CliError);
  expect(() => makeDataFolder(join(file, 'main'), file)).toThrow(
    `The data folder ${file} cannot be made (ENOTDIR): choose another with --data.`,
  );
});

const asRoot = process.getuid?.() === 0;
(asRoot ? test.skip : test)('a folder that may not be written is told', () => {
  const closed = mkdtempSync(join(tmpdir(), 'sidetrack-closed-'));
  chmodSync(closed, 0o500);
  expect(() => makeDataFolder(join(closed, 'main'))).toThrow(/\(EACCES\): choose another with --data\.$/);
});

const hasProc = existsSync('/proc/self');
(hasProc ? test : test.skip)(
  'a place where nothing can ever be made is refused, and does not hang',
  () => {
    const folder = join(import.meta.dirname, 'make-folder.ts');
    const script = `import(${JSON.stringify(folder)}).then(({ makeDataFolder }) => makeDataFolder('/proc/foo/main')).catch(({ message }) => console.log(message))`;
    const { stdout, signal } = spawnSync(process.execPath, ['--eval', script], { encoding: 'utf8', timeout: 20_000 });
    expect(signal).toBeNull();
    expect(stdout).toMatch(
      /^The data folder \/proc\/foo\/main cannot be made \(E[A-Z]+\): choose another with --data\.$/m,
    );
  },
  30_000,
);
