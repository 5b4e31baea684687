import { KubeConfig } from '@kubernetes/client-node';
import { PROBE_IMAGE } from '@sidetrack/k8s';
import { forwardToApi } from '../../operator/src/plugin/forward.ts';
import { createKube } from '../../operator/src/plugin/kube.ts';
import { testCluster } from './support/cluster.ts';

const namespace = 'plugin';

describe("kubectl sidetrack's way to an installation", () => {
  const node = testCluster();

  beforeAll(async () => {
    const labels = { 'app.kubernetes.io/instance': 'home', 'app.kubernetes.io/component': 'api' };
    const container = {
      name: 'api',
      image: PROBE_IMAGE,
      imagePullPolicy: 'Never',
      command: ['/program', 'probe', 'serve', ':8000'],
    };
    await node.apply([
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'nobody', namespace },
        spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      },
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'home-api', namespace, labels },
        spec: { containers: [container] },
      },
    ]);
    await node.kubectl(['wait', '--for=condition=Ready', 'pod/home-api', '-n', namespace, '--timeout=60s']);
  }, 90_000);

  afterAll(() => node.kubectl(['delete', 'namespace', namespace, '--wait=false']));

  test('leads through the API server into the pod, where a policy lets nobody else in', async () => {
    const config = new KubeConfig();
    config.loadFromFile(node.kubeconfig);
    const way = await forwardToApi(config, createKube(config), { namespace, installation: 'home' });
    const ask = (body?: string) =>
      fetch(way.urlTemplate, body === undefined ? {} : { method: 'POST', body }).then((answer) => answer.text());
    const answers = await Promise.all([ask(), ask(), ask(), ask('x'.repeat(300_000))]);
    expect(answers).toEqual(Array<string>(4).fill('127.0.0.1\n'));
    await way.close();
    await expect(ask()).rejects.toThrow('fetch failed');
  }, 60_000);
});
