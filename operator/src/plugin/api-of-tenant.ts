import type { InstallationApi } from '../installation-api/index.ts';
import { createInstallationApis } from '../installation-api/index.ts';
import type { KubernetesObject, Ref } from '../runtime/index.ts';
import { corePath, secretObject } from './objects.ts';
import type { Session } from './session.ts';
import { findTenant } from './session.ts';

/** Does something with a Tenant through the API of its installation, whose service token is read by name with the user's own rights. */
export async function withApiOf<T>(
  session: Session,
  tenantName: string,
  work: (api: InstallationApi, key: string, installation: string) => Promise<T>,
): Promise<T> {
  const { kube, namespace, now } = session;
  const { spec } = await findTenant(session, tenantName);
  const way = await session.reachApi(spec.installation);
  try {
    const apis = createInstallationApis({
      cluster: {
        get: async <O extends KubernetesObject>({ name }: Ref) =>
          (await kube.get(corePath(namespace, 'secrets', `/${name}`), secretObject)) as O | null,
      },
      urlTemplate: way.urlTemplate,
      now,
    });
    return await work(apis.of({ namespace, name: spec.installation }), `${namespace}.${tenantName}`, spec.installation);
  } finally {
    await way.close();
  }
}
