import type { V1PodDisruptionBudget } from '@kubernetes/client-node';
import type { Installation } from '../sidetrack/installation.ts';
import { workerQueues } from './worker.ts';

/**
 * One pod at a time may be evicted of every component that has several; a component of one pod gets no budget, since that would only
 * keep its node from being drained.
 */
export function podDisruptionBudgets(installation: Installation): V1PodDisruptionBudget[] {
  const { api, site, workers } = installation.spec;
  const replicas: [component: string, count: number][] = [
    ['api', api.replicas],
    ['site', site.replicas],
    ...workerQueues.map((queue): [string, number] => [`worker-${queue}`, workers[queue].replicas]),
  ];
  return replicas
    .filter(([, count]) => count > 1)
    .map(([component]) => ({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: {
        name: installation.childName(component),
        namespace: installation.namespace,
        labels: installation.labels(component),
      },
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: installation.selector(component) },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    }));
}
