import type { V1Pod } from '@kubernetes/client-node';
import { kubectl, startKwok } from '@sidetrack/k8s';
import type { Kwok } from '@sidetrack/k8s';
import { workWith } from '../installation-api/test-tools.ts';
import { eventually } from '../runtime/cluster-test-tools.ts';
import type { GpuWorld } from './cluster-test-tools.ts';
import { startGpuWorld } from './cluster-test-tools.ts';
import { gpuJobOf, isActive } from './gpu-job.ts';

const control = kubectl(process.env['SIDETRACK_TEST_KUBECTL']!, process.env['SIDETRACK_TEST_KUBECONFIG']!);
const MAX = 4;
const BATCH = 20;
const BATCHES = 200;
const IDLE_SECONDS = 5;
/** Temporal gives a batch whose worker says nothing for so long to another. */
const HEARTBEAT_SECONDS = 60;

let world: GpuWorld;
let kwok: Kwok;

beforeAll(async () => {
  kwok = await startKwok(
    { kubeconfig: process.env['SIDETRACK_TEST_KUBECONFIG']!, kubectl: control },
    { nodes: 3, gpusPerNode: 2, jobSeconds: null, prefix: 'gpu-fleet' },
  );
  world = await startGpuWorld({
    max: MAX,
    idleSeconds: IDLE_SECONDS,
    nodeSelector: { 'sidetrack.network/gpu': 'true' },
    tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }],
  });
}, 180_000);

afterAll(async () => {
  await world.stop();
  await kwok.stop();
}, 60_000);

test('200 batches: from 0 to max and back to 0, over a drained and a lost node', async () => {
  const fleet = startFleet(world);
  expect(fleet.active()).toBe(0);
  fleet.add(BATCHES * BATCH);
  await eventually(60, 'max Jobs run', () => fleet.running() === MAX || undefined);
  expect(world.outcome()).toMatchObject({ condition: { status: 'True', reason: 'Ready' }, status: { jobs: MAX } });

  const [drained, lost] = fleet.nodesInUse();
  await control(['drain', drained!, '--ignore-daemonsets', '--delete-emptydir-data', '--force', '--timeout=60s']);
  await eventually(60, 'the Jobs of the drained node run elsewhere', () => {
    return (fleet.running() === MAX && !fleet.nodesInUse().includes(drained!)) || undefined;
  });

  await control(['uncordon', drained!]);

  const redone = fleet.watchBatchesOf(lost!);
  expect(redone.batches).toBeGreaterThan(0);
  await kwok.lose(lost!);
  await eventually(180, 'the batches of the lost node are taken again', () => redone.open() === 0 || undefined);

  await eventually(240, 'all batches are done', () => fleet.done() >= BATCHES || undefined);
  await eventually(120, 'no Job is left', () => (fleet.active() === 0 ? true : undefined));
  expect(fleet.done()).toBe(BATCHES);
  expect(fleet.most()).toBe(MAX);
  expect(fleet.deletedWhileRunning()).toEqual([]);
  await eventually(
    30,
    'the operator says that nothing waits',
    () => world.outcome()?.condition.reason === 'Idle' || undefined,
  );
  fleet.stop();
}, 600_000);

/**
 * The workers of the GPU pods, as far as the operator can see them: each pod that runs takes a batch, is done with it after a while, and ends
 * when it found none for `idleSeconds`.
 */
interface Fleet {
  add(tracks: number): void;
  active(): number;
  running(): number;
  /** The most Jobs that were active at one time. */
  most(): number;
  done(): number;
  nodesInUse(): string[];
  watchBatchesOf(node: string): { readonly batches: number; open(): number };
  deletedWhileRunning(): string[];
  stop(): void;
}

interface Worker {
  readonly pod: string;
  batch: number | null;
  since: number;
}

