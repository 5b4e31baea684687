import type { V1Container, V1PodSpec, V1Probe, V1SecurityContext } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';

/** The user of the product's own images; other images bring their own (PostgreSQL 999). */
export const PRODUCT_USER = 10001;

export interface PodUser {
  readonly uid: number;
  /** Group that volumes are given to; without it they stay as they are. */
  readonly fsGroup?: number;
}

/**
 * What every pod of an installation has in common: it is admitted at the `restricted` pod security level, holds no token of the API
 * server, and is told of no Services through its environment (SIDETRACK_* variables of a Service named so would be refused as unknown
 * settings).
 */
export function hardenedPod(installation: Installation, pod: V1PodSpec, user: PodUser = { uid: PRODUCT_USER }): V1PodSpec {
  const { pullSecrets } = installation.spec.image;
  return {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...(pullSecrets.length === 0 ? {} : { imagePullSecrets: pullSecrets.map((name) => ({ name })) }),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user.uid,
      runAsGroup: user.uid,
      ...(user.fsGroup === undefined ? {} : { fsGroup: user.fsGroup, fsGroupChangePolicy: 'OnRootMismatch' }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
    ...pod,
  };
}

/** A container that the `restricted` level admits, with a read-only root and an emptyDir (volume `tmp`, see {@link tmpVolume}) at /tmp. */
export function hardenedContainer(container: V1Container): V1Container {
  return {
    securityContext: hardened,
    terminationMessagePolicy: 'FallbackToLogsOnError',
    ...container,
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...(container.volumeMounts ?? [])],
  };
}

export const tmpVolume = { name: 'tmp', emptyDir: {} };

/** Asks for an HTTP answer below 400 every ten seconds, after at most two minutes to start. */
export function httpProbes(path: { live: string; ready: string; port: string }): Record<ProbeName, V1Probe> {
  const get = (at: string) => ({ httpGet: { path: at, port: path.port }, timeoutSeconds: 3 });
  return {
    startupProbe: { ...get(path.live), periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: { ...get(path.live), periodSeconds: 10, failureThreshold: 6 },
    readinessProbe: { ...get(path.ready), periodSeconds: 5, failureThreshold: 3 },
  };
}

type ProbeName = 'startupProbe' | 'livenessProbe' | 'readinessProbe';

const hardened: V1SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};
