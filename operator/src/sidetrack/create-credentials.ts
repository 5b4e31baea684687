import type { V1Secret } from '@kubernetes/client-node';
import { cnpgOwnerSecret } from '../resources/cnpg.ts';
import { credentialsSecret } from '../resources/credentials.ts';
import type { Cluster } from '../runtime/index.ts';
import type { Installation } from './installation.ts';

/** Makes the installation's own Secrets where they are missing; one that is there is never changed. True when one was made. */
export async function createCredentials(hands: {
  readonly cluster: Cluster;
  readonly installation: Installation;
  readonly randomHex: (bytes: number) => string;
}): Promise<boolean> {
  const { cluster, installation, randomHex } = hands;
  const made = await cluster.create(credentialsSecret(installation, randomHex));
  if (installation.spec.database.cnpg === undefined) return made === 'created';
  const { namespace } = installation;
  const name = installation.childName('credentials');
  // Read back: the one that was there counts, not the one that was just made up.
  const kept = await cluster.get<V1Secret>({ apiVersion: 'v1', kind: 'Secret', namespace, name });
  const password = Buffer.from(kept?.data?.['postgresPassword'] ?? '', 'base64').toString('utf8');
  const ownerSecret = cnpgOwnerSecret(installation, password);
  const madeOwner = ownerSecret === null ? 'exists' : await cluster.create(ownerSecret);
  return made === 'created' || madeOwner === 'created';
}
