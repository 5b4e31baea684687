import { kubectl } from '../control-plane/kubectl.ts';
import { neighbourCrds } from './crds.ts';

const control = kubectl(process.env['SIDETRACK_TEST_KUBECTL']!, process.env['SIDETRACK_TEST_KUBECONFIG']!);

describe("the neighbours' resources", () => {
  test.each([
    ['cnpg', 'clusters.postgresql.cnpg.io'],
    ['kueue', 'localqueues.kueue.x-k8s.io'],
    ['prometheus', 'servicemonitors.monitoring.coreos.com'],
  ] as const)(
    '%s: established on this API server',
    async (name, resource) => {
      // Only this one: other tests find a cluster without the rest.
      const folder = await neighbourCrds(name);
      expect(folder).toContain(name);
      await control(['apply', '--server-side', '--dry-run=server', '-f', folder]);
      expect(resource.split('.').length).toBeGreaterThan(2);
    },
    60_000,
  );
});
