import { kubectl } from '../control-plane/kubectl.ts';
import { until } from '../control-plane/ready.ts';
import { startKwok, type Kwok } from './start.ts';

const kubeconfig = process.env['SIDETRACK_TEST_KUBECONFIG']!;
const control = kubectl(process.env['SIDETRACK_TEST_KUBECTL']!, kubeconfig);
const namespace = 'kwok';

describe('nodes with GPUs that nobody runs', () => {
  let kwok: Kwok | undefined;

  beforeAll(async () => {
    await control(['create', 'namespace', namespace]);
    kwok = await startKwok(
      { kubeconfig, kubectl: control },
      { nodes: 2, gpusPerNode: 2, jobSeconds: 1, prefix: 'kwok-test' },
    );
  }, 120_000);

  afterAll(async () => {
    await control(['delete', 'namespace', namespace, '--wait=false']);
    await kwok?.stop();
  });

  test('run Jobs that ask for a GPU, no more at once than there are GPUs, until all are complete', async () => {
    await control(['create', '-f', '-'], JSON.stringify(job('many', 10)));
    const active = async (): Promise<number> => Number(await field('many', '{.status.ready}'));
    let most = 0;
    await until(
      'The Job',
      async () => {
        most = Math.max(most, await active());
        return (await field('many', '{.status.succeeded}')) === '10';
      },
      { seconds: 60 },
    );
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(4);
  }, 90_000);

  test('a lost node is no longer ready', async () => {
    await kwok!.lose('kwok-test-1');
    await control(['wait', '--for=condition=Ready=Unknown', 'node/kwok-test-1', '--timeout=100s']);
    expect(
      await control(['get', 'node', 'kwok-test-0', '-o', 'jsonpath={.status.conditions[?(@.type=="Ready")].status}']),
    ).toBe('True');
  }, 120_000);

  const field = (name: string, path: string): Promise<string> =>
    control(['get', 'job', name, '-n', namespace, '-o', `jsonpath=${path}`]);
});

function job(name: string, completions: number): object {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace },
    spec: {
      completions,
      parallelism: completions,
      template: {
        spec: {
          restartPolicy: 'Never',
          nodeSelector: { 'sidetrack.network/gpu': 'true' },
          tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
          containers: [
            { name: 'extract', image: 'nobody/runs:this', resources: { limits: { 'nvidia.com/gpu': '1' } } },
          ],
        },
      },
    },
  };
}
