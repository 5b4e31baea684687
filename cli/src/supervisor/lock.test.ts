import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AlreadyRunningError } from '../errors.ts';
import { identify } from './identity.ts';
import { lockDataDir, lockHolder } from './lock.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'sidetrack-lock-'));

describe('the lock of a data folder', () => {
  test('keeps a second one out, says who holds it, and is given back', () => {
    const dir = folder();
    const release = lockDataDir(dir);
    expect(lockHolder(dir)).toEqual(identify(process.pid));
    expect(() => lockDataDir(dir)).toThrow(AlreadyRunningError);
    expect(() => lockDataDir(dir)).toThrow(/--data/);
    release();
    expect(lockHolder(dir)).toBeNull();
    lockDataDir(dir)();
  });

  test.each([
    ['of a process that is gone', JSON.stringify({ pid: 2 ** 22 + 7, started: 'long ago' })],
    ['of an earlier process with the same id', JSON.stringify({ pid: process.pid, started: 'long ago' })],
    ['that a crash left half written', '{"pid":'],
  ])('a lock %s is taken over', (_, left) => {
    const dir = folder();
    writeFileSync(join(dir, 'lock'), left);
    const release = lockDataDir(dir);
    expect(JSON.parse(readFileSync(join(dir, 'lock'), 'utf8'))).toEqual(identify(process.pid));
    release();
    expect(existsSync(join(dir, 'lock'))).toBe(false);
  });

  test('is not given back by one who has lost it', () => {
    const dir = folder();
    const release = lockDataDir(dir);
    writeFileSync(join(dir, 'lock'), JSON.stringify({ pid: 1, started: 'taken over' }));
    release();
    expect(existsSync(join(dir, 'lock'))).toBe(true);
  });
});
