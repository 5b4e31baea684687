import { KubeConfig } from '@kubernetes/client-node';
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SideTrack, Tenant } from '../api/index.ts';
import { installCrds } from '../api/test-tools.ts';
import { startFakeInstallationApi, workWith } from '../installation-api/test-tools.ts';
import type { FakeInstallationApi } from '../installation-api/test-tools.ts';
import { connect, eventually, type Direct } from '../runtime/cluster-test-tools.ts';
import type { KubernetesObject } from '../runtime/index.ts';
import type { RecordedCall } from '../runtime/recorded-calls.ts';
import { startFakeKubelet } from '../sidetrack/fake-kubelet-test-tools.ts';
import type { FakeKubelet } from '../sidetrack/fake-kubelet-test-tools.ts';
import { rightsOf, rightsWithReason, rightText, type Rule } from './rights.ts';
import { named, render } from './test-tools.ts';

const main = join(import.meta.dirname, '..', 'main.ts');
const group = 'sidetrack.network/v1alpha1';

/** The operator as it is installed: its own program, with the ServiceAccount and the rights of the chart and no others. */
describe('the operator with the rights of its chart', () => {
  let direct: Direct;
  let api: FakeInstallationApi;
  let kubelet: FakeKubelet;
  let folder: string;
  let operator: ChildProcess;
  let rules: Rule[];
  let port = 0;
  let said = '';

  beforeAll(async () => {
    await installCrds();
    direct = await connect();
    api = await startFakeInstallationApi();
    kubelet = startFakeKubelet(direct, api);
    folder = await mkdtemp(join(tmpdir(), 'sidetrack-rights-'));
    const { namespace } = direct;
    const scope = ['--set', 'watch.scope=namespaces', '--set', 'crds.install=false', '--set', 'rbac.aggregate=false'];
    const objects = await render(...scope, '--namespace', namespace);
    const roles = ['ServiceAccount', 'Role', 'RoleBinding'].flatMap((kind) => named(objects, kind));
    for (const object of roles) await direct.cluster.apply(object);
    rules = named(objects, 'Role').flatMap((role) => (role as KubernetesObject & { rules: Rule[] }).rules);
    writeFileSync(join(folder, 'kubeconfig'), await kubeconfigOf(direct, 'home-sidetrack-operator'));
    operator = spawn(process.execPath, [main], {
      env: {
        PATH: process.env['PATH'],
        ...{ KUBECONFIG: join(folder, 'kubeconfig'), SIDETRACK_OPERATOR_RECORD_CALLS: join(folder, 'calls') },
        ...{ SIDETRACK_OPERATOR_NAMESPACE: namespace, SIDETRACK_WATCH_NAMESPACES: namespace },
        ...{
          SIDETRACK_OPERATOR_HOST: '127.0.0.1',
          SIDETRACK_OPERATOR_PORT: '0',
          SIDETRACK_OPERATOR_API_URL: api.urlTemplate,
        },
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [operator.stdout, operator.stderr])
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    port = await eventually(20, 'the operator starts', () => Number(/"port":(\d+)/.exec(said)?.[1]) || undefined);
  }, 60_000);
  afterAll(async () => {
    const exited = new Promise((resolve) => operator.once('exit', resolve));
    operator.kill('SIGTERM');
    await exited;
    await kubelet.stop();
    await api.stop();
    await direct.end();
    await rm(folder, { recursive: true });
  }, 60_000);

  const ref = (kind: string, name: string) => ({ apiVersion: group, kind, namespace: direct.namespace, name });
  const until = async <T extends SideTrack | Tenant>(
    kind: string,
    name: string,
    what: string,
    holds: (object: T) => boolean,
  ) =>
    eventually(120, `${kind} ${name}: ${what}`, async () => {
      const object = (await direct.cluster.get(ref(kind, name))) as unknown as T | null;
      return object && holds(object) ? object : undefined;
    }).catch(async (error: unknown) => {
      throw new Error(
        `${String(error)}\n${JSON.stringify(await direct.cluster.get(ref(kind, name)))}\n${said.slice(-3000)}`,
      );
    });
  const make = (kind: string, name: string, spec: object) =>
    direct.cluster.create({
      apiVersion: group,
      kind,
      metadata: { name, namespace: direct.namespace },
      spec,
    } as KubernetesObject);
  const change = async (name: string, spec: object) =>
    direct.rest.request({
      ...{
        verb: 'patch',
        resource: await direct.discovery.find(group, 'SideTrack'),
        namespace: direct.namespace,
        name,
      },
      ...{ body: { spec }, contentType: 'application/merge-patch+json' },
    });
  /** The operator draws the service token by chance; the installation behind the fake API takes it from the Secret as the product does. */
  const giveToken = async (name: string) => {
    const secretRef = { apiVersion: 'v1', kind: 'Secret', namespace: direct.namespace, name: `${name}-credentials` };
    const secret = await eventually(
      20,
      'the credentials',
      async () => (await direct.cluster.get(secretRef)) ?? undefined,
    );
    const { data } = secret as KubernetesObject & { data: Record<string, string> };
    api.installation(direct.namespace, name).serviceToken = atob(data['serviceToken'] ?? '');
  };
  const isReady = ({ status, metadata }: SideTrack | Tenant) =>
    status?.observedGeneration === metadata.generation &&
    status.conditions.some(({ type, status: is }) => type === 'Ready' && is === 'True');

  it('does all that it is there for', async () => {
    const full = {
      ...{ database: { embedded: {} }, temporal: { embedded: {} }, image: { tag: '1.0.0' }, api: { replicas: 2 } },
      ...{
        backup: { schedule: '0 3 * * *' },
        site: { ingress: { host: 'music.example.org' } },
        monitoring: { enabled: true },
      },
      workers: { extractGpu: { max: 2, idleSeconds: 5 } },
    };
    await make('SideTrack', 'sidetrack', full);
    await giveToken('sidetrack');
    await until('SideTrack', 'sidetrack', 'Ready', isReady);
    await make('Tenant', 'listener', { apiTokenSecretName: 'listener-token' });
    await until('Tenant', 'listener', 'Ready', isReady);
    api.installation(direct.namespace, 'sidetrack').work = workWith(40);
    await until<SideTrack>('SideTrack', 'sidetrack', 'has GPU Jobs', ({ status }) => (status?.gpu?.jobs ?? 0) > 0);
    api.installation(direct.namespace, 'sidetrack').work = workWith(0);

    await change('sidetrack', {
      image: { tag: '2.0.0' },
      backup: null,
      api: { replicas: 1 },
      site: { ingress: null },
      monitoring: null,
      cache: { enabled: false },
      networkPolicy: { enabled: false },
    });
    await until<SideTrack>(
      'SideTrack',
      'sidetrack',
      'has version 2.0.0',
      (owner) => isReady(owner) && owner.status?.version === '2.0.0',
    );
    const redis = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: direct.namespace, name: 'sidetrack-redis' };
    await eventually(60, 'the cache is gone', async () => ((await direct.cluster.get(redis)) ? undefined : true));
    await direct.cluster.delete(ref('Tenant', 'listener'));
    await eventually(60, 'the Tenant is let go', async () =>
      (await direct.cluster.get(ref('Tenant', 'listener'))) ? undefined : true,
    );
  }, 400_000);

  it('is refused nothing', async () => {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics.split('\n').filter((line) => line.includes('code="403"'))).toEqual([]);
    expect(said).not.toContain('forbidden');
  });

  it('makes no call that the rules do not allow, and has no right without a use or a reason', () => {
    const calls = readFileSync(join(folder, 'calls'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RecordedCall);
    const made = new Set(calls.map(rightText));
    const given = rightsOf(rules);
    expect([...made].filter((right) => !given.includes(right))).toEqual([]);
    expect(
      given.filter((right) => !made.has(right) && !rightsWithReason.some(({ rights }) => rights.test(right))),
    ).toEqual([]);
  });

  it('has no wildcard, no exec, and reads Secrets by name only', () => {
    const given = rightsOf(rules);
    expect(
      given.filter((right) => right.includes('*') || right.includes('/exec') || right.includes('/attach')),
    ).toEqual([]);
    expect(given.filter((right) => right.endsWith(' secrets'))).toEqual([
      'create secrets',
      'get secrets',
      'patch secrets',
    ]);
    for (const { rights } of rightsWithReason) expect(given.some((right) => rights.test(right))).toBe(true);
  });
});

/** A kubeconfig with a token of the ServiceAccount, as a pod would get it. */
async function kubeconfigOf({ rest, discovery, kubeConfig, namespace }: Direct, account: string): Promise<string> {
  const { body } = await rest.request({
    ...{
      verb: 'create',
      resource: await discovery.find('v1', 'ServiceAccount'),
      namespace,
      name: account,
      subresource: 'token',
    },
    body: { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: { expirationSeconds: 3600 } },
  });
  const { token } = (body as { status: { token: string } }).status;
  const theirs = new KubeConfig();
  theirs.loadFromClusterAndUser(kubeConfig.getCurrentCluster()!, { name: account, token });
  return theirs.exportConfig();
}
