import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installCrds } from '../api/test-tools.ts';
import { connect, eventually, type Direct } from './cluster-test-tools.ts';
import { startFaultProxy, type FaultProxy } from './fault-proxy.fixture.ts';
import { startOperator, type RunningOperator } from './operator.ts';
import { silentLog } from './test-tools.ts';
import { renderedHashAnnotation, type Cluster, type KubernetesObject, type Watched } from './types.ts';

const labels = { 'app.kubernetes.io/managed-by': 'sidetrack-operator' };

describe('the operator’s Cluster, on a real API server', () => {
  let direct: Direct;
  let proxy: FaultProxy;
  let operator: RunningOperator;
  let cluster: Cluster;
  let watched: Watched;
  let folder: string;
  let home: KubernetesObject;

  beforeAll(async () => {
    await installCrds();
    direct = await connect();
    proxy = await startFaultProxy(direct.kubeconfig);
    folder = await mkdtemp(join(tmpdir(), 'sidetrack-apply-'));
    operator = await startOperator({
      ...{
        kubeConfig: proxy.kubeConfig,
        namespace: direct.namespace,
        watchNamespaces: [direct.namespace],
        identity: 'test',
      },
      ...{
        host: '127.0.0.1',
        port: 0,
        clock: () => new Date(),
        random: Math.random,
        log: silentLog,
        recordCallsTo: join(folder, 'calls'),
      },
      optionalApiVersions: ['monitoring.coreos.com/v1', 'apps/v1'],
      controllers: (tools) => {
        ({ cluster, watched } = tools);
        return [];
      },
    });
    await operator.leading;
    await direct.cluster.create(sideTrack(direct.namespace));
    home = (await direct.cluster.get({
      apiVersion: 'sidetrack.network/v1alpha1',
      kind: 'SideTrack',
      namespace: direct.namespace,
      name: 'home',
    }))!;
  }, 30_000);
  afterAll(async () => {
    await operator.stop();
    await proxy.stop();
    await direct.end();
    await rm(folder, { recursive: true });
  });

  const writes = () => proxy.requests.filter((request) => !/^GET |\/leases/.test(request));
  const liveDeployment = () =>
    direct.cluster.get<Deployment>({
      ...{ apiVersion: 'apps/v1', kind: 'Deployment', namespace: direct.namespace, name: 'home-api' },
    });
  const seen = (test: (object: Deployment) => boolean) =>
    eventually(5, 'the watch shows it', () => {
      const object = watched.children('Deployment').get(direct.namespace, 'home-api') as Deployment | undefined;
      return object && test(object) ? object : undefined;
    });
  const editReplicas = (replicas: number) =>
    direct.rest.request({
      ...{ verb: 'patch', namespace: direct.namespace, name: 'home-api', contentType: 'application/merge-patch+json' },
      resource: { group: 'apps', version: 'v1', plural: 'deployments', kind: 'Deployment', namespaced: true },
      body: { spec: { replicas }, metadata: { labels: { theirs: 'kept' } } },
    });

  it('creates, then makes no request while nothing changed, however often it is asked', async () => {
    await expect(cluster.apply(deployment(direct.namespace, 1), home)).resolves.toBe('created');
    const { length } = writes();
    for (let round = 0; round < 20; round += 1) {
      await expect(cluster.apply(deployment(direct.namespace, 1), home)).resolves.toBe('unchanged');
      await pause(0.05);
    }
    expect(writes().length).toBe(length);
    const live = await liveDeployment();
    expect(live?.metadata).toMatchObject({
      ownerReferences: [{ kind: 'SideTrack', name: 'home', controller: true }],
      annotations: { [renderedHashAnnotation]: expect.stringMatching(/^[0-9a-f]{16}$/) },
    });
  });

  it('sends what was rendered anew, and removes fields that are no longer rendered', async () => {
    await expect(cluster.apply(deployment(direct.namespace, 2, { EXTRA: '1' }), home)).resolves.toBe('changed');
    await expect(cluster.apply(deployment(direct.namespace, 2), home)).resolves.toBe('changed');
    const live = await liveDeployment();
    expect(live?.spec.replicas).toBe(2);
    expect(live?.spec.template.spec.containers[0]?.env).toEqual([{ name: 'PORT', value: '8000' }]);
  });

  it('puts a hand edit back and leaves what others own', async () => {
    await editReplicas(7);
    await seen((object) => object.spec.replicas === 7);
    await expect(cluster.apply(deployment(direct.namespace, 2), home)).resolves.toBe('changed');
    const live = await liveDeployment();
    expect([live?.spec.replicas, live?.metadata?.labels?.['theirs']]).toEqual([2, 'kept']);
  });

  it('makes again what was deleted by hand', async () => {
    await direct.cluster.delete({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      namespace: direct.namespace,
      name: 'home-api',
    });
    await eventually(5, 'the watch shows it', () =>
      watched.children('Deployment').get(direct.namespace, 'home-api') ? undefined : true,
    );
    await expect(cluster.apply(deployment(direct.namespace, 2), home)).resolves.toBe('created');
  });

  it('compares kinds that are not watched with a read', async () => {
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'r', namespace: direct.namespace },
      rules: [],
    };
    await expect(cluster.apply(role)).resolves.toBe('created');
    const { length } = writes();
    await expect(cluster.apply(role)).resolves.toBe('unchanged');
    expect(writes().length).toBe(length);
  });

  it('never changes what it creates only, and says whether something was deleted', async () => {
    const secret = (text: string) => ({
      ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'home-credentials', namespace: direct.namespace } },
      stringData: { text },
    });
    await expect(cluster.create(secret('first'))).resolves.toBe('created');
    await expect(cluster.create(secret('second'))).resolves.toBe('exists');
    const ref = { apiVersion: 'v1', kind: 'Secret', namespace: direct.namespace, name: 'home-credentials' };
    const stored = await cluster.get<KubernetesObject & { data: Record<string, string> }>(ref);
    expect(stored?.data['text']).toBe(btoa('first'));
    await expect(cluster.delete(ref, { resourceVersion: '1' })).rejects.toMatchObject({ code: 409 });
    await expect(cluster.delete(ref)).resolves.toBe('deleted');
    await expect(cluster.delete(ref)).resolves.toBe('absent');
    await expect(cluster.get(ref)).resolves.toBeNull();
  });

  it('writes a status only when it differs, and removes what is gone from it', async () => {
    const status = (url?: string) => ({ observedGeneration: 1, ...(url && { url }), conditions: [condition('Ready')] });
    await expect(cluster.patchStatus(home, status('http://x'))).resolves.toBe('changed');
    await expect(cluster.patchStatus(home, status('http://x'))).resolves.toBe('unchanged');
    await expect(cluster.patchStatus(home, status())).resolves.toBe('changed');
    const live = await direct.cluster.get<KubernetesObject & { status: object }>(ref(home));
    expect(live?.status).toEqual(status());
  });

  it('does not give a status to an object that took the name of another', async () => {
    const impostor = { ...home, metadata: { ...home.metadata, uid: '00000000-0000-0000-0000-000000000000' } };
    await expect(cluster.patchStatus(impostor, { url: 'http://elsewhere' })).rejects.toMatchObject({ code: 409 });
  });

  it('sets finalizers and annotations, and refuses from an old version', async () => {
    await cluster.patchMetadata(ref(home), {
      finalizers: ['sidetrack.network/tenant'],
      annotations: { a: '1', b: null },
    });
    const live = await direct.cluster.get(ref(home));
    expect(live?.metadata).toMatchObject({ finalizers: ['sidetrack.network/tenant'], annotations: { a: '1' } });
    await expect(cluster.patchMetadata(ref(home), { finalizers: [], resourceVersion: '1' })).rejects.toMatchObject({
      code: 409,
    });
    await cluster.patchMetadata(ref(home), { finalizers: [] });
  });

  it('tells people through an event, the same one once', async () => {
    const text = {
      type: 'Warning',
      reason: 'SecretMissing',
      note: 'The Secret “x” is missing: create it.',
      action: 'ReadSecret',
    } as const;
    for (let round = 0; round < 5; round += 1) cluster.record(home, text);
    const events = await eventually(5, 'the event', async () => {
      const all = await direct.list('events.k8s.io/v1', 'Event');
      const found = all.filter((event) => 'reason' in event && event.reason === text.reason);
      return found.length > 0 ? found : undefined;
    });
    expect(events).toMatchObject([
      { ...text, reportingController: 'sidetrack.network/operator', regarding: { kind: 'SideTrack', name: 'home' } },
    ]);
  });

  it('knows which kinds the API server serves', () => {
    expect(cluster.has('apps/v1', 'Deployment')).toBe(true);
    expect(cluster.has('monitoring.coreos.com/v1', 'NoSuchKind')).toBe(false);
  });

  it('is ready, measures itself, and records each different call once', async () => {
    const ask = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${operator.port}${path}`);
      return { code: response.status, text: await response.text() };
    };
    await expect(ask('/readyz')).resolves.toEqual({ code: 200, text: 'ok\n' });
    await expect(ask('/healthz')).resolves.toMatchObject({ code: 200 });
    await expect(ask('/nothing')).resolves.toMatchObject({ code: 404 });
    const { text } = await ask('/metrics');
    expect(text).toContain('sidetrack_operator_leader 1');
    expect(text).toMatch(
      /sidetrack_operator_api_requests_total\{verb="patch",resource="sidetracks\/status",code="200"\} 2/,
    );
    const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
    expect(new Set(calls).size).toBe(calls.length);
    expect(calls).toContain(
      JSON.stringify({ verb: 'watch', group: 'apps', resource: 'deployments', namespaced: true }),
    );
    expect(calls.filter((line) => line.includes('"secrets"') && /list|watch/.test(line))).toEqual([]);
  });
});

type Deployment = KubernetesObject & {
  spec: { replicas: number; template: { spec: { containers: { env: { name: string; value: string }[] }[] } } };
};

const ref = ({ apiVersion = '', kind = '', metadata }: KubernetesObject) => ({
  apiVersion,
  kind,
  namespace: metadata?.namespace ?? '',
  name: metadata?.name ?? '',
});

const condition = (type: string) => ({
  ...{
    type,
    status: 'True',
    reason: 'Ready',
    message: '',
    observedGeneration: 1,
    lastTransitionTime: '2026-11-22T00:00:00Z',
  },
});

const sideTrack = (namespace: string): KubernetesObject =>
  ({
    ...{ apiVersion: 'sidetrack.network/v1alpha1', kind: 'SideTrack', metadata: { name: 'home', namespace } },
    spec: { database: { embedded: {} }, temporal: { embedded: {} } },
  }) as KubernetesObject;

/** As the builders render them: with amounts that the API server writes in its own way, and everything it adds defaults to. */
function deployment(namespace: string, replicas: number, env: Record<string, string> = {}): KubernetesObject {
  const container = {
    name: 'api',
    image: 'example.org/api:1',
    command: ['node', 'main.js'],
    env: Object.entries({ PORT: '8000', ...env }).map(([name, value]) => ({ name, value })),
    ports: [{ name: 'http', containerPort: 8000 }],
    resources: { requests: { cpu: '1000m', memory: '1024Mi' }, limits: { memory: '2048Mi' } },
    readinessProbe: { httpGet: { path: '/readyz', port: 'http' } },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
    securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
  };
  const spec = { containers: [container], volumes: [{ name: 'tmp', emptyDir: {} }], tolerations: [], nodeSelector: {} };
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'home-api', namespace, labels } },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels, annotations: {} }, spec } },
  } as KubernetesObject;
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
