import { parseArgs } from 'node:util';

export const QUEUES = ['sidetrack', 'ingest', 'extract', 'extract-gpu', 'aggregate'] as const;
export type Queue = (typeof QUEUES)[number];

/** Without `--queues`: all but the one that is for machines with a GPU. */
const USUAL = QUEUES.filter((queue) => queue !== 'extract-gpu');
const DEFAULT_IDLE_SECONDS = 60;

export interface WorkerArguments {
  queues: Queue[];
  /** Where the workflows' prebuilt bundle lies. */
  bundlePath: string | undefined;
  watchStdin: boolean;
  /** End once there was nothing to do for so many seconds; undefined: serve on. */
  drainAfterSeconds: number | undefined;
}

/** The command line is wrong; the message says how it should be. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** `--queues a,b [--drain [--idle-seconds N]] [--bundle FILE] [--lifeline]`. @throws {UsageError} */
export function parseWorkerArguments(argv: readonly string[]): WorkerArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      queues: { type: 'string' },
      bundle: { type: 'string' },
      lifeline: { type: 'boolean', default: false },
      drain: { type: 'boolean', default: false },
      'idle-seconds': { type: 'string' },
    },
  });
  const names = (values.queues ?? USUAL.join(',')).split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !isQueue(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `--queues does not know "${unknown.join('", "')}". It takes some of ${QUEUES.join(', ')}, divided by commas.`,
    );
  }
  return {
    queues: [...new Set(names.filter(isQueue))],
    bundlePath: values.bundle,
    watchStdin: values.lifeline,
    drainAfterSeconds: idleSeconds(values.drain, values['idle-seconds']),
  };
}

function idleSeconds(drains: boolean, given: string | undefined): number | undefined {
  if (!drains) {
    if (given !== undefined) throw new UsageError('--idle-seconds says when --drain ends: give both, or neither.');
    return undefined;
  }
  if (given !== undefined && !/^[1-9]\d{0,5}$/.test(given)) {
    throw new UsageError(`--idle-seconds is "${given}", but it must be a whole number above 0.`);
  }
  return given === undefined ? DEFAULT_IDLE_SECONDS : Number(given);
}

const isQueue = (name: string): name is Queue => (QUEUES as readonly string[]).includes(name);
