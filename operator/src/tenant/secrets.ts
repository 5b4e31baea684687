import type { V1Secret } from '@kubernetes/client-node';
import type { TenantSpec } from '../api/index.ts';
import type { Cluster } from '../runtime/index.ts';
import type { SecretValue, TenantSecrets } from './body.ts';

export type SecretsRead =
  | { readonly found: true; readonly secrets: TenantSecrets }
  /** Which Secret or key is missing, as a sentence. */
  | { readonly found: false; readonly missing: string };

/** The Secrets that a Tenant names, read by name: nobody but their writer may list Secrets. */
export async function readTenantSecrets(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  { listenbrainz, lastfm }: TenantSpec,
): Promise<SecretsRead> {
  const token = await readKey(cluster, namespace, listenbrainz?.tokenSecretName, 'token');
  const session = await readKey(cluster, namespace, lastfm?.sessionSecretName, 'sessionKey');
  const missing = [token, session].filter((one) => typeof one === 'string');
  if (typeof token === 'string' || typeof session === 'string') return { found: false, missing: missing.join(' ') };
  return { found: true, secrets: { listenbrainzToken: token, lastfmSessionKey: session } };
}

/** Null when none is named; a sentence when it is missing. */
async function readKey(
  cluster: Pick<Cluster, 'get'>,
  namespace: string,
  name: string | undefined,
  key: string,
): Promise<SecretValue | string | null> {
  if (name === undefined) return null;
  const secret = await cluster.get<V1Secret>({ apiVersion: 'v1', kind: 'Secret', namespace, name });
  if (secret === null) return `There is no Secret ${name}.`;
  const value = Buffer.from(secret.data?.[key] ?? '', 'base64')
    .toString('utf8')
    .trim();
  if (value === '') return `Secret ${name} has nothing under the key ${key}.`;
  return { value, version: `${secret.metadata?.uid ?? ''}/${secret.metadata?.resourceVersion ?? ''}` };
}
