import type { Kube } from './kube.ts';
import { pathOf, sideTrackObject, tenantObject } from './objects.ts';
import type { SideTrackView, TenantView } from './objects.ts';
import { PluginError } from './plugin-error.ts';

/** What every command works with. */
export interface Session {
  readonly kube: Kube;
  readonly namespace: string;
  /** A line of the result (stdout). */
  readonly print: (line: string) => void;
  /** A line about the way there (stderr). */
  readonly say: (line: string) => void;
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** A way to the API of an installation that leads through the cluster. */
  readonly reachApi: (installation: string) => Promise<Way>;
}

export interface Way {
  /** `{name}` and `{namespace}` may stand for those of the installation. */
  readonly urlTemplate: string;
  close(): Promise<void>;
}

/** The installation of that name, or the only one of the namespace. Throws PluginError. */
export async function findInstallation({ kube, namespace }: Session, name: string | undefined): Promise<SideTrackView> {
  if (name !== undefined) {
    const found = await kube.get(pathOf(namespace, 'sidetracks', name), sideTrackObject);
    if (found !== null) return found;
    throw new PluginError(
      `There is no SideTrack ${name} in the namespace ${namespace}: kubectl get sidetracks -A lists all.`,
    );
  }
  const all = await kube.list(pathOf(namespace, 'sidetracks'), sideTrackObject);
  const [only] = all;
  if (only === undefined)
    throw new PluginError(
      `There is no SideTrack in the namespace ${namespace}: write -n NAMESPACE, or make one (k8s/samples).`,
    );
  if (all.length === 1) return only;
  const names = all.map(({ metadata }) => metadata.name).join(', ');
  throw new PluginError(
    `There are several SideTracks in the namespace ${namespace}: write --installation with one of ${names}.`,
  );
}

/** The Tenant of that name. Throws PluginError. */
export async function findTenant({ kube, namespace }: Session, name: string): Promise<TenantView> {
  const found = await kube.get(pathOf(namespace, 'tenants', name), tenantObject);
  if (found !== null) return found;
  throw new PluginError(
    `There is no Tenant ${name} in the namespace ${namespace}: kubectl get tenants lists those there are.`,
  );
}
