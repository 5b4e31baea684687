import { performance } from 'node:perf_hooks';
import { TENANT_FINALIZER } from '../api/index.ts';
import { eventually } from '../runtime/cluster-test-tools.ts';
import type { TenantWorld } from './test-tools.ts';
import { startTenantWorld } from './test-tools.ts';

const COUNT = 1000;

let world: TenantWorld;
beforeAll(async () => (world = await startTenantWorld({ lookEverySeconds: 10 })), 60_000);
afterAll(() => world.stop(), 60_000);

test('1,000 Tenants are Ready within 60 s, each told to the installation once', async () => {
  const begun = performance.now();
  await world.makeTenants(COUNT);
  await world.allReady(COUNT, 60);
  expect((performance.now() - begun) / 1000).toBeLessThan(60);
  expect(new Set(world.installation.puts.map(({ key }) => key)).size).toBe(COUNT);
  expect(world.installation.puts).toHaveLength(COUNT);
  expect(world.tenants().every(({ metadata }) => metadata.finalizers?.includes(TENANT_FINALIZER))).toBe(true);
}, 90_000);

test('an operator that has nothing to do writes nothing, while its listeners listen', async () => {
  // Once around, so that every Tenant has the numbers of its first listens.
  world.letTimePass(new Date());
  await eventually(
    90,
    'every Tenant shows its listens',
    () => world.tenants().every(({ status }) => status?.listens === 5000) || undefined,
  );
  const [writes, requests] = [await world.writes(), world.requests.length];
  const passing = setInterval(() => world.letTimePass(new Date()), 5_000);
  // Each Tenant is looked at twice.
  await new Promise((resolve) => setTimeout(resolve, 25_000));
  clearInterval(passing);
  expect(await world.writes()).toEqual(writes);
  expect(new Set(world.requests.slice(requests))).toEqual(new Set(['GET /tenants']));
  expect(world.requests.length - requests).toBeLessThanOrEqual(3);
}, 200_000);

test('1,000 Tenants that are deleted with Purge are gone when their rows are', async () => {
  world.installation.purgeRowsPerLook = 0;
  await world.direct.cluster.delete({
    apiVersion: 'sidetrack.network/v1alpha1',
    kind: 'Tenant',
    namespace: world.direct.namespace,
    name: 't0',
  });
  await eventually(
    10,
    't0 is being purged',
    () => world.installation.tenants.get(`${world.direct.namespace}.t0`)?.state.state === 'purging' || undefined,
  );
  world.installation.purgeRowsPerLook = 100;
  await world.deleteTenants();
  await eventually(60, 'no Tenant is left', () => world.tenants().length === 0 || undefined);
  expect(world.installation.tenants.size).toBe(0);
}, 90_000);
