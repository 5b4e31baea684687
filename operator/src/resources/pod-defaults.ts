import type {
  V1Container,
  V1PodSecurityContext,
  V1PodSpec,
  V1Probe,
  V1ResourceRequirements,
  V1SecurityContext,
  V1Volume,
} from '@kubernetes/client-node';
import type { Resources } from '../api/index.ts';

/** The user and group of the product's own images. */
export const PRODUCT_USER = 10001;

/** A container without its rights: {@link restrictedPod} adds them. */
export type PlainContainer = Omit<V1Container, 'securityContext'>;

export interface PodParts {
  /** User and group that every process runs as and that volumes belong to; never root. */
  readonly user: number;
  readonly serviceAccountName: string;
  readonly containers: readonly PlainContainer[];
  readonly initContainers?: readonly PlainContainer[];
  readonly volumes?: readonly V1Volume[];
  /** How long the pod has between SIGTERM and SIGKILL. */
  readonly graceSeconds: number;
  readonly pullSecrets?: readonly string[];
  /** Anything else of a pod's spec. */
  readonly more?: Partial<V1PodSpec>;
}

/**
 * A pod's spec that a namespace of the level `restricted` admits: not root, no capability, no escalation, the runtime's seccomp profile,
 * a root file system that cannot be written with an empty /tmp beside it, no token of the API server.
 * Service links are off: the variables of a Service named `sidetrack` would be read as settings.
 */
export function restrictedPod(parts: PodParts): V1PodSpec {
  const init = parts.initContainers ?? [];
  return {
    serviceAccountName: parts.serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity(parts.user),
    terminationGracePeriodSeconds: parts.graceSeconds,
    ...(parts.pullSecrets?.length ? { imagePullSecrets: parts.pullSecrets.map((name) => ({ name })) } : {}),
    ...(init.length > 0 ? { initContainers: init.map(restrictedContainer) } : {}),
    containers: parts.containers.map(restrictedContainer),
    volumes: [{ name: 'tmp', emptyDir: {} }, ...(parts.volumes ?? [])],
    ...parts.more,
  };
}

/** Ready and alive when something listens on the port. */
export function tcpProbe(port: string | number, timing: ProbeTiming = {}): V1Probe {
  return { tcpSocket: { port }, ...timed(timing) };
}

/** Ready or alive when the path answers with 2xx or 3xx. */
export function httpProbe(path: string, port: string | number, timing: ProbeTiming = {}): V1Probe {
  return { httpGet: { path, port }, ...timed(timing) };
}

/** Ready or alive when the program ends with 0. */
export function execProbe(command: readonly string[], timing: ProbeTiming = {}): V1Probe {
  return { exec: { command: [...command] }, ...timed(timing) };
}

/** Ready or alive when the gRPC health service says SERVING. `port` is a number: the API takes no name here. */
export function grpcProbe(port: number, service: string, timing: ProbeTiming = {}): V1Probe {
  return { grpc: { port, service }, ...timed(timing) };
}

export interface ProbeTiming {
  readonly everySeconds?: number;
  readonly timeoutSeconds?: number;
  readonly failures?: number;
}

/**
 * The spec's own resources, else what the component needs at least: CPU and memory requested, memory limited. CPU is not limited:
 * a limit slows a pod on an idle node.
 */
export function resourcesOf(
  given: Resources | undefined,
  least: { cpu: string; memory: string; memoryLimit: string },
): V1ResourceRequirements {
  if (given === undefined)
    return { requests: { cpu: least.cpu, memory: least.memory }, limits: { memory: least.memoryLimit } };
  return {
    ...(given.requests === undefined ? {} : { requests: amounts(given.requests) }),
    ...(given.limits === undefined ? {} : { limits: amounts(given.limits) }),
  };
}

const containerSecurity: V1SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
};

/** A failed container says why in its status: by its termination message, else by the last lines of its log. */
function restrictedContainer(container: PlainContainer): V1Container {
  return {
    terminationMessagePolicy: 'FallbackToLogsOnError',
    ...container,
    securityContext: containerSecurity,
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }, ...(container.volumeMounts ?? [])],
  };
}

function podSecurity(user: number): V1PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

function amounts(given: Readonly<Record<string, string | number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, amount]) => [name, String(amount)]));
}

function timed({ everySeconds = 5, timeoutSeconds = 3, failures = 3 }: ProbeTiming): V1Probe {
  return { periodSeconds: everySeconds, timeoutSeconds, failureThreshold: failures };
}
