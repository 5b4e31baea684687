import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A program that runs until it is stopped. */
export interface Child {
  name: string;
  pid: number;
  /** Set once it has ended. */
  ended: { code: number | null; signal: NodeJS.Signals | null } | null;
  /** Ends it and waits until it is gone; after five seconds by force. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** The end of what it wrote. */
  lastWords(): string;
}

/** Starts a program with its output in a file. It gets a pipe as its standard input, which closes when this process is gone. */
export function startChild(name: string, command: readonly string[], log: string, env: NodeJS.ProcessEnv = {}): Child {
  const file = openSync(log, 'a');
  const [program = '', ...args] = command;
  const child = spawn(program, args, {
    stdio: ['pipe', file, file],
    env: { ...process.env, ...env, SIDETRACK_END_WITH_STDIN: '1' },
  });
  closeSync(file);
  child.stdin?.on('error', () => undefined);
  const handle: Child = {
    name,
    pid: child.pid ?? 0,
    ended: null,
    stop: (signal = 'SIGTERM') => stop(child, gone, signal, program === 'nsenter'),
    lastWords: () => readFileSync(log, 'utf8').slice(-2000),
  };
  const gone = new Promise<void>((done) => {
    child.once('error', () => {
      handle.ended ??= { code: 127, signal: null };
      done();
    });
    child.once('exit', (code, signal) => {
      handle.ended ??= { code, signal };
      done();
    });
  });
  return handle;
}

async function stop(child: ChildProcess, gone: Promise<void>, signal: NodeJS.Signals, wrapped: boolean): Promise<void> {
  const send = (which: NodeJS.Signals): void => {
    // nsenter hands no signal on, and ends with its child.
    for (const pid of wrapped ? childrenOf(child.pid) : []) process.kill(pid, which);
    if (!wrapped) child.kill(which);
  };
  send(signal);
  const force = setTimeout(() => send('SIGKILL'), 5000);
  await gone;
  clearTimeout(force);
}

function childrenOf(pid: number | undefined): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    return list.split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
