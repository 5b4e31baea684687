import type { ChildProcess } from 'node:child_process';

/** A part of the installation that the supervisor keeps running. */
export interface Service {
  /** As a person reads it: "PostgreSQL", "extract worker". */
  readonly name: string;
  /** File under logs/ that has its story. */
  readonly logPath: string;
  /** Starts it and resolves once it does its work. Called again, on the same ports, each time it has died. */
  start(signal: AbortSignal): Promise<Run>;
}

/** One life of a service. */
export interface Run {
  readonly pid: number;
  /** Resolves when the process is gone; never rejects. */
  readonly exited: Promise<Exit>;
  /** Ends it in order; resolves when it is gone. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** "exit code 1", "signal SIGKILL" */
export function describeExit({ code, signal }: Exit): string {
  return signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
}

/**
 * A child process as a run.
 * @param stopSignal asks it to end in order
 * @param stopSeconds after that it is killed
 */
export function runOfChild(child: ChildProcess, stopSignal: NodeJS.Signals, stopSeconds: number): Run {
  const { pid } = child;
  if (pid === undefined) throw new Error('The process could not be started.');
  const exited = new Promise<Exit>((done) => child.once('exit', (code, signal) => done({ code, signal })));
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid,
    exited,
    async stop() {
      if (isOver()) return;
      child.kill(stopSignal);
      const timer = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000);
      await exited;
      clearTimeout(timer);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
