import { resourcesOf, restrictedPod } from './pod-defaults.ts';

const pod = restrictedPod({
  user: 999,
  serviceAccountName: 'music-x',
  graceSeconds: 10,
  containers: [{ name: 'x', image: 'x:1' }],
  initContainers: [{ name: 'first', image: 'x:1' }],
});

test('a pod is not root and may not become it', () => {
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 999, fsGroup: 999 });
  for (const { securityContext } of [...pod.containers, ...(pod.initContainers ?? [])])
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
    });
});

test('it has no token of the API server, and no variables of Services', () => {
  expect(pod.automountServiceAccountToken).toBe(false);
  expect(pod.enableServiceLinks).toBe(false);
});

test('every container has a /tmp, since nothing else can be written', () => {
  for (const { volumeMounts } of [...pod.containers, ...(pod.initContainers ?? [])])
    expect(volumeMounts).toContainEqual({ name: 'tmp', mountPath: '/tmp' });
  expect(pod.volumes).toContainEqual({ name: 'tmp', emptyDir: {} });
});

test("the spec's resources stand alone; without them a component has what it needs", () => {
  const least = { cpu: '50m', memory: '64Mi', memoryLimit: '256Mi' };
  expect(resourcesOf(undefined, least)).toEqual({
    requests: { cpu: '50m', memory: '64Mi' },
    limits: { memory: '256Mi' },
  });
  expect(resourcesOf({ requests: { cpu: 2 } }, least)).toEqual({ requests: { cpu: '2' } });
});
