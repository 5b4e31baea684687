import type { SideTrack, Tenant } from '../api/index.ts';
import { FORCE_RELEASE_ANNOTATION, FORCE_RELEASE_CONSENT, TENANT_FINALIZER } from '../api/index.ts';
import type { TenantState } from '../installation-api/index.ts';
import { createInstallationApis } from '../installation-api/index.ts';
import type { FakeInstallation, FakeInstallationApi } from '../installation-api/test-tools.ts';
import { startFakeInstallationApi } from '../installation-api/test-tools.ts';
import type { FakeCluster } from '../runtime/testing.ts';
import { fakeCluster } from '../runtime/testing.ts';
import type { KubernetesObject, Registration } from '../runtime/index.ts';
import { createTenantController } from './index.ts';

const apiVersion = 'sidetrack.network/v1alpha1';
const key = { namespace: 'music', name: 'ada' };
const ref = { apiVersion, kind: 'Tenant', ...key };

let server: FakeInstallationApi;
let home: FakeInstallation;
let cluster: FakeCluster;
let controller: Registration['controller'];
let now: Date;

beforeAll(async () => (server = await startFakeInstallationApi()));
afterAll(() => server.stop());

beforeEach(() => {
  now = new Date('2026-11-22T12:00:00Z');
  home = server.installation('music', 'sidetrack');
  home.tenants.clear();
  home.puts.length = 0;
  home.purgeRowsPerLook = 60;
  cluster = fakeCluster();
  restartOperator();
  cluster.put(sideTrack());
  secret('sidetrack-credentials', { serviceToken: 'service-token' });
});

describe('a Tenant', () => {
  test('becomes a listener of its installation', async () => {
    tenant({ timeZone: 'Europe/Berlin', options: { gpu: true }, quotas: { maxTracks: 5 } });
    await reconcile();
    expect(home.puts).toMatchObject([
      {
        key: 'music.ada',
        body: {
          handle: 'ada',
          timeZone: 'Europe/Berlin',
          options: { gpu: true, stems: false },
          quotas: { maxTracks: 5, maxListens: null },
        },
      },
    ]);
    expect(seen().metadata.finalizers).toEqual([TENANT_FINALIZER]);
    expect(seen().status).toMatchObject({ userId: 'user-music.ada', observedGeneration: 1 });
    expect(reason('Ready')).toBe('True Ready');
    expect(reason('Synced')).toBe('Unknown NoService');
    expect(cluster.events).toEqual([]);
  });

  test('is told to the installation once, also by an operator that has just started', async () => {
    tenant();
    await reconcile();
    await later(60);
    restartOperator();
    await later(60);
    expect(home.puts).toHaveLength(1);
  });

  test('is told again when its spec or a Secret of it changes, and not when its Secret is as it was', async () => {
    secret('lb', { token: 'one' });
    tenant({ listenbrainz: { user: 'ada', tokenSecretName: 'lb' } });
    await reconcile();
    secret('lb', { token: 'two' });
    await later(60);
    expect(home.puts).toHaveLength(1);
    await later(301);
    expect(home.puts.map(({ body }) => body.listenbrainz?.token)).toEqual(['one', 'two']);
    tenant({ listenbrainz: { user: 'ada', tokenSecretName: 'lb' }, timeZone: 'Asia/Tokyo' });
    await later(1);
    expect(home.puts).toHaveLength(3);
    await later(301);
    expect(home.puts).toHaveLength(3);
    expect(JSON.stringify(seen().status)).not.toContain('two');
  });

  test('is made again when its listener is lost from the database', async () => {
    tenant();
    await reconcile();
    home.tenants.clear();
    await later(60);
    expect(home.puts).toHaveLength(2);
    expect(cluster.events.at(-1)).toMatchObject({ type: 'Warning', reason: 'ListenerLost' });
  });

  test('is suspended and goes on', async () => {
    tenant({ suspended: true, listenbrainz: { user: 'ada', tokenSecretName: 'not-there' } });
    await reconcile();
    expect([reason('Ready'), reason('Synced')]).toEqual(['True Suspended', 'Unknown Suspended']);
    expect(home.tenants.get('music.ada')?.state.state).toBe('suspended');
    tenant({ suspended: false });
    await later(60);
    expect([reason('Ready'), home.tenants.get('music.ada')?.state.state]).toEqual(['True Ready', 'active']);
  });

  test('whose listener somebody suspended in the installation is woken', async () => {
    tenant();
    await reconcile();
    const { state } = home.tenants.get('music.ada')!;
    home.tenants.get('music.ada')!.state = { ...state, state: 'suspended' };
    await later(60);
    expect(home.tenants.get('music.ada')?.state.state).toBe('active');
  });
});

