import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';

/** The operator process's own settings, from SIDETRACK_OPERATOR_* and SIDETRACK_WATCH_NAMESPACES. */
export interface OperatorSettings {
  /** Where the leader's Lease is. */
  namespace: string;
  /** Namespaces to watch; none means all of the cluster. */
  watchNamespaces: readonly string[];
  /** Address of an installation's API, with {name} and {namespace}. */
  apiUrl: string;
  /** This operator's version, the image tag of installations that name none. */
  version: string;
  /** Where metrics and probes are served. */
  host: string;
  port: number;
  /** The pod, as the Lease and events name it. */
  identity: string;
  logLevel: 'debug' | 'info' | 'warn' | 'error';
  /** File to record the different calls to the API server in, for the check of the rights. */
  recordCallsTo?: string;
}

/** Settings that do not hold, all of them at once, in sentences. */
export class OperatorSettingsError extends Error {
  override name = 'OperatorSettingsError';
}

const empty = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
const text = z.string().optional().transform(empty);
const aPort =
  'must be a port number (a Service of the same name in this namespace sets it too: turn enableServiceLinks off)';
const environment = z.object({
  SIDETRACK_OPERATOR_NAMESPACE: z
    .string('must name the namespace that the operator runs in: its Lease is kept there')
    .min(1, 'must not be empty: the Lease is kept in that namespace'),
  SIDETRACK_WATCH_NAMESPACES: z
    .string()
    .default('')
    .transform((names) =>
      names
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
  SIDETRACK_OPERATOR_API_URL: text.pipe(
    z
      .string()
      .default('http://{name}-api.{namespace}.svc:8000')
      .refine(
        (url) => /^https?:\/\//.test(url),
        'must be an http or https address; {name} and {namespace} stand for those of the SideTrack',
      ),
  ),
  SIDETRACK_OPERATOR_VERSION: text,
  SIDETRACK_OPERATOR_HOST: text.pipe(z.string().default('0.0.0.0')),
  SIDETRACK_OPERATOR_PORT: text
    .transform((port) => (port === undefined ? 8081 : Number(port)))
    .pipe(z.number(aPort).int(aPort).min(0, aPort).max(65535, aPort)),
  SIDETRACK_OPERATOR_POD: text,
  SIDETRACK_OPERATOR_LOG_LEVEL: text.pipe(
    z.enum(['debug', 'info', 'warn', 'error'], 'must be debug, info, warn or error').default('info'),
  ),
  SIDETRACK_OPERATOR_RECORD_CALLS: text,
});

/** @throws {@link OperatorSettingsError} with everything that is wrong */
export function loadOperatorSettings(variables: Record<string, string | undefined>): OperatorSettings {
  const parsed = environment.safeParse(variables);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`);
    throw new OperatorSettingsError(sentences.join('\n'));
  }
  const { data } = parsed;
  const recordCallsTo = data.SIDETRACK_OPERATOR_RECORD_CALLS;
  return {
    namespace: data.SIDETRACK_OPERATOR_NAMESPACE,
    watchNamespaces: data.SIDETRACK_WATCH_NAMESPACES,
    apiUrl: data.SIDETRACK_OPERATOR_API_URL,
    version: data.SIDETRACK_OPERATOR_VERSION ?? packageVersion(),
    host: data.SIDETRACK_OPERATOR_HOST,
    port: data.SIDETRACK_OPERATOR_PORT,
    identity: data.SIDETRACK_OPERATOR_POD ?? hostname(),
    logLevel: data.SIDETRACK_OPERATOR_LOG_LEVEL,
    ...(recordCallsTo !== undefined && { recordCallsTo }),
  };
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
