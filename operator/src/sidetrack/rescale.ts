import type { V1Deployment } from '@kubernetes/client-node';
import { productComponents } from '../resources/components.ts';
import type { Context } from './context.ts';
import type { ApplyStep } from './step.ts';

/** The product's Deployments as they are, of whatever version. */
export function productDeployments({ children }: Pick<Context, 'children'>): V1Deployment[] {
  return children.deployments.filter(({ metadata }) => isProduct(metadata?.labels?.['app.kubernetes.io/component']));
}

/** Every Deployment of the product without pods, and otherwise as it is: nothing new is rolled out while it rests. */
export function restSteps(context: Pick<Context, 'children'>): ApplyStep[] {
  return productDeployments(context).map((deployment) => rescaleStep(deployment, 0));
}

/** Whether the product has no pod that could still write: those of its Deployments and of a running migration. */
export function isProductAtRest({ children }: Pick<Context, 'children'>): boolean {
  const isDown = productDeployments({ children }).every(
    ({ spec, status, metadata }) =>
      spec?.replicas === 0 &&
      (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0) &&
      (status?.replicas ?? 0) === 0,
  );
  const hasPods = children.pods.some(({ metadata, status }) => {
    const component = metadata?.labels?.['app.kubernetes.io/component'];
    const isOver = status?.phase === 'Succeeded' || status?.phase === 'Failed';
    return isProduct(component) && component !== 'worker-extract-gpu' && !isOver;
  });
  return isDown && !hasPods;
}

/** The live Deployment with another number of pods. */
export function rescaleStep(live: V1Deployment, replicas: number): ApplyStep {
  const { selector, template, strategy, ...spec } = live.spec!;
  const { name = '', namespace = '', labels = {} } = live.metadata ?? {};
  const kept = {
    progressDeadlineSeconds: spec.progressDeadlineSeconds,
    revisionHistoryLimit: spec.revisionHistoryLimit,
    minReadySeconds: spec.minReadySeconds,
  };
  const object = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: { replicas, selector, template, strategy, ...definedOf(kept) },
  };
  return { do: 'apply', object, owned: true };
}

function isProduct(component: string | undefined): boolean {
  return productComponents.some((known) => known === component);
}

function definedOf(values: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
