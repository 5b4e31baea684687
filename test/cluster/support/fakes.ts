import { waitUntil } from '../../e2e/support/installation.ts';
import type { FakesSeed, Play, RecordedRequest } from '../../fakes/index.ts';
import type { Cluster } from './cluster.ts';

export interface FakesInCluster {
  /** The name that pods know them by. */
  readonly host: string;
  addListens(user: string, plays: readonly Play[]): Promise<void>;
  requests(
    service: 'listenbrainz' | 'musicbrainz' | 'lastfm',
  ): Promise<Pick<RecordedRequest, 'method' | 'path' | 'arrivedAt' | 'status'>[]>;
}

const labels = { app: 'fakes' };
const ports = [8100, 8101, 8102, 8103];

/** The fakes of the outside services as a pod behind a Service, with what they know from `seed`. */
export async function startFakesInCluster(
  cluster: Cluster,
  namespace: string,
  seed: FakesSeed,
): Promise<FakesInCluster> {
  await cluster.apply([
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'seed', namespace },
      data: { 'seed.json': JSON.stringify(seed) },
    },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'fakes', namespace, labels },
      spec: {
        enableServiceLinks: false,
        containers: [
          {
            name: 'fakes',
            image: 'localhost/sidetrack/fakes:test',
            imagePullPolicy: 'Never',
            env: [{ name: 'FAKES_SEED', value: '/seed/seed.json' }],
            readinessProbe: { httpGet: { path: '/health', port: 8100 }, periodSeconds: 1 },
            volumeMounts: [{ name: 'seed', mountPath: '/seed' }],
          },
        ],
        volumes: [{ name: 'seed', configMap: { name: 'seed' } }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'fakes', namespace },
      spec: { selector: labels, ports: ports.map((port) => ({ name: `p${port}`, port })) },
    },
  ]);
  const control = await cluster.serviceUrl(namespace, 'fakes');
  await waitUntil(async () => (await fetch(`${control}/health`).catch(() => null))?.ok === true, {
    seconds: 60,
    what: () => 'the fakes to be ready',
  }).catch(async (error: unknown) => {
    throw new Error(`${String(error)}\n${await cluster.describe(namespace)}`);
  });
  return {
    host: `fakes.${namespace}.svc.cluster.local`,
    addListens: async (user, plays) => {
      const answer = await fetch(`${control}/listens`, { method: 'POST', body: JSON.stringify({ user, plays }) });
      if (!answer.ok) throw new Error(`The fakes answered ${answer.status}: ${await answer.text()}`);
    },
    requests: async (service) => (await (await fetch(`${control}/requests?service=${service}`)).json()) as never,
  };
}
