import type { V1Job } from '@kubernetes/client-node';
import { kubectl, neighbourCrds } from '@sidetrack/k8s';
import { workWith } from '../installation-api/test-tools.ts';
import { eventually } from '../runtime/cluster-test-tools.ts';
import type { GpuWorld } from './cluster-test-tools.ts';
import { startGpuWorld } from './cluster-test-tools.ts';

const control = kubectl(process.env['SIDETRACK_TEST_KUBECTL']!, process.env['SIDETRACK_TEST_KUBECONFIG']!);

let world: GpuWorld;
beforeAll(async () => {
  await control(['apply', '--server-side', '--force-conflicts', '-f', await neighbourCrds('kueue')]);
  await control(['wait', '--for=condition=Established', '--timeout=30s', 'crd/localqueues.kueue.x-k8s.io']);
  world = await startGpuWorld({ max: 2, kueueQueue: 'gpus' }, { hasKueue: true });
}, 120_000);
afterAll(() => world.stop(), 60_000);

test("Kueue's own definitions take the queue that the documents show", async () => {
  const { namespace } = world.direct;
  const api = 'kueue.x-k8s.io/v1beta1';
  const resources = [
    { name: 'nvidia.com/gpu', nominalQuota: 2 },
    ...['cpu', 'memory'].map((name) => ({ name, nominalQuota: '100Gi' })),
  ];
  const group = {
    coveredResources: resources.map(({ name }) => name),
    flavors: [{ name: `gpu-${namespace}`, resources }],
  };
  const objects = [
    { apiVersion: api, kind: 'ResourceFlavor', metadata: { name: `gpu-${namespace}` } },
    {
      apiVersion: api,
      kind: 'ClusterQueue',
      metadata: { name: `gpu-${namespace}` },
      spec: { namespaceSelector: {}, resourceGroups: [group] },
    },
    {
      apiVersion: api,
      kind: 'LocalQueue',
      metadata: { name: 'gpus', namespace },
      spec: { clusterQueue: `gpu-${namespace}` },
    },
  ];
  for (const object of objects) await control(['apply', '--server-side', '-f', '-'], JSON.stringify(object));
  expect(await control(['get', 'localqueue', 'gpus', '-n', namespace, '-o', 'jsonpath={.spec.clusterQueue}'])).toBe(
    `gpu-${namespace}`,
  );
  await control(['delete', 'clusterqueue,resourceflavor', `gpu-${namespace}`, '--wait=false']);
});

test('a Job carries the label of its queue, and one that is held back by it is said to be', async () => {
  world.fake.work = workWith(5);
  const job = await eventually(20, 'the Job', () => world.jobs()[0]);
  expect(job.metadata?.labels).toMatchObject({ 'kueue.x-k8s.io/queue-name': 'gpus' });
  const { name, namespace } = job.metadata!;
  // What Kueue's webhook does to a Job that its queue has no room for.
  await control(['patch', 'job', name!, '-n', namespace!, '--type=merge', '-p', '{"spec":{"suspend":true}}']);
  await eventually(20, 'the Job is suspended', () => world.jobs()[0]?.spec?.suspend);
  await eventually(100, 'the condition', () => world.outcome()?.condition.reason === 'WaitingForQueue' || undefined);
  expect(world.outcome()?.condition.message).toContain('kubectl get workloads');
  expect(world.outcome()?.condition.message).toContain('are measured on the CPU');

  await control(['patch', 'job', name!, '-n', namespace!, '--type=merge', '-p', '{"spec":{"suspend":false}}']);
  await eventually(20, 'the Job goes on', () => world.jobs()[0]?.spec?.suspend === false || undefined);
  const admitted = await world.direct.cluster.get<V1Job>({
    apiVersion: 'batch/v1',
    kind: 'Job',
    namespace: namespace!,
    name: name!,
  });
  expect(admitted?.spec?.suspend).toBe(false);
}, 180_000);

test('a Job that its queue never let in goes when nothing waits any more', async () => {
  const { name, namespace } = world.jobs()[0]!.metadata!;
  await control(['patch', 'job', name!, '-n', namespace!, '--type=merge', '-p', '{"spec":{"suspend":true}}']);
  world.fake.work = workWith(0);
  await eventually(100, 'the Job is gone', () => world.jobs().length === 0 || undefined);
  await eventually(20, 'the condition', () => world.outcome()?.condition.reason === 'Idle' || undefined);
}, 120_000);