describe('says what stands in the way', () => {
  test('no installation of that name', async () => {
    tenant({ installation: 'other' });
    await reconcile();
    expect(reason('Ready')).toBe('False InstallationMissing');
    expect(seen().metadata.finalizers).toBeUndefined();
  });

  test('an installation that hibernates', async () => {
    tenant();
    await reconcile();
    cluster.put(sideTrack({ hibernate: true }));
    await later(60);
    expect([reason('Ready'), reason('Synced')]).toEqual(['False InstallationNotReady', 'Unknown Hibernating']);
    cluster.put(sideTrack());
    await later(60);
    expect(reason('Ready')).toBe('True Ready');
  });

  test('an installation that does not answer: at once to a new Tenant, after two minutes to one that was ready', async () => {
    tenant();
    await reconcile();
    cluster.put({ ...tenantObject('bob') });
    server.failNext(1000, { kind: 'status', status: 502 });
    await later(60);
    await controller.reconcile({ ...key, name: 'bob' }, signal());
    expect(reason('Ready')).toBe('True Ready');
    expect(reason('Ready', 'bob')).toBe('False InstallationNotReady');
    await later(121);
    expect(reason('Ready')).toBe('False InstallationNotReady');
    server.clearFaults();
    await later(60);
    expect(reason('Ready')).toBe('True Ready');
  });

  test('a Secret that is missing, one without its key', async () => {
    tenant({ listenbrainz: { user: 'ada', tokenSecretName: 'lb' } });
    await reconcile();
    expect(condition('Ready')).toMatchObject({
      reason: 'SecretMissing',
      message: expect.stringContaining('There is no Secret lb.'),
    });
    secret('lb', { password: 'x' });
    await later(30);
    expect(condition('Ready').message).toContain('Secret lb has nothing under the key token.');
    secret('lb', { token: 'x' });
    await later(30);
    expect(reason('Ready')).toBe('True Ready');
    expect(home.puts).toHaveLength(1);
  });

  test('a handle that another has, asked for again each minute and not more often', async () => {
    cluster.put(tenantObject('eve', { handle: 'ada' }));
    await controller.reconcile({ ...key, name: 'eve' }, signal());
    tenant();
    await reconcile();
    await later(20);
    expect(home.puts).toHaveLength(2);
    expect(condition('Ready')).toMatchObject({
      reason: 'HandleTaken',
      message: expect.stringContaining('The handle "ada" belongs'),
    });
    home.tenants.delete('music.eve');
    await later(61);
    expect(reason('Ready')).toBe('True Ready');
  });

  test('a field that the installation refuses, until it is changed', async () => {
    tenant({ timeZone: 'Mars/Olympus' });
    await reconcile();
    expect(condition('Ready')).toMatchObject({
      reason: 'Rejected',
      message: expect.stringContaining('is no time zone'),
    });
    tenant({ timeZone: 'UTC' });
    await later(1);
    expect(reason('Ready')).toBe('True Ready');
  });

  test('a service that does not give the listens', async () => {
    tenant({ listenbrainz: { user: 'ada' } });
    await reconcile();
    change({ problem: 'ListenBrainz refused the token.' });
    await later(60);
    expect(condition('Synced')).toMatchObject({
      status: 'False',
      reason: 'Failing',
      message: expect.stringContaining('refused the token'),
    });
    expect(cluster.events.at(-1)).toMatchObject({ type: 'Warning', reason: 'Failing' });
  });
});

describe('the status', () => {
  test('is written when it moved enough to matter', async () => {
    tenant({ listenbrainz: { user: 'ada' } });
    await reconcile();
    change({ listens: 5000, tracks: 900, coverage: 0.5, lastSyncedAt: '2026-11-22T12:00:30Z' });
    await later(60);
    expect(seen().status).toMatchObject({
      listens: 5000,
      tracks: 900,
      coverage: 0.5,
      lastSyncedAt: '2026-11-22T12:00:30Z',
    });
    const writes = cluster.writes.length;
    change({ listens: 5040, tracks: 905, coverage: 0.505, lastSyncedAt: '2026-11-22T12:59:00Z' });
    await later(60);
    expect(cluster.writes).toHaveLength(writes);
    change({ lastSyncedAt: '2026-11-22T13:01:00Z' });
    await later(60);
    expect(cluster.writes).toHaveLength(writes + 1);
    expect(seen().status).toMatchObject({ listens: 5040, coverage: 0.505 });
  });

  test('keeps the time at which a condition changed', async () => {
    tenant();
    await reconcile();
    const { lastTransitionTime } = condition('Ready');
    await later(60);
    tenant({ timeZone: 'Asia/Tokyo' });
    await later(60);
    expect(condition('Ready')).toMatchObject({ lastTransitionTime, observedGeneration: 2 });
  });
});

