import { withApiOf } from '../api-of-tenant.ts';
import { corePath, secretObject } from '../objects.ts';
import { PluginError } from '../plugin-error.ts';
import type { Session } from '../session.ts';
import { findTenant } from '../session.ts';

/** `token TENANT`: prints the token that the Tenant asks for, or makes one under the name kubectl. */
export async function printToken(session: Session, tenant: string): Promise<void> {
  const { apiTokenSecretName } = (await findTenant(session, tenant)).spec;
  if (apiTokenSecretName === undefined) {
    const token = await withApiOf(session, tenant, (api, key) => api.mintToken(key, 'kubectl'));
    session.print(token);
    session.say('This token is shown once; the one that this command made before no longer opens anything.');
    return;
  }
  const path = corePath(session.namespace, 'secrets', `/${apiTokenSecretName}`);
  const encoded = (await session.kube.get(path, secretObject))?.data['token'];
  if (encoded === undefined)
    throw new PluginError(
      `The Secret ${apiTokenSecretName} has no token yet: kubectl describe tenant ${tenant} says why.`,
    );
  session.print(Buffer.from(encoded, 'base64').toString('utf8'));
}
