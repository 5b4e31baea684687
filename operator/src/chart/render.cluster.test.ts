import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { connect, type Direct } from '../runtime/cluster-test-tools.ts';
import type { KubernetesObject } from '../runtime/index.ts';
import { canonical } from '../runtime/render.ts';
import { chartFolder, crdFolder } from './places.ts';
import { helm, named, render } from './test-tools.ts';

const ciFolder = join(chartFolder, 'ci');
const ciFiles = (await readdir(ciFolder)).filter((name) => name.endsWith('-values.yaml'));
const ci = (name: string) => ['--values', join(ciFolder, name)];
const podOf = (objects: KubernetesObject[]) => {
  const [deployment] = named(objects, 'Deployment');
  return (deployment as unknown as { spec: { template: { spec: Pod } } }).spec.template.spec;
};
interface Pod {
  containers: { image: string; env: { name: string; value?: string }[]; securityContext: object }[];
  [field: string]: unknown;
}
const env = (objects: KubernetesObject[], name: string) =>
  podOf(objects).containers[0]?.env.find((one) => one.name === name)?.value;

describe('helm lint', () => {
  it.each(ciFiles)('is content with %s', async (file) => {
    await expect(helm('lint', '--strict', chartFolder, ...ci(file))).resolves.toMatchObject({ ok: true });
  });
});

describe('helm template', () => {
  const table: [string, string[], (objects: KubernetesObject[]) => void][] = [
    [
      'watches the whole cluster by a ClusterRole, from nothing said',
      [],
      (objects) => {
        expect(named(objects, 'ClusterRoleBinding').map(({ metadata }) => metadata?.name)).toEqual([
          'home-sidetrack-operator',
        ]);
        expect(named(objects, 'Role').map(({ metadata }) => metadata?.name)).toEqual(['home-sidetrack-operator-lease']);
        expect(env(objects, 'SIDETRACK_WATCH_NAMESPACES')).toBe('');
      },
    ],
    [
      'makes nothing cluster-wide for two namespaces, and a Role in each',
      ci('namespaced-values.yaml'),
      (objects) => {
        expect(objects.filter(({ kind }) => /^Cluster|^CustomResource/.test(kind ?? ''))).toEqual([]);
        const roles = named(objects, 'Role', 'home-sidetrack-operator').map(({ metadata }) => metadata?.namespace);
        expect(roles).toEqual(['music', 'choir']);
        expect(env(objects, 'SIDETRACK_WATCH_NAMESPACES')).toBe('music,choir');
      },
    ],
    [
      'takes the namespace of the release where none is named',
      ci('own-namespace-values.yaml'),
      (objects) => {
        expect(named(objects, 'Role', 'home-sidetrack-operator').map(({ metadata }) => metadata?.namespace)).toEqual([
          'system',
        ]);
        expect(env(objects, 'SIDETRACK_WATCH_NAMESPACES')).toBe('system');
      },
    ],
    [
      'names the image by registry, tag and digest, and tells installations the tag',
      ci('private-registry-values.yaml'),
      (objects) => {
        expect(podOf(objects).containers[0]?.image).toMatch(
          /^registry\.example\.org:5000\/mirror\/operator:0\.1\.0@sha256:0123/,
        );
        expect(podOf(objects)['imagePullSecrets']).toEqual([{ name: 'registry' }]);
        expect(podOf(objects)['serviceAccountName']).toBe('sidetrack-operator');
        expect(named(objects, 'ServiceAccount')).toEqual([]);
        expect(env(objects, 'SIDETRACK_OPERATOR_VERSION')).toBe('0.1.0');
        expect([...named(objects, 'Service'), ...named(objects, 'Pod')]).toEqual([]);
      },
    ],
    [
      'runs two replicas behind a PodDisruptionBudget',
      ci('available-values.yaml'),
      (objects) => {
        expect(named(objects, 'PodDisruptionBudget')).toMatchObject([{ spec: { minAvailable: 1 } }]);
        expect(named(objects, 'Deployment')).toMatchObject([{ spec: { replicas: 2 } }]);
      },
    ],
    [
      'lets Prometheus in, and the operator out to where it has to go',
      ci('monitored-values.yaml'),
      (objects) => {
        expect(named(objects, 'ServiceMonitor')).toMatchObject([
          { spec: { endpoints: [{ port: 'http', path: '/metrics', interval: '15s' }] } },
        ]);
        const [policy] = named(objects, 'NetworkPolicy') as (KubernetesObject & {
          spec: { ingress: { from: object[] }[]; egress: object[] };
        })[];
        // The pod of `helm test` asks for metrics too.
        expect(policy?.spec.ingress[0]?.from).toHaveLength(2);
        expect(policy?.spec.egress).toHaveLength(3);
      },
    ],
    [
      'leaves the CRDs, and their data, when it is uninstalled, unless told otherwise',
      [],
      (objects) => {
        for (const crd of named(objects, 'CustomResourceDefinition')) {
          expect(crd.metadata?.annotations).toMatchObject({ 'helm.sh/resource-policy': 'keep' });
        }
      },
    ],
  ];
  it.each(table)('%s', async (_, args, check) => {
    check(await render(...args));
  });

  it('carries the CRDs as they were generated', async () => {
    const crds = named(await render(), 'CustomResourceDefinition');
    const files = (await readdir(crdFolder)).filter((name) => name.endsWith('.yaml'));
    expect(crds).toHaveLength(files.length);
    for (const file of files) {
      const source = parse(await readFile(join(crdFolder, file), 'utf8')) as KubernetesObject & { spec: object };
      const [crd] = named(crds, 'CustomResourceDefinition', source.metadata!.name) as { spec?: object }[];
      expect(canonical(crd?.spec) === canonical(source.spec)).toBe(true);
    }
    await expect(
      render('--set', 'crds.install=false').then((objects) => named(objects, 'CustomResourceDefinition')),
    ).resolves.toEqual([]);
  });

  it('says the next step', async () => {
    const kubeconfig = ['--kubeconfig', process.env['SIDETRACK_TEST_KUBECONFIG'] ?? ''];
    const install = [
      'install',
      'home',
      chartFolder,
      '--dry-run=server',
      '--namespace',
      'default',
      '--set',
      'crds.install=false',
    ];
    const { text } = await helm(...install, ...kubeconfig);
    const notes = text.slice(text.indexOf('NOTES:'));
    expect(notes).toContain('Next: make an installation.');
    expect(notes).toContain('kubectl -n music describe sidetrack home');
  });
});

