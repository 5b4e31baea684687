import type { V1PersistentVolumeClaim } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { metadata } from './metadata.ts';

/**
 * A volume that one node mounts at a time. Applied without an owner it outlives the SideTrack. A larger size grows it; a cluster that
 * cannot do that refuses (403), and the volume stays as it is.
 */
export function volumeClaim(
  installation: Installation,
  component: string,
  name: string,
  asked: { storage: string; storageClassName?: string | undefined },
): V1PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(installation, component, name),
    spec: {
      accessModes: ['ReadWriteOnce'],
      ...(asked.storageClassName === undefined ? {} : { storageClassName: asked.storageClassName }),
      resources: { requests: { storage: asked.storage } },
    },
  };
}