describe('the API token', () => {
  const spec = { apiTokenSecretName: 'ada-token' };

  test('is made once into a Secret that the Tenant owns', async () => {
    tenant(spec);
    await reconcile();
    await later(301);
    restartOperator();
    await later(301);
    expect(home.minted).toBe(1);
    expect(tokenSecret()).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'Tenant', name: 'ada', uid: seen().metadata.uid }] },
      data: { token: Buffer.from('st_music.ada_1').toString('base64') },
    });
  });

  test('is made again when the Secret is gone, and when the listener is another', async () => {
    home.minted = 0;
    tenant(spec);
    await reconcile();
    cluster.remove({ apiVersion: 'v1', kind: 'Secret', namespace: 'music', name: 'ada-token' });
    await later(301);
    expect(home.minted).toBe(2);
    const lost = home.tenants.get('music.ada')!;
    lost.state = { ...lost.state, userId: 'made-anew' };
    await later(60);
    expect(home.minted).toBe(3);
  });

  test('never goes into a Secret of somebody else', async () => {
    home.minted = 0;
    secret('ada-token', { token: 'theirs' });
    tenant(spec);
    await reconcile();
    expect(reason('Ready')).toBe('False SecretTaken');
    expect(home.minted).toBe(0);
  });
});

describe('deletion', () => {
  const isGone = () => cluster.watched.tenants.get('music', 'ada') === undefined;

  test('with Retain stops the listener and keeps the data', async () => {
    tenant();
    await reconcile();
    await remove();
    await later(1);
    expect([isGone(), server.requests.at(-1)]).toEqual([true, 'DELETE /tenants/music.ada?policy=retain']);
  });

  test('with Purge waits until no row is left, and asks for it once', async () => {
    home.purgeRowsPerLook = 0;
    tenant({ deletionPolicy: 'Purge' });
    await reconcile();
    await remove();
    const before = server.requests.length;
    await later(1);
    await later(60);
    expect([isGone(), reason('Purged'), reason('Ready')]).toEqual([false, 'False Purging', 'False Deleting']);
    home.purgeRowsPerLook = 100;
    await later(5);
    expect(isGone()).toBe(true);
    expect(server.requests.slice(before).filter((request) => request.startsWith('DELETE'))).toHaveLength(1);
    expect(cluster.events.at(-1)).toMatchObject({ reason: 'Purged' });
  });

  test('with Purge does not believe a "not found" that is not in the list of listeners', async () => {
    tenant({ deletionPolicy: 'Purge' });
    await reconcile();
    await remove();
    server.failNext(1, { kind: 'status', status: 404 });
    home.purgeRowsPerLook = 0;
    await later(1);
    await later(5);
    expect([isGone(), home.tenants.get('music.ada')?.state.state]).toEqual([false, 'purging']);
  });

  test('with Purge says since when it is stuck and how to force it, and goes on when the installation answers', async () => {
    tenant({ deletionPolicy: 'Purge' });
    await reconcile();
    await remove();
    server.failNext(1000, { kind: 'reset' });
    await later(1);
    await later(70);
    expect(condition('Purged')).toMatchObject({ status: 'False', reason: 'Stuck' });
    expect(condition('Purged').message).toContain("sidetrack.network/force-release='I accept that rows may remain'");
    server.clearFaults();
    await later(15);
    await later(5);
    await later(5);
    expect(isGone()).toBe(true);
  });

  test('with Purge waits for a SideTrack that is gone or hibernates; with Retain the one that is gone is no matter', async () => {
    tenant({ deletionPolicy: 'Purge' });
    await reconcile();
    await remove();
    cluster.put(sideTrack({ hibernate: true }));
    await later(1);
    expect(condition('Purged').message).toContain('set its spec.hibernate to false');
    cluster.remove({ apiVersion, kind: 'SideTrack', namespace: 'music', name: 'sidetrack' });
    await later(1);
    expect(condition('Purged').message).toContain('make it again under this name');
    const stuck = seen();
    cluster.put({ ...stuck, spec: { ...stuck.spec, deletionPolicy: 'Retain' } });
    await later(1);
    expect(isGone()).toBe(true);
  });

  test('of one that never was in an installation is at once', async () => {
    tenant({ installation: 'other', deletionPolicy: 'Purge' });
    cluster.put({ ...seen(), metadata: { ...seen().metadata, finalizers: [TENANT_FINALIZER] } });
    await remove();
    await later(1);
    expect(isGone()).toBe(true);
  });

  test('is released by force by the whole sentence and nothing less', async () => {
    tenant({ deletionPolicy: 'Purge' });
    await reconcile();
    cluster.remove({ apiVersion, kind: 'SideTrack', namespace: 'music', name: 'sidetrack' });
    await remove();
    const annotate = (text: string) =>
      cluster.patchMetadata(ref, { annotations: { [FORCE_RELEASE_ANNOTATION]: text } });
    await annotate('true');
    await later(1);
    expect(isGone()).toBe(false);
    await annotate(FORCE_RELEASE_CONSENT);
    await later(1);
    expect(isGone()).toBe(true);
    expect(cluster.events.at(-1)).toMatchObject({ type: 'Warning', reason: 'Released' });
  });

  test('a Tenant of the same name waits for the purge of the one before it', async () => {
    tenant({ deletionPolicy: 'Purge' });
    await reconcile();
    home.tenants.get('music.ada')!.state = { ...stateOf('music.ada'), state: 'purging' };
    home.purgeRowsPerLook = 0;
    await later(60);
    expect(condition('Ready')).toMatchObject({
      reason: 'InstallationNotReady',
      message: expect.stringContaining('still being removed'),
    });
    expect(home.puts).toHaveLength(1);
    home.purgeRowsPerLook = 100;
    await later(30);
    await later(30);
    expect(reason('Ready')).toBe('True Ready');
  });
});

