import type { V1Deployment, V1PodTemplateSpec, V1Service } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';

/** What a Deployment's builder is told beside the spec: 0 replicas while the installation rests, and the hash of the Secrets it reads. */
export interface Running {
  readonly replicas: number;
  readonly configHash: string;
}

export interface DeploymentParts {
  readonly component: string;
  /** `<name>-<component>` unless given. */
  readonly name?: string;
  readonly template: V1PodTemplateSpec;
  readonly replicas: number;
}

/** A Deployment of one component: no pod goes before its successor is ready, and the roll-out has the spec's deadline. */
export function productDeployment(installation: Installation, parts: DeploymentParts): V1Deployment {
  const { component, template, replicas } = parts;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: parts.name ?? installation.childName(component),
      namespace: installation.namespace,
      labels: installation.labels(component),
    },
    spec: {
      replicas,
      selector: { matchLabels: { ...installation.selector(component), ...versionSelector(installation, parts) } },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      progressDeadlineSeconds: installation.spec.rollout.deadlineSeconds,
      revisionHistoryLimit: 3,
      template,
    },
  };
}

/** A ClusterIP Service of one port, named http. */
export function productService(installation: Installation, component: string, port: number): V1Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: installation.childName(component),
      namespace: installation.namespace,
      labels: installation.labels(component),
    },
    spec: {
      type: 'ClusterIP',
      selector: installation.selector(component),
      ports: [{ name: 'http', port, targetPort: 'http', protocol: 'TCP' }],
    },
  };
}

/** Two versions of one component run beside one another only under names of their own, and must not adopt each other's pods. */
function versionSelector(installation: Installation, { name }: DeploymentParts): Record<string, string> {
  return name === undefined ? {} : { 'app.kubernetes.io/version': installation.version };
}
