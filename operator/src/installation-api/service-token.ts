import type { V1Secret } from '@kubernetes/client-node';
import type { Cluster } from '../runtime/index.ts';
import { UnreachableError } from './errors.ts';

/** The service token of one installation, read by name and remembered for a short time. */
export interface ServiceToken {
  /** @throws UnreachableError while the Secret or its key is not there */
  read(): Promise<string>;
  /** The next `read` asks the API server again: after a 401 the token may have been changed. */
  forget(): void;
}

export interface ServiceTokenOptions {
  readonly cluster: Pick<Cluster, 'get'>;
  readonly namespace: string;
  readonly name: string;
  readonly now: () => Date;
}

export function createServiceToken({ cluster, namespace, name, now }: ServiceTokenOptions): ServiceToken {
  let known: { readonly token: string; readonly until: number } | undefined;
  return {
    async read() {
      if (known !== undefined && now().getTime() < known.until) return known.token;
      const secretName = `${name}-credentials`;
      const secret = await cluster.get<V1Secret>({ apiVersion: 'v1', kind: 'Secret', namespace, name: secretName });
      const encoded = secret?.data?.['serviceToken'];
      if (encoded === undefined || encoded === '')
        throw new UnreachableError(
          secret === null ? `Secret ${secretName} is not there yet.` : `Secret ${secretName} has no key serviceToken.`,
          { installation: `${namespace}/${name}`, remedy: REMEDY },
        );
      known = { token: Buffer.from(encoded, 'base64').toString('utf8'), until: now().getTime() + REMEMBER_MS };
      return known.token;
    },
    forget: () => (known = undefined),
  };
}

const REMEMBER_MS = 60_000;
const REMEDY =
  'The operator makes it when it sets up the installation; `kubectl describe sidetrack` says how far it is.';
