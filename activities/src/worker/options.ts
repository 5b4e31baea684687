import { parseArgs } from 'node:util';

export const QUEUES = ['sidetrack', 'ingest', 'extract', 'aggregate'] as const;
export type Queue = (typeof QUEUES)[number];

export interface WorkerArguments {
  queues: Queue[];
  /** Where the workflows' prebuilt bundle lies. */
  bundlePath: string | undefined;
  watchStdin: boolean;
}

/** The command line is wrong; the message says how it should be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** `--queues a,b [--bundle FILE] [--lifeline]`. @throws {UsageError} */
export function parseWorkerArguments(argv: readonly string[]): WorkerArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: { queues: { type: 'string' }, bundle: { type: 'string' }, lifeline: { type: 'boolean', default: false } },
  });
  const names = (values.queues ?? QUEUES.join(',')).split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !isQueue(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `--queues does not know "${unknown.join('", "')}". It takes some of ${QUEUES.join(', ')}, divided by commas.`,
    );
  }
  return { queues: [...new Set(names.filter(isQueue))], bundlePath: values.bundle, watchStdin: values.lifeline };
}

const isQueue = (name: string): name is Queue => (QUEUES as readonly string[]).includes(name);
