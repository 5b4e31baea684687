import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ControlPlane } from '@sidetrack/k8s';
import { kubernetesFolder, startControlPlane } from '@sidetrack/k8s';
import { eventually } from '../../../operator/src/runtime/cluster-test-tools.ts';
import type { TenantWorld } from '../../../operator/src/tenant/test-tools.ts';
import { startTenantWorld } from '../../../operator/src/tenant/test-tools.ts';

const COUNT = 1000;
const MINUTES = 10;

let folder: string;
let controlPlane: ControlPlane;
let world: TenantWorld;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sidetrack-idle-'));
  controlPlane = await startControlPlane({ folder, programs: await kubernetesFolder() });
  process.env['SIDETRACK_TEST_KUBECONFIG'] = controlPlane.kubeconfig;
  world = await startTenantWorld();
}, 900_000);

afterAll(async () => {
  await world.stop();
  await controlPlane.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

test(
  `an operator with ${COUNT} Tenants writes nothing for ${MINUTES} minutes, while their listeners listen`,
  async () => {
    await world.makeTenants(COUNT);
    await world.allReady(COUNT, 120);
    // Everybody has some history, is read each half minute, and hears a track each three minutes.
    listenersAre((listens) => listens + 5000);
    await eventually(
      120,
      'every Tenant shows its listens',
      () => world.tenants().every(({ status }) => status?.listens === 5000) || undefined,
    );
    const [writes, requests] = [await world.writes(), world.requests.length];
    for (let half = 1; half <= MINUTES * 2; half++) {
      await new Promise((resolve) => setTimeout(resolve, 30_000));
      listenersAre((listens) => listens + (half % 6 === 0 ? 1 : 0));
    }
    expect(await world.writes()).toEqual(writes);
    expect(new Set(world.requests.slice(requests))).toEqual(new Set(['GET /tenants']));
    expect(world.requests.length - requests).toBeLessThanOrEqual(MINUTES * 3 + 2);
  },
  (MINUTES + 6) * 60_000,
);

function listenersAre(listensAfter: (before: number) => number): void {
  const lastSyncedAt = new Date().toISOString();
  for (const tenant of world.installation.tenants.values())
    tenant.state = { ...tenant.state, lastSyncedAt, listens: listensAfter(tenant.state.listens) };
}
