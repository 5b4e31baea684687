import type { Discovery } from './discovery.ts';
import type { LeaseApi } from './lease.ts';
import type { Rest } from './rest.ts';
import type { KubernetesObject } from './types.ts';

/** The requests of events. */
export function eventsApi(rest: Rest, discovery: Discovery) {
  const resource = () => discovery.find('events.k8s.io/v1', 'Event');
  return {
    create: async (event: KubernetesObject) =>
      rest.request({ verb: 'create', resource: await resource(), namespace: event.metadata?.namespace, body: event }),
    patch: async (name: string, namespace: string, body: object) =>
      rest.request({
        verb: 'patch',
        resource: await resource(),
        namespace,
        name,
        body,
        contentType: 'application/merge-patch+json',
      }),
  };
}

/** The requests of the Lease. Each is short, so that a renewal that hangs leaves time for another. */
export function leaseApi(rest: Rest, discovery: Discovery, namespace: string, name: string): LeaseApi {
  const common = async () => ({
    resource: await discovery.find('coordination.k8s.io/v1', 'Lease'),
    ...{ namespace, always: true, timeoutSeconds: 4 },
  });
  return {
    async read() {
      try {
        return (await rest.request({ ...(await common()), verb: 'get', name })).body as KubernetesObject;
      } catch (error) {
        if (isNotFound(error)) return null;
        throw error;
      }
    },
    create: async (body) =>
      (await rest.request({ ...(await common()), verb: 'create', body })).body as KubernetesObject,
    update: async (body) =>
      (await rest.request({ ...(await common()), verb: 'update', name, body })).body as KubernetesObject,
  };
}

const isNotFound = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 404;
