import { extractGpuHash, extractGpuJob } from './extract-gpu-job.ts';
import { sampleInstallation } from './test-tools.ts';

type GpuSpec = NonNullable<NonNullable<NonNullable<Parameters<typeof sampleInstallation>[0]>['workers']>['extractGpu']>;

const of = (extractGpu: GpuSpec, more: Parameters<typeof sampleInstallation>[0] = {}) =>
  sampleInstallation({ ...more, workers: { extractGpu: { max: 2, ...extractGpu } } });
const podOf = (extractGpu: GpuSpec, more = {}) => extractGpuJob(of(extractGpu, more), 1).spec!.template.spec!;

test('asks for one GPU of the kind that the spec names, where it says', () => {
  const pod = podOf({
    resourceName: 'amd.com/gpu',
    nodeSelector: { gpu: 'mi300' },
    tolerations: [{ key: 'amd.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
    runtimeClassName: 'rocm',
    resources: { requests: { cpu: 2 }, limits: { memory: '8Gi' } },
  });
  expect(pod.containers[0]?.resources).toEqual({
    requests: { cpu: '2' },
    limits: { memory: '8Gi', 'amd.com/gpu': '1' },
  });
  expect(pod).toMatchObject({ nodeSelector: { gpu: 'mi300' }, runtimeClassName: 'rocm' });
  expect(pod.tolerations?.[0]).toEqual({ key: 'amd.com/gpu', operator: 'Exists', effect: 'NoSchedule' });
});

test('serves its queue until nothing is left for a while', () => {
  expect(podOf({ idleSeconds: 90 }).containers[0]?.command).toEqual([
    ...['node', '/app/activities/dist/worker-main.js', '--queues', 'extract-gpu', '--drain', '--idle-seconds', '90'],
  ]);
});

test('leaves a node that does not answer after 30 s, unless the spec says otherwise', () => {
  const lost = (key: string) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 });
  const [unreachable, notReady] = ['node.kubernetes.io/unreachable', 'node.kubernetes.io/not-ready'];
  expect(podOf({}).tolerations).toEqual([lost(unreachable), lost(notReady)]);
  const own = { key: unreachable, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 } as const;
  expect(podOf({ tolerations: [own] }).tolerations).toEqual([own, lost(notReady)]);
});

test('is made anew elsewhere when its pod is lost or drained, and ends by itself', () => {
  const { spec } = extractGpuJob(of({}), 1);
  expect(spec).toMatchObject({
    podReplacementPolicy: 'TerminatingOrFailed',
    completions: 1,
    parallelism: 1,
    backoffLimit: 6,
  });
  expect(spec?.podFailurePolicy).toBeUndefined();
  expect(spec?.activeDeadlineSeconds).toBeUndefined();
  expect(spec?.template.spec?.restartPolicy).toBe('Never');
  expect(spec?.ttlSecondsAfterFinished).toBeGreaterThan(0);
});

test('carries the label of the queue where one is named, and leaves it to Kueue to suspend it', () => {
  const job = extractGpuJob(of({ kueueQueue: 'gpus' }), 3);
  expect(job.metadata).toMatchObject({ name: 'music-extract-gpu-3', labels: { 'kueue.x-k8s.io/queue-name': 'gpus' } });
  expect(job.spec?.suspend).toBeUndefined();
  expect(extractGpuJob(of({}), 3).metadata?.labels).not.toHaveProperty(['kueue.x-k8s.io/queue-name']);
});

test('sees the audio read-only and has no right that it needs not', () => {
  const pod = podOf({}, { audio: { persistentVolumeClaim: { claimName: 'music' } } });
  expect(pod.volumes).toContainEqual({ name: 'audio', persistentVolumeClaim: { claimName: 'music', readOnly: true } });
  expect(pod.containers[0]?.volumeMounts).toContainEqual({ name: 'audio', mountPath: '/audio', readOnly: true });
  expect(pod).toMatchObject({ automountServiceAccountToken: false, enableServiceLinks: false });
  expect(pod.containers[0]?.securityContext).toMatchObject({
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  });
});

test('tells by its hash what it was made from', () => {
  const hash = extractGpuHash(of({}));
  expect(extractGpuJob(of({}), 5).metadata?.annotations).toEqual({ 'sidetrack.network/template-hash': hash });
  expect(extractGpuHash(of({ max: 8 }))).toBe(hash);
  expect(extractGpuHash(of({ kueueQueue: 'gpus' }))).not.toBe(hash);
  expect(extractGpuHash(of({ nodeSelector: { gpu: 'a100' } }))).not.toBe(hash);
});