function startFleet(of: GpuWorld): Fleet {
  const waiting: number[] = [];
  const finished = new Set<number>();
  const workers = new Map<string, Worker>();
  const everRan = new Set<string>();
  let next = 0;
  let most = 0;
  let lostNode = '';

  const jobs = () =>
    of.jobs().map((job) =>
      gpuJobOf(
        job,
        of.pods().filter((pod) => isOf(pod, job.metadata?.uid)),
      ),
    );
  const live = () =>
    of.pods().filter((pod) => pod.status?.phase === 'Running' && pod.spec?.nodeName !== lostNode && !isLeaving(pod));
  const step = () => {
    const now = Date.now();
    most = Math.max(most, jobs().filter(isActive).length);
    const alive = live();
    for (const worker of workers.values()) if (!alive.some((pod) => uidOf(pod) === worker.pod)) giveUp(worker, now);
    for (const pod of alive) {
      everRan.add(pod.metadata?.labels?.['job-name'] ?? '');
      const worker = workers.get(uidOf(pod)) ?? { pod: uidOf(pod), batch: null, since: now };
      workers.set(worker.pod, worker);
      serve(worker, pod, now);
    }
    const claimed = [...workers.values()].filter(({ batch }) => batch !== null).length;
    of.fake.work = workWith(waiting.length * BATCH, { claimed: claimed * BATCH, tracksPerBatch: BATCH });
  };
  const serve = (worker: Worker, pod: V1Pod, now: number) => {
    if (worker.batch !== null) {
      if (now - worker.since < BATCH_MS) return;
      finished.add(worker.batch);
      Object.assign(worker, { batch: null, since: now });
    }
    const batch = waiting.shift();
    if (batch !== undefined) Object.assign(worker, { batch, since: now });
    else if (now - worker.since > IDLE_SECONDS * 1000) void end(pod);
  };
  /** A drained worker hands its batch back; one that was lost is missed when its heartbeats are. */
  const giveUp = (worker: Worker, now: number) => {
    const isLost = of.pods().some((pod) => uidOf(pod) === worker.pod && pod.spec?.nodeName === lostNode);
    if (worker.batch !== null && isLost && now - worker.since < HEARTBEAT_SECONDS * 1000) return;
    if (worker.batch !== null) waiting.unshift(worker.batch);
    workers.delete(worker.pod);
  };
  const end = async (pod: V1Pod) => {
    const state = {
      terminated: {
        exitCode: 0,
        reason: 'Completed',
        startedAt: pod.status?.startTime,
        finishedAt: new Date().toISOString(),
      },
    };
    const name = pod.spec?.containers[0]?.name;
    const containerStatuses = [{ name, image: 'x', imageID: '', ready: false, restartCount: 0, state }];
    await of.direct.cluster.patchStatus(pod, { phase: 'Succeeded', containerStatuses });
  };
  const timer = setInterval(step, 250);
  return {
    add: (tracks) => void waiting.push(...Array.from({ length: tracks / BATCH }, () => next++)),
    active: () => jobs().filter(isActive).length,
    running: () => jobs().filter(({ phase }) => phase === 'running').length,
    most: () => most,
    done: () => finished.size,
    nodesInUse: () => [...new Set(live().map((pod) => pod.spec?.nodeName ?? ''))].sort(),
    watchBatchesOf(node) {
      const pods = live()
        .filter((pod) => pod.spec?.nodeName === node)
        .map(uidOf);
      const held = [...workers.values()]
        .filter(({ pod, batch }) => pods.includes(pod) && batch !== null)
        .map(({ batch }) => batch!);
      lostNode = node;
      return { batches: held.length, open: () => held.filter((batch) => !finished.has(batch)).length };
    },
    deletedWhileRunning: () => of.deleted.filter((name) => everRan.has(name)),
    stop: () => {
      clearInterval(timer);
    },
  };
}

const BATCH_MS = 2000;
const uidOf = (pod: V1Pod) => pod.metadata?.uid ?? '';
const isLeaving = (pod: V1Pod) => pod.metadata?.deletionTimestamp !== undefined;
const isOf = (pod: V1Pod, uid: string | undefined) =>
  pod.metadata?.ownerReferences?.some((owner) => owner.uid === uid) ?? false;
