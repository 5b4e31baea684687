import { fakeCluster } from './testing.ts';

const owner = {
  apiVersion: 'sidetrack.network/v1alpha1',
  kind: 'SideTrack',
  metadata: { name: 'home', namespace: 'music' },
};
const deployment = (replicas: number | undefined, env: { name: string; value: string }[] = []) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'home-api', namespace: 'music', labels: { app: 'x' } },
  spec: { replicas, env },
});

describe('fakeCluster', () => {
  it('applies once, then sees nothing to do, and puts a hand edit back', async () => {
    const cluster = fakeCluster();
    const home = cluster.put(owner);
    await expect(cluster.apply(deployment(1), home)).resolves.toBe('created');
    await expect(cluster.apply(deployment(1), home)).resolves.toBe('unchanged');
    const live = cluster.watched.children('Deployment').get('music', 'home-api')!;
    cluster.put({ ...live, spec: { replicas: 5, env: [{ name: 'THEIRS', value: '1' }] } } as typeof live);
    await expect(cluster.apply(deployment(1), home)).resolves.toBe('changed');
    const after = cluster.watched.children('Deployment').list('music', { app: 'x' })[0];
    expect(after).toMatchObject({ spec: { replicas: 1, env: [{ name: 'THEIRS' }] }, metadata: { generation: 3 } });
    expect(cluster.writes).toEqual(['apply Deployment home-api', 'apply Deployment home-api']);
  });

  it('removes what is no longer rendered, and children with their owner', async () => {
    const cluster = fakeCluster();
    const home = cluster.put(owner);
    await cluster.apply(deployment(1, [{ name: 'A', value: '1' }]), home);
    await cluster.apply(deployment(undefined), home);
    expect(cluster.all('Deployment')[0]).toMatchObject({ spec: { env: [] } });
    expect(cluster.all('Deployment')[0]).not.toHaveProperty('spec.replicas');
    await cluster.delete({ apiVersion: owner.apiVersion, kind: 'SideTrack', namespace: 'music', name: 'home' });
    expect(cluster.all('Deployment')).toEqual([]);
  });

  it('writes a status only when it differs, without a new generation', async () => {
    const cluster = fakeCluster();
    const home = cluster.put(owner);
    await expect(cluster.patchStatus(home, { url: 'x', gpu: { jobs: 1 } })).resolves.toBe('changed');
    await expect(cluster.patchStatus(home, { url: 'x', gpu: { jobs: 1 } })).resolves.toBe('unchanged');
    await cluster.patchStatus(home, { url: 'x' });
    expect(cluster.all('SideTrack')[0]).toMatchObject({ status: { url: 'x' }, metadata: { generation: 1 } });
  });

  it('keeps a deleted object until its finalizers are gone', async () => {
    const cluster = fakeCluster();
    const ref = { apiVersion: owner.apiVersion, kind: 'SideTrack', namespace: 'music', name: 'home' };
    cluster.put({ ...owner, metadata: { ...owner.metadata, finalizers: ['a/b'] } });
    await cluster.delete(ref);
    await expect(cluster.get(ref)).resolves.toHaveProperty('metadata.deletionTimestamp');
    await cluster.patchMetadata(ref, { finalizers: [] });
    await expect(cluster.get(ref)).resolves.toBeNull();
  });
});
