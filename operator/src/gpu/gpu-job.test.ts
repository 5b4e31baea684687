import type { V1Job, V1Pod } from '@kubernetes/client-node';
import { gpuJobOf } from './gpu-job.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 22, 12, minute));

const job = (more: Partial<V1Job> = {}): V1Job => ({
  metadata: {
    name: 'home-extract-gpu-1',
    resourceVersion: '7',
    creationTimestamp: at(0),
    annotations: { 'sidetrack.network/template-hash': 'abc' },
  },
  ...more,
});

const pod = (minute: number, status: V1Pod['status'], deletedAt?: Date): V1Pod => ({
  metadata: { creationTimestamp: at(minute), ...(deletedAt && { deletionTimestamp: deletedAt }) },
  ...(status && { status }),
});

const running = (minute: number) => pod(minute, { phase: 'Running', startTime: at(minute) });

test('knows the Job again by what it was made from', () => {
  expect(gpuJobOf(job(), [])).toMatchObject({
    name: 'home-extract-gpu-1',
    resourceVersion: '7',
    templateHash: 'abc',
    createdAt: at(0),
  });
});

test('a Job without a pod, one that Kueue holds back, one whose pod finds no node', () => {
  expect(gpuJobOf(job({ status: { startTime: at(1) } }), [])).toMatchObject({ phase: 'podless', since: at(1) });
  const conditions = [{ type: 'Suspended', status: 'True', lastTransitionTime: at(2) }];
  expect(gpuJobOf(job({ spec: { suspend: true, template: {} }, status: { conditions } }), [])).toMatchObject({
    phase: 'suspended',
    since: at(2),
  });
  const message = '0/1 nodes are available: 1 Insufficient nvidia.com/gpu.';
  const scheduled = {
    type: 'PodScheduled',
    status: 'False',
    reason: 'Unschedulable',
    message,
    lastTransitionTime: at(3),
  };
  expect(gpuJobOf(job(), [pod(1, { phase: 'Pending', conditions: [scheduled] })])).toMatchObject({
    phase: 'unschedulable',
    since: at(3),
    detail: message,
  });
});

test('a pod that has its node: silent while it starts, telling when its image cannot be fetched', () => {
  const starting = (reason: string) =>
    pod(1, {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: at(2) }],
      containerStatuses: [{ state: { waiting: { reason } } }] as never,
    });
  expect(gpuJobOf(job(), [starting('ContainerCreating')])).toMatchObject({
    phase: 'starting',
    since: at(2),
    detail: '',
  });
  expect(gpuJobOf(job(), [starting('ImagePullBackOff')])).toMatchObject({
    phase: 'starting',
    detail: 'ImagePullBackOff',
  });
});

test('a pod that runs; one that is being deleted counts no more, and its successor does', () => {
  expect(gpuJobOf(job(), [running(1)])).toMatchObject({ phase: 'running', since: at(1) });
  const lost = pod(1, { phase: 'Running', startTime: at(1) }, at(5));
  expect(gpuJobOf(job(), [lost])).toMatchObject({ phase: 'restarting', since: at(5) });
  expect(gpuJobOf(job(), [lost, running(6)])).toMatchObject({ phase: 'running', since: at(6) });
});

test('a pod that failed says why until its successor runs', () => {
  const terminated = { exitCode: 1, reason: 'Error', message: 'start\nCUDA driver is too old\n', finishedAt: at(4) };
  const failed = pod(1, { phase: 'Failed', containerStatuses: [{ state: { terminated } }] as never });
  expect(gpuJobOf(job(), [failed])).toMatchObject({
    phase: 'restarting',
    since: at(4),
    detail: 'Error: CUDA driver is too old',
  });
});

test('the end of a Job counts when it is decided, not when the last pod of a lost node is gone', () => {
  const met = (type: string, message?: string) => ({
    status: { conditions: [{ type, status: 'True', lastTransitionTime: at(9), ...(message && { message }) }] },
  });
  expect(gpuJobOf(job(met('SuccessCriteriaMet')), [])).toMatchObject({
    phase: 'succeeded',
    since: at(9),
    ranSeconds: null,
  });
  expect(gpuJobOf(job(met('FailureTarget', 'too many failures')), [])).toMatchObject({
    phase: 'failed',
    detail: 'too many failures',
  });
});

test('knows how long the container of a Job that ended well ran', () => {
  const terminated = { exitCode: 0, startedAt: at(2), finishedAt: at(5) };
  const done = pod(1, { phase: 'Succeeded', containerStatuses: [{ state: { terminated } }] as never });
  const conditions = [{ type: 'Complete', status: 'True', lastTransitionTime: at(5) }];
  expect(gpuJobOf(job({ status: { conditions } }), [done])).toMatchObject({ phase: 'succeeded', ranSeconds: 180 });
});
