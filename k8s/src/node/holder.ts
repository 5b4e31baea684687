import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The namespaces of a cluster. They go, with every process and mount in them, when `stop` is called or this process ends. */
export interface Holder {
  /** The first process inside, as the machine sees it. */
  pid: number;
  /** How a program is run inside. */
  enter: readonly string[];
  stop(): Promise<void>;
}

const TAKEN = 3;

/**
 * Makes new network, mount and process namespaces, and a control group of this name for the pods. Needs root. A network card of this name
 * goes with them.
 * @param remove folders that go with it
 * @returns null when a cluster of this name runs
 */
export async function startHolder(program: string, name: string, remove: readonly string[]): Promise<Holder | null> {
  const child = spawn(program, ['hold', name, ...remove], { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += String(chunk)));
  child.stdin.on('error', () => undefined);
  const gone = new Promise<number | null>((done) => child.once('close', done));
  const { value } = (await lines.next()) as { value?: string };
  if (value === undefined) {
    if ((await gone) === TAKEN) return null;
    throw new Error(`The cluster's namespaces could not be made: ${errors.trim()}`);
  }
  const pid = Number(value);
  return {
    pid,
    enter: ['nsenter', '-t', String(pid), '-n', '-m', '-p', '--'],
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}
