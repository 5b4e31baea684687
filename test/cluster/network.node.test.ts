import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { PROBE_IMAGE, until, type TestNode } from '@sidetrack/k8s';
import { testCluster } from './support/cluster.ts';

const namespace = 'network-policies';

describe('network policies on the node', () => {
  let node: TestNode;
  let host: Server;
  let hostPort: number;
  let server: string;

  beforeAll(async () => {
    node = testCluster();
    host = createServer((socket) => socket.end()).listen(0, '0.0.0.0');
    await once(host, 'listening');
    hostPort = (host.address() as { port: number }).port;
    await node.kubectl(['create', 'namespace', namespace]);
    await apply(
      pod('server', { open: ['serve', ':8080'], closed: ['serve', ':9090'] }),
      pod('client', { asks: ['serve', ':7070'] }),
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'server', namespace },
        spec: { selector: { app: 'server' }, ports: [{ port: 80, targetPort: 8080 }] },
      },
    );
    await node.kubectl(['wait', '--for=condition=Ready', 'pod', '--all', '-n', namespace, '--timeout=60s']);
    server = await node.kubectl(['get', 'pod', 'server', '-n', namespace, '-o', 'jsonpath={.status.podIP}']);
  }, 120_000);

  afterAll(async () => {
    host.close();
    await node.kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  const apply = async (...objects: object[]): Promise<void> => {
    await node.kubectl(['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  };
  const ask = (...args: string[]): Promise<boolean> =>
    node.kubectl(['exec', 'client', '-n', namespace, '--', '/program', 'probe', ...args]).then(
      () => true,
      () => false,
    );
  const everything = async (): Promise<Record<string, boolean>> => {
    const questions = {
      port: ['connect', `${server}:8080`],
      otherPort: ['connect', `${server}:9090`],
      names: ['resolve', `server.${namespace}.svc.cluster.local`],
      service: ['connect', `server.${namespace}:80`],
      machine: ['connect', `${node.network.hostAddress}:${hostPort}`],
      apiServer: ['connect', `${node.network.apiService}:443`],
    };
    const answers = Object.entries(questions).map(async ([what, args]) => [what, await ask(...args)] as const);
    return Object.fromEntries(await Promise.all(answers));
  };

  test('without one, a pod reaches everything', async () => {
    expect(await everything()).toEqual({
      port: true,
      otherPort: true,
      names: true,
      service: true,
      machine: true,
      apiServer: true,
    });
  }, 60_000);

  test('the default denial closes everything, and the kubelet still asks pods whether they are well', async () => {
    await apply(policy('deny', {}, { policyTypes: ['Ingress', 'Egress'] }));
    await until('The denial', async () => !(await ask('connect', `${server}:8080`)), { seconds: 10 });
    expect(Object.values(await everything())).not.toContain(true);
    expect(
      await node.kubectl([
        'get',
        'pods',
        '-n',
        namespace,
        '-o',
        'jsonpath={.items[*].status.containerStatuses[*].ready}',
      ]),
    ).toBe('true true true');
  }, 90_000);

  test('what is allowed opens, and nothing else', async () => {
    const toServer = { podSelector: { matchLabels: { app: 'server' } } };
    const ports = [{ port: 8080, protocol: 'TCP' }];
    await apply(
      policy('client', { app: 'client' }, { policyTypes: ['Egress'], egress: [{ to: [toServer], ports }] }),
      policy('server', { app: 'server' }, { policyTypes: ['Ingress'], ingress: [{ ports }] }),
    );
    await until('The opening', () => ask('connect', `${server}:8080`), { seconds: 10 });
    expect(await everything()).toMatchObject({ port: true, otherPort: false, names: false, machine: false });
    const dns = {
      to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
      ports: [{ port: 53, protocol: 'UDP' }],
    };
    await apply(policy('names', { app: 'client' }, { policyTypes: ['Egress'], egress: [dns] }));
    await until('The names', () => ask('resolve', `server.${namespace}.svc.cluster.local`), { seconds: 15 });
    expect(await everything()).toEqual({
      port: true,
      otherPort: false,
      names: true,
      service: true,
      machine: false,
      apiServer: false,
    });
  }, 90_000);

  test('a new pod is held from its first packet on', async () => {
    const names = Array.from({ length: 6 }, (_, index) => `new-${index}`);
    await apply(...names.map((name) => pod(name, { asks: ['connect', `${server}:9090`] })));
    const done = names.map((name) => `pod/${name}`);
    await node.kubectl(['wait', '--for=jsonpath={.status.phase}=Failed', ...done, '-n', namespace, '--timeout=90s']);
  }, 120_000);
});

function pod(name: string, containers: Record<string, string[]>): object {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 0,
      containers: Object.entries(containers).map(([container, args]) => ({
        name: container,
        image: PROBE_IMAGE,
        args,
        ...(args[0] === 'serve' && {
          readinessProbe: { tcpSocket: { port: Number(args[1]?.slice(1)) }, periodSeconds: 1 },
        }),
      })),
    },
  };
}

function policy(name: string, matchLabels: Record<string, string>, rules: object): object {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: { podSelector: { matchLabels }, ...rules },
  };
}
