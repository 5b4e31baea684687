import { components } from './components.ts';
import { flows } from './network-flows.ts';
import { networkPolicies } from './network-policies.ts';
import type { NetworkPolicy } from './network-policies.ts';
import { sampleInstallation } from './test-tools.ts';

type Spec = Parameters<typeof sampleInstallation>[0];

/** `postgres:5432` for each end that a component may reach (or be reached from), `*` for any address; name servers aside. */
function ends(spec: Spec, component: string, side: 'ingress' | 'egress'): string[] {
  const policy = networkPolicies(sampleInstallation(spec)).find(
    ({ metadata }) => metadata?.name === `music-${component}`,
  );
  return (policy?.spec[side] ?? [])
    .map((rule) => ({ peers: 'to' in rule ? rule.to : 'from' in rule ? rule.from : undefined, ports: rule.ports }))
    .filter(({ ports }) => ports.every(({ port }) => port !== 53 && port !== 5353))
    .flatMap(({ peers, ports }) => ports.flatMap(({ port }) => nameOf(peers).map((name) => `${name}:${port}`)));
}

type Peers = NonNullable<NonNullable<NetworkPolicy['spec']['egress']>[number]['to']>;

function nameOf(peers: Peers | undefined): string[] {
  return (peers ?? [{}]).map(({ podSelector, ipBlock }) => {
    const labels = podSelector?.matchLabels ?? {};
    const known = ['app.kubernetes.io/component', 'cnpg.io/cluster', 'app.kubernetes.io/name'].map(
      (key) => labels[key],
    );
    return ipBlock?.cidr ?? known.find((name) => name !== undefined) ?? '*';
  });
}

test('nobody speaks to anybody unless a component of its own says so', () => {
  const [deny] = networkPolicies(sampleInstallation());
  expect(deny?.spec).toEqual({
    podSelector: {
      matchLabels: {
        'app.kubernetes.io/name': 'sidetrack',
        'app.kubernetes.io/instance': 'music',
        'app.kubernetes.io/managed-by': 'sidetrack-operator',
      },
    },
    policyTypes: ['Ingress', 'Egress'],
  });
});

test.each(['worker-extract', 'worker-extract-gpu'])(
  '%s reaches the database and Temporal and nothing else',
  (component) => {
    expect(ends({}, component, 'egress')).toEqual(['postgres:5432', 'temporal:7233']);
  },
);

test('the database is reached by those who work with it, and reaches nobody', () => {
  const clients = [
    'api',
    'worker-sidetrack',
    'worker-ingest',
    'worker-extract',
    'worker-extract-gpu',
    'worker-aggregate',
  ];
  const backups = { backup: { schedule: '@daily' } };
  expect(ends(backups, 'postgres', 'ingress')).toEqual(
    [...clients, 'migrate', 'temporal', 'temporal-schema', 'backup', 'restore'].map((name) => `${name}:5432`),
  );
  expect(ends({}, 'postgres', 'egress')).toEqual([]);
});

test('only ingest and the API reach the internet, and never private networks or the metadata of a cloud', () => {
  const reaching = components(sampleInstallation()).filter((name) =>
    ends({}, name, 'egress').includes('0.0.0.0/0:443'),
  );
  expect(reaching).toEqual(['api', 'worker-ingest']);
  const block = networkPolicies(sampleInstallation())
    .flatMap(({ spec }) => spec.egress ?? [])
    .flatMap(({ to = [] }) => to)
    .find(({ ipBlock }) => ipBlock?.cidr === '0.0.0.0/0');
  expect(block?.ipBlock?.except).toEqual(expect.arrayContaining(['10.0.0.0/8', '169.254.0.0/16', '192.168.0.0/16']));
});

test('a service at an address of its own is reached on its port, wherever it is', () => {
  const services = { listenbrainzUrl: 'http://listenbrainz.home.svc:8100', musicbrainzUrl: 'https://mb.example.org' };
  expect(ends({ services }, 'worker-ingest', 'egress')).toEqual(expect.arrayContaining(['*:443', '*:8100']));
  expect(ends({ services }, 'worker-extract', 'egress')).not.toContain('*:8100');
});

test('the API is reached by the site and the operator; people reach the site', () => {
  expect(ends({}, 'api', 'ingress')).toEqual(['site:8000', 'sidetrack-operator:8000']);
  expect(ends({}, 'site', 'ingress')).toEqual(['*:8080']);
  const ingressFrom = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } } }];
  const [, ...policies] = networkPolicies(sampleInstallation({ networkPolicy: { ingressFrom } }));
  const site = policies.find(({ metadata }) => metadata?.name === 'music-site');
  expect(site?.spec.ingress?.[0]?.from).toEqual(ingressFrom);
});

test('external servers are reached on their ports, wherever they are', () => {
  const spec: Spec = {
    database: { external: { secretName: 'db' } },
    cache: { external: { secretName: 'cache' } },
    temporal: { external: { address: 'temporal.example.org:7233' } },
  };
  const policies = networkPolicies(sampleInstallation(spec), { database: 25060 });
  const api = policies.find(({ metadata }) => metadata?.name === 'music-api');
  expect(api?.spec.egress?.slice(0, 3).map(({ to, ports }) => [to, ports[0]?.port])).toEqual([
    [undefined, 25060],
    [undefined, 6379],
    [undefined, 7233],
  ]);
});

test("CloudNativePG's pods are reached by the same clients, by each other and by their operator", () => {
  const spec: Spec = { database: { cnpg: {} } };
  expect(ends(spec, 'api', 'egress')).toContain('music-postgres:5432');
  expect(ends(spec, 'postgres', 'ingress')).toEqual(
    expect.arrayContaining(['api:5432', 'music-postgres:5432', '*:8000', '*:9187']),
  );
});

test('who may reach anything may ask name servers, and only those', () => {
  const block = { networkPolicy: { nameServers: ['10.0.0.10/32'] } };
  const policies = networkPolicies(sampleInstallation(block)).filter(({ spec }) => (spec.egress ?? []).length > 0);
  for (const { spec } of policies) {
    const peers = spec.egress?.find(({ ports }) => ports.some(({ port }) => port === 53))?.to;
    expect(peers).toContainEqual({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    });
    expect(peers).toContainEqual({ ipBlock: { cidr: '10.0.0.10/32' } });
  }
});

test('each flow has two ends that somebody can stand at, and stands in the table once', () => {
  const spec: Spec = { backup: { schedule: '@daily' }, auth: {}, monitoring: { enabled: true } };
  const known = [...components(sampleInstallation(spec)), 'database', 'cache', 'visitors', 'operator', 'prometheus'];
  for (const { from } of flows) expect(known).toContain(from);
  expect(new Set(flows.map(({ from, to }) => `${from} ${to}`)).size).toBe(flows.length);
});

test('none are made when the spec says so', () => {
  expect(networkPolicies(sampleInstallation({ networkPolicy: { enabled: false } }))).toEqual([]);
});
