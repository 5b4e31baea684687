import type { V1Secret } from '@kubernetes/client-node';
import type { ConditionDraft, TenantSpec } from '../api/index.ts';
import { tenantCondition } from '../api/index.ts';
import { managedByLabel } from '../runtime/index.ts';
import { tenantKey } from './body.ts';
import type { TenantContext } from './context.ts';
import { secondsSince } from './context.ts';

/**
 * Keeps a personal API token of the listener in the Secret that the spec names. A token can be read only when it is made, so a Secret that
 * is gone, or that is of a listener who was made anew, gets another token, and the one before opens nothing any more.
 * Gives the condition that says what stands against it, if anything does.
 */
export async function keepApiToken(
  context: TenantContext,
  spec: TenantSpec,
  userId: string,
): Promise<ConditionDraft<'Ready'> | undefined> {
  const { memory, tenant, cluster, apis, signal, now } = context;
  const { apiTokenSecretName: name, installation } = spec;
  if (name === undefined || wasSeen(context, name, userId)) return undefined;
  const { namespace, uid } = tenant.metadata;
  const secret = await cluster.get<V1Secret>({ apiVersion: 'v1', kind: 'Secret', namespace, name });
  if (secret !== null && !secret.metadata?.ownerReferences?.some((owner) => owner.uid === uid))
    return tenantCondition('Ready', 'SecretTaken', `It is ${name}.`);
  if (!holdsTokenOf(secret, userId)) {
    const token = await apis
      .of({ namespace, name: installation })
      .mintToken(tenantKey(tenant.metadata), TOKEN_NAME, signal);
    await cluster.apply(tokenSecret(context, name, userId, token), tenant);
    const note = `Secret ${name} has a new API token of the listener.`;
    cluster.record(tenant, { type: 'Normal', reason: 'TokenMade', note, action: 'MakeToken' });
  }
  memory.token = { name, userId, at: now() };
  return undefined;
}

/** Name of the token in the listener's list of tokens. */
const TOKEN_NAME = 'kubernetes';
const USER_ANNOTATION = 'sidetrack.network/user-id';
const LOOK_AGAIN_SECONDS = 300;

function wasSeen({ memory: { token }, now }: TenantContext, name: string, userId: string): boolean {
  return token?.name === name && token.userId === userId && secondsSince(token.at, now()) < LOOK_AGAIN_SECONDS;
}

function holdsTokenOf(secret: V1Secret | null, userId: string): boolean {
  return Boolean(secret?.data?.['token']) && secret?.metadata?.annotations?.[USER_ANNOTATION] === userId;
}

function tokenSecret({ tenant }: TenantContext, name: string, userId: string, token: string): V1Secret {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: tenant.metadata.namespace,
      labels: { ...managedByLabel, 'app.kubernetes.io/part-of': 'sidetrack' },
      annotations: { [USER_ANNOTATION]: userId },
    },
    type: 'Opaque',
    data: { token: Buffer.from(token).toString('base64') },
  };
}
