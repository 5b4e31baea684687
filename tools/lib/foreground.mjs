import { spawn } from 'node:child_process';
import { root } from './places.mjs';
import { toolEnvironment } from './run.mjs';

/**
 * Runs a program in place of this one: it has the terminal, gets the signals, and its exit code is handed on. The channel between
 * the two closes when this process is killed, by which the program knows that it is to stop.
 * @returns {Promise<number>} the exit code
 */
export function runInForeground(command, args, environment) {
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: toolEnvironment(environment),
  });
  // Ctrl-C reaches the program from the terminal itself; this process only has to outlive it.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