describe('the schema of the values', () => {
  it.each([
    ['watch.scope=everywhere', /'\/watch\/scope': value must be one of 'cluster', 'namespaces'/],
    ['watch.namespaces={Music}', /'\/watch\/namespaces\/0': 'Music' does not match pattern/],
    ['replicas=many', /'\/replicas': got string, want integer/],
    ['replicas=9', /'\/replicas': maximum: got 9, want 5/],
    ['imagetag=1', /additional properties 'imagetag' not allowed/],
    ['crds.instal=false', /'\/crds': additional properties 'instal' not allowed/],
    ['image.pullPolicy=Sometimes', /value must be one of 'Always', 'IfNotPresent', 'Never'/],
    ['image.digest=sha256:12', /'\/image\/digest': 'sha256:12' does not match pattern/],
    ['resources.limits.memory=lots', /'\/resources\/limits\/memory': 'lots' does not match pattern/],
    ['serviceMonitor.enabled=true,service.enabled=false', /'\/service\/enabled': value must be true/],
    ['logLevel=loud', /'\/logLevel': value must be one of/],
  ])('refuses %s and says where', async (setting, words) => {
    const { ok, text } = await helm('template', 'home', chartFolder, '--kube-version', '1.35.4', '--set', setting);
    expect({ ok, text }).toEqual({ ok: false, text: expect.stringMatching(words) });
  });
});

describe('a real API server', () => {
  let direct: Direct;
  const namespaces = ['system', 'music', 'choir'];
  beforeAll(async () => {
    direct = await connect();
    for (const name of namespaces) {
      const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
      await direct.cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    }
  });
  afterAll(async () => {
    for (const name of namespaces) await direct.cluster.delete({ apiVersion: 'v1', kind: 'Namespace', name });
    await direct.end();
  });

  it.each(ciFiles)(
    'takes all that %s makes (server-side dry run, namespaces with the restricted pod security level)',
    async (file) => {
      for (const object of await render(...ci(file))) {
        const { apiVersion = '', kind = '', metadata } = object;
        // The one kind of another project, whose definition this API server need not have.
        if (kind === 'ServiceMonitor') continue;
        const resource = await direct.discovery.find(apiVersion, kind);
        const { body } = await direct.rest.request({
          ...{
            verb: 'patch',
            resource,
            namespace: resource.namespaced ? metadata?.namespace : undefined,
            name: metadata?.name,
          },
          ...{
            body: object,
            contentType: 'application/apply-patch+yaml',
            query: { dryRun: 'All', fieldManager: 'helm', force: 'true', fieldValidation: 'Strict' },
          },
        });
        expect(body).toMatchObject({ kind, metadata: { name: metadata?.name } });
      }
    },
  );

  it('admits the operator’s pods and the test’s at the restricted level', async () => {
    const objects = await render();
    const pods = [
      { spec: podOf(objects) as object, metadata: { name: 'operator', namespace: 'system' } },
      ...named(objects, 'Pod'),
    ];
    const resource = await direct.discovery.find('v1', 'Pod');
    for (const pod of pods) {
      const body = {
        ...pod,
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: pod.metadata?.name, namespace: 'system' },
      };
      // The Deployment's own dry run only warns; a pod is refused. The ServiceAccount is not there in a dry run.
      const spec = { ...(body as unknown as { spec: object }).spec, serviceAccountName: undefined };
      await expect(
        direct.rest.request({
          verb: 'create',
          resource,
          namespace: 'system',
          query: { dryRun: 'All' },
          body: { ...body, spec },
        }),
      ).resolves.toMatchObject({ code: 201 });
    }
  });
});