test('two hundred Tenants of one installation cost one request for all of them', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `t${index}`);
  for (const name of names) cluster.put(tenantObject(name));
  const all = () => Promise.all(names.map((name) => controller.reconcile({ namespace: 'music', name }, signal())));
  await all();
  expect(home.puts).toHaveLength(200);
  now = new Date(now.getTime() + 60_000);
  const [requests, writes] = [server.requests.length, cluster.writes.length];
  await all();
  expect(server.requests.slice(requests)).toEqual(['GET /tenants']);
  expect(cluster.writes).toHaveLength(writes);
});

function restartOperator(): void {
  const apis = createInstallationApis({ cluster, urlTemplate: server.urlTemplate, now: () => now });
  ({ controller } = createTenantController({
    cluster,
    watched: cluster.watched,
    apis,
    now: () => now,
    random: () => 0.5,
  }));
}

function sideTrack(spec: Partial<SideTrack['spec']> = {}): KubernetesObject {
  return {
    apiVersion,
    kind: 'SideTrack',
    metadata: { namespace: 'music', name: 'sidetrack' },
    spec,
  } as KubernetesObject;
}

function tenantObject(name: string, spec: Partial<Tenant['spec']> = {}): KubernetesObject {
  return { apiVersion, kind: 'Tenant', metadata: { namespace: 'music', name }, spec } as KubernetesObject;
}

/** Applies as a person does: the status and the finalizers stay. */
function tenant(spec: Partial<Tenant['spec']> = {}): void {
  const before = cluster.watched.tenants.get('music', 'ada');
  const fresh = tenantObject('ada', spec);
  cluster.put(before === undefined ? fresh : { ...before, ...fresh, metadata: before.metadata! });
}

function seen(name = 'ada'): Tenant {
  return cluster.watched.tenants.get('music', name) as Tenant;
}

function condition(type: string, name = 'ada') {
  return seen(name).status!.conditions.find((one) => one.type === type)!;
}

function reason(type: string, name = 'ada'): string {
  const { status, reason: why } = condition(type, name);
  return `${status} ${why}`;
}

function secret(name: string, values: Record<string, string>): void {
  const data = Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, Buffer.from(value).toString('base64')]),
  );
  cluster.put({ apiVersion: 'v1', kind: 'Secret', metadata: { namespace: 'music', name }, data } as KubernetesObject);
}

function tokenSecret(): KubernetesObject {
  return cluster.all('Secret').find(({ metadata }) => metadata?.name === 'ada-token')!;
}

function stateOf(one: string): TenantState {
  const counts = { listens: 0, tracks: 0, coverage: 0 };
  return { key: one, userId: `user-${one}`, state: 'active', ...counts, lastSyncedAt: null, problem: null };
}

function change(more: Partial<TenantState>): void {
  const one = home.tenants.get('music.ada')!;
  one.state = { ...one.state, ...more };
}

function signal(): AbortSignal {
  return new AbortController().signal;
}

async function reconcile(): Promise<void> {
  await controller.reconcile(key, signal());
}

async function later(seconds: number): Promise<void> {
  now = new Date(now.getTime() + seconds * 1000);
  await reconcile();
}

async function remove(): Promise<void> {
  await cluster.delete(ref);
}
