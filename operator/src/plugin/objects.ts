import { z } from 'zod';
import { GROUP, VERSION } from '../api/index.ts';

/** What the plugin reads of the cluster's objects; fields of a newer operator pass through unread. */
const condition = z.object({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string(),
  message: z.string(),
  lastTransitionTime: z.string(),
});
const metadata = z.object({
  name: z.string(),
  uid: z.string(),
  generation: z.number().default(1),
  deletionTimestamp: z.string().optional(),
});

export const sideTrackObject = z.object({
  metadata,
  spec: z.looseObject({
    database: z.record(z.string(), z.unknown()),
    hibernate: z.boolean().default(false),
    paused: z.boolean().default(false),
    restoreFrom: z.object({ backup: z.string() }).optional(),
    workers: z.object({ extractGpu: z.object({ max: z.number() }).optional() }).optional(),
    backup: z.object({ schedule: z.string() }).optional(),
  }),
  status: z
    .object({
      observedGeneration: z.number().default(0),
      version: z.string().optional(),
      targetVersion: z.string().optional(),
      failedVersion: z.string().optional(),
      restoredFrom: z.string().optional(),
      url: z.string().optional(),
      gpu: z.object({ pending: z.number(), jobs: z.number() }).optional(),
      lastBackup: z.object({ name: z.string(), at: z.string() }).optional(),
      conditions: z.array(condition).default([]),
    })
    .optional(),
});

export const tenantObject = z.object({
  metadata,
  spec: z.object({
    installation: z.string(),
    suspended: z.boolean().default(false),
    apiTokenSecretName: z.string().optional(),
  }),
  status: z
    .object({
      listens: z.number().optional(),
      tracks: z.number().optional(),
      coverage: z.number().optional(),
      lastSyncedAt: z.string().optional(),
      conditions: z.array(condition).default([]),
    })
    .optional(),
});

export const secretObject = z.object({ data: z.record(z.string(), z.string()).default({}) });

export const podObject = z.object({
  metadata: z.object({
    name: z.string(),
    labels: z.record(z.string(), z.string()).default({}),
    deletionTimestamp: z.string().optional(),
  }),
  status: z.object({
    conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]),
    containerStatuses: z
      .array(
        z.object({
          state: z.object({ terminated: z.object({ message: z.string().optional() }).optional() }).default({}),
        }),
      )
      .default([]),
  }),
});

export type ConditionView = z.output<typeof condition>;
export type SideTrackView = z.output<typeof sideTrackObject>;
export type TenantView = z.output<typeof tenantObject>;
export type PodView = z.output<typeof podObject>;

/** Path of SideTrack's own resources in a namespace. */
export function pathOf(namespace: string, plural: 'sidetracks' | 'tenants', name?: string): string {
  const base = `/apis/${GROUP}/${VERSION}/namespaces/${encodeURIComponent(namespace)}/${plural}`;
  return name === undefined ? base : `${base}/${encodeURIComponent(name)}`;
}

/** Path of objects of the core group in a namespace. */
export function corePath(namespace: string, plural: 'pods' | 'secrets', rest = ''): string {
  return `/api/v1/namespaces/${encodeURIComponent(namespace)}/${plural}${rest}`;
}

/** The query that chooses pods of an installation. */
export function podsOf(installation: string, components: string): string {
  const selector = `app.kubernetes.io/instance=${installation},app.kubernetes.io/component${components}`;
  return `?labelSelector=${encodeURIComponent(selector)}`;
}
