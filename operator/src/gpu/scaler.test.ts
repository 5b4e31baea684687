import type { InstallationApis, Work } from '../installation-api/index.ts';
import { UnreachableError } from '../installation-api/index.ts';
import { workWith } from '../installation-api/test-tools.ts';
import { sampleInstallation } from '../resources/test-tools.ts';
import { ApiError } from '../runtime/index.ts';
import type { FakeCluster } from '../runtime/testing.ts';
import { fakeCluster } from '../runtime/testing.ts';
import type { GpuScaler } from './index.ts';
import { createGpuScaler } from './index.ts';
import { START } from './test-tools.ts';

let cluster: FakeCluster;
let scaler: GpuScaler;
let work: Work | Error;
let now: Date;

beforeEach(() => {
  cluster = fakeCluster();
  work = workWith(0);
  now = START;
  const of = () => ({ work: () => (work instanceof Error ? Promise.reject(work) : Promise.resolve(work)) });
  const apis = { of } as unknown as InstallationApis;
  scaler = createGpuScaler({ cluster, watched: cluster.watched, apis, now: () => now });
});

const scale = (spec: Parameters<typeof sampleInstallation>[0] = { workers: { extractGpu: { max: 3 } } }) =>
  scaler.scale(sampleInstallation(spec), new AbortController().signal);
const jobs = () => cluster.all('Job').map(({ metadata }) => metadata?.name);
const later = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));

test('makes the Jobs that are asked for, owned by the SideTrack, and no more of them at the next look', async () => {
  work = workWith(45);
  await expect(scale()).resolves.toMatchObject({ status: { pending: 45, jobs: 3 } });
  await scale();
  expect(jobs()).toEqual(['music-extract-gpu-1', 'music-extract-gpu-2', 'music-extract-gpu-3']);
  expect(cluster.all('Job')[0]?.metadata?.ownerReferences).toMatchObject([
    { kind: 'SideTrack', name: 'music', controller: true },
  ]);
  expect(cluster.events).toMatchObject([
    { reason: 'GpuJobsMade', note: '3 Jobs with a GPU were made; 45 tracks wait.' },
  ]);
});

test('takes away Jobs that got no pod when nothing waits any more for a minute', async () => {
  work = workWith(45);
  await scale();
  work = workWith(0);
  for (let look = 0; look < 5; look++) {
    later(10);
    await scale();
  }
  expect(jobs()).toHaveLength(3);
  later(10);
  await expect(scale()).resolves.toMatchObject({ status: { pending: 0, jobs: 0 } });
  expect(jobs()).toEqual([]);
});

test('does not ask where no GPU is wanted, and says that it does not know when the installation does not answer', async () => {
  work = new UnreachableError('The API cannot be reached.', { installation: 'home/music', remedy: 'Wait.' });
  await expect(scale({})).resolves.toMatchObject({ condition: { reason: 'Disabled' }, status: undefined });
  await expect(scale()).resolves.toMatchObject({ condition: { status: 'Unknown', reason: 'Unknown' } });
});

test('tells what the API server has against its Jobs, and asks again', async () => {
  work = workWith(10);
  cluster.refuse = (verb) => {
    if (verb === 'create')
      throw new ApiError('jobs.batch is forbidden: exceeded quota: count/jobs.batch=0', {
        code: 403,
        reason: 'Forbidden',
      });
  };
  await expect(scale()).resolves.toMatchObject({
    condition: { status: 'False', reason: 'PodsRefused', message: expect.stringContaining('exceeded quota') },
    status: { pending: 10, jobs: 0 },
    requeueAfterSeconds: 30,
  });
  cluster.refuse = () => undefined;
  await scale();
  expect(jobs()).toHaveLength(1);
});

test('removes all Jobs in hibernation', async () => {
  work = workWith(45);
  await scale();
  await scale({ hibernate: true, workers: { extractGpu: { max: 3 } } });
  expect(jobs()).toEqual([]);
});
