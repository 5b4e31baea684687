import type { V1EnvVar, V1Probe, V1ResourceRequirements, V1Volume, V1VolumeMount } from '@kubernetes/client-node';
import type { V1PodSpec, V1PodTemplateSpec } from '@kubernetes/client-node';
import { productImage, productPodLabels } from '../sidetrack/installation.ts';
import type { Installation } from '../sidetrack/installation.ts';
import { DATA_PATH, TEMPORAL_TLS_PATH } from './environment.ts';
import { httpProbe, PRODUCT_USER, restrictedPod } from './pod-defaults.ts';
import type { PlainContainer } from './pod-defaults.ts';

/** What one pod of the product's own images is made from. */
export interface ProductPod {
  readonly component: string;
  readonly image: 'api' | 'site' | 'worker';
  readonly command: readonly string[];
  readonly env: readonly V1EnvVar[];
  readonly resources: V1ResourceRequirements;
  readonly graceSeconds: number;
  readonly ports?: readonly { readonly name: string; readonly port: number }[];
  readonly probes?: { startupProbe?: V1Probe; livenessProbe?: V1Probe; readinessProbe?: V1Probe };
  readonly volumes?: readonly Mounted[];
  /** Run to their end before the container starts. */
  readonly init?: readonly PlainContainer[];
  readonly more?: Partial<V1PodSpec>;
  /** Changes when a Secret that the pod reads changed, so that the pods are replaced; see {@link CONFIG_ANNOTATION}. */
  readonly configHash?: string;
}

export interface Mounted {
  readonly volume: V1Volume;
  readonly mount: Omit<V1VolumeMount, 'name'>;
}

/** Probes of a process that serves PROBE_PORT: two minutes to start, and it is ended only when it says nothing for a minute. */
export const productProbes = {
  startupProbe: httpProbe('/healthz', 'probes', { everySeconds: 2, failures: 60 }),
  livenessProbe: httpProbe('/healthz', 'probes', { everySeconds: 10, failures: 6 }),
  readinessProbe: httpProbe('/readyz', 'probes'),
};

/** Hash of the Secrets that a pod reads: environment variables from them are not renewed in a running pod. */
export const CONFIG_ANNOTATION = 'sidetrack.network/config-hash';

/** The template of a pod of ours: restricted, versioned, with the product's settings. */
export function productPodTemplate(installation: Installation, pod: ProductPod): V1PodTemplateSpec {
  const mounted = pod.volumes ?? [];
  return {
    metadata: {
      labels: productPodLabels(installation, pod.component),
      ...(pod.configHash === undefined ? {} : { annotations: { [CONFIG_ANNOTATION]: pod.configHash } }),
    },
    spec: restrictedPod({
      user: PRODUCT_USER,
      serviceAccountName: installation.childName(pod.component),
      graceSeconds: pod.graceSeconds,
      pullSecrets: installation.spec.image.pullSecrets,
      containers: [
        {
          name: pod.component,
          image: productImage(installation, pod.image),
          imagePullPolicy: installation.spec.image.pullPolicy,
          command: [...pod.command],
          env: [...pod.env],
          resources: pod.resources,
          terminationMessagePolicy: 'FallbackToLogsOnError',
          ...(pod.ports === undefined
            ? {}
            : { ports: pod.ports.map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' })) }),
          ...pod.probes,
          volumeMounts: mounted.map(({ volume, mount }) => ({ name: volume.name, ...mount })),
        },
      ],
      initContainers: pod.init ?? [],
      volumes: mounted.map(({ volume }) => volume),
      ...(pod.more === undefined ? {} : { more: pod.more }),
    }),
  };
}

/** Room for files in passing; what must outlive the pod goes to the database. */
export const dataVolume: Mounted = { volume: { name: 'data', emptyDir: {} }, mount: { mountPath: DATA_PATH } };

/** The certificates of an external Temporal, where it asks for them. */
export function temporalTlsVolume({ spec }: Installation): Mounted[] {
  const secretName = spec.temporal.external?.tlsSecretName;
  if (secretName === undefined) return [];
  return [
    {
      volume: { name: 'temporal-tls', secret: { secretName, defaultMode: 0o440 } },
      mount: { mountPath: TEMPORAL_TLS_PATH, readOnly: true },
    },
  ];
}
