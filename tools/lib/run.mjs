import { spawn } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { binDir, logsDir, root } from './places.mjs';

/** What a step throws: one sentence that says what to do, and the log that tells more. */
export class SetupError extends Error {
  constructor(message, log) {
    super(log ? `${message} The full story: ${log}` : message);
    this.name = 'SetupError';
  }
}

/** The environment of everything that is started: the packages' own programs (Node 24 among them) come first. */
export function toolEnvironment(extra = {}) {
  return { ...process.env, PATH: [binDir, process.env.PATH ?? ''].join(delimiter), ...extra };
}

/**
 * Runs a program with its output in a log file of the cache.
 * @returns {Promise<{code: number|null, log: string, output: string}>} output: the last 20,000 characters
 */
export function runLogged(name, command, args, { cwd = root, env = toolEnvironment(), onOutput, timeoutSeconds } = {}) {
  mkdirSync(logsDir, { recursive: true });
  const log = join(logsDir, `${name}.log`);
  const file = createWriteStream(log);
  file.write(`$ ${command} ${args.join(' ')}\n`);
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = timeoutSeconds && setTimeout(() => child.kill('SIGKILL'), timeoutSeconds * 1000);
    let output = '';
    const take = (chunk) => {
      file.write(chunk);
      output = (output + chunk).slice(-20_000);
      onOutput?.(String(chunk));
    };
    const end = (code) => {
      clearTimeout(timer);
      file.end(() => done({ code, log, output }));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', (error) => {
      take(`${error.message}\n`);
      end(127);
    });
    child.on('close', end);
  });
}

/** Runs a program and throws `SetupError` with this remedy when it fails. */
export async function mustRun(name, command, args, remedy, options) {
  const result = await runLogged(name, command, args, options);
  if (result.code !== 0) throw new SetupError(remedy, result.log);
  return result;
}

/** The path of a program on PATH, or undefined. */
export function which(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    if (folder && existsSync(path)) return path;
  }
  return undefined;
}
