import type { DestinationStream, Logger } from 'pino';
import { destination, pino } from 'pino';
import type { Settings } from './load.ts';

export type { Logger } from 'pino';

export interface LoggerOptions {
  /** The program or part that writes: `api`, `worker`, `up`. */
  readonly name: string;
  readonly level: Settings['logLevel'];
  /** Standard error unless given. */
  readonly stream?: DestinationStream;
}

const secretNames = [
  'authorization',
  'cookie',
  'password',
  'token',
  'apiKey',
  'secret',
  'secretKey',
  'credential',
  'databaseUrl',
  'databaseOwnerUrl',
  'redisUrl',
  'listenbrainzToken',
  'lastfmApiKey',
  'lastfmApiSecret',
  'googleClientSecret',
  'set-cookie',
  'x-api-key',
];

/**
 * Structured logs: one JSON object a line on standard error, ISO time, level by name. Fields with the name of a secret
 * are replaced wherever they stand in the first three levels; text in messages is the writer's own care.
 */
export function createLogger({ name, level, stream = destination({ dest: 2, sync: true }) }: LoggerOptions): Logger {
  const paths = secretNames.flatMap((secret) =>
    ['', '*.', '*.*.'].map((depth) => `${depth}["${secret}"]`.replace('.[', '[')),
  );
  return pino(
    {
      name,
      level,
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths, censor: '[hidden]' },
    },
    stream,
  );
}
