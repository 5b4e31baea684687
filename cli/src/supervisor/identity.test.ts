import { spawn } from 'node:child_process';
import { identify, isRunning } from './identity.ts';

describe('the identity of a process', () => {
  test('is kept while it runs, and gone when it has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const identity = identify(child.pid!)!;
    expect(identity.pid).toBe(child.pid);
    expect(isRunning(identity)).toBe(true);
    child.kill('SIGKILL');
    await new Promise((done) => child.once('exit', done));
    expect(isRunning(identity)).toBe(false);
    expect(identify(child.pid!)).toBeNull();
  });

  test('is not that of another process with the same id', () => {
    const self = identify(process.pid)!;
    expect(isRunning(self)).toBe(true);
    expect(isRunning({ ...self, started: 'another time' })).toBe(false);
  });
});
