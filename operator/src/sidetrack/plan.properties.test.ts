import { describe, expect, test } from '@jest/globals';
import type { V1Deployment } from '@kubernetes/client-node';
import fc from 'fast-check';
import type { SideTrackSpecInput } from '../api/index.ts';
import type { KubernetesObject } from '../runtime/index.ts';
import { createWorld, refTo, watchApplies } from './test-tools.ts';
import type { World } from './test-tools.ts';

const small: Partial<SideTrackSpecInput> = { networkPolicy: { enabled: false }, backup: { schedule: '@daily' } };

type Wish = { [K in keyof SideTrackSpecInput]?: SideTrackSpecInput[K] | undefined };

/** What is asked for, one after the other, of an installation that may still be busy with what was asked before. */
const wishes = fc.constantFrom<Wish>(
  { image: { tag: '2.0.0' } },
  { image: { tag: '3.0.0' } },
  { image: { tag: '1.0.0' } },
  // The API server takes no spec that asks for both.
  { hibernate: true, restoreFrom: undefined },
  { hibernate: false },
  { restoreFrom: { backup: 'music-20261121T030000Z' }, hibernate: false },
  { restoreFrom: { backup: 'music-20261120T030000Z' }, hibernate: false },
  { api: { replicas: 3 } },
  { cache: { enabled: false } },
  { site: { replicas: 0 } },
);

const versionIn = (object: object | undefined): string =>
  /"app.kubernetes.io\/version":"([^"]*)"/u.exec(JSON.stringify(object ?? {}))?.[1] ?? '';
const isComplete = (job: KubernetesObject) => JSON.stringify(job).includes('"type":"Complete"');

/** Collects what must never happen, while it happens. */
function watchRules(world: World): string[] {
  const broken: string[] = [];
  const jobs = (component: string) =>
    world.cluster.all('Job').filter(({ metadata }) => metadata?.labels?.['app.kubernetes.io/component'] === component);
  const migrated = new Set<string>();
  world.cluster.refuse = (verb, { kind, name }) => {
    if (verb === 'delete' && ['PersistentVolumeClaim', 'Secret'].includes(kind)) broken.push(`deletes ${kind} ${name}`);
  };
  watchApplies(world, (object) => {
    const name = object.metadata?.name ?? '';
    const version = versionIn(object);
    if (object.kind !== 'Deployment' || version === '' || (object as V1Deployment).spec?.replicas === 0) return;
    for (const job of jobs('migrate').filter(isComplete)) migrated.add(versionIn(job));
    if (!migrated.has(version)) broken.push(`${name} at ${version} before its migration`);
    if (!jobs('restore').every(isComplete)) broken.push(`${name} runs during a restore`);
    if (isNewWorker(world, name, version) && !serves(world, version))
      broken.push(`${name} at ${version} before the API`);
  });
  return broken;
}

function isNewWorker(world: World, name: string, version: string): boolean {
  return name.includes('-worker-') && versionIn(world.deployment(name)) !== version;
}

function serves(world: World, version: string): boolean {
  const api = world.deployment('music-api');
  return versionIn(api) === version && (api?.status?.availableReplicas ?? 0) > 0;
}

describe('whatever is asked for, whatever is slow, whenever the operator dies', () => {
  test('the rules hold and it settles', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(wishes, fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 6 })), {
          minLength: 1,
          maxLength: 4,
        }),
        async (asked) => {
          const world = createWorld({ spec: small });
          const broken = watchRules(world);
          for (const [wish, slow] of asked) {
            world.change(wish);
            // Each turn, every workload may or may not get ready, and the operator may die after some change.
            for (const bits of slow) {
              world.mayBeReady = ({ metadata }) => ((bits >> ((metadata?.name ?? '').length % 8)) & 1) === 1;
              const refuse = world.cluster.refuse;
              let left = bits % 16;
              world.cluster.refuse = (verb, ref) => {
                refuse(verb, ref);
                left -= 1;
                if (left < 0) throw new Error('The operator died.');
              };
              await world.reconcile().catch(() => undefined);
              world.cluster.refuse = refuse;
              world.progress();
            }
          }
          world.mayBeReady = () => true;
          await world.settle();
          expect(broken).toEqual([]);
          expect(await world.reconcile()).toBe(0);
          const hibernates = world.owner().spec.hibernate === true;
          expect(world.condition('Ready')).toMatchObject({ reason: hibernates ? 'Hibernating' : 'Ready' });
          expect(world.condition('Progressing')).toMatchObject({ reason: 'Complete' });
        },
      ),
      { numRuns: 25, seed: 41 },
    );
  }, 120_000);
});

test('whatever of it is missing is made again, the same', async () => {
  const world = createWorld({ spec: small });
  await world.settle();
  const whole = world.children();
  const objects = [
    'Deployment',
    'StatefulSet',
    'Job',
    'CronJob',
    'Service',
    'ConfigMap',
    'ServiceAccount',
    'PodDisruptionBudget',
  ].flatMap((kind) =>
    world.cluster.all(kind).map((object) => refTo(kind, object.metadata?.name ?? '', object.apiVersion)),
  );
  await fc.assert(
    fc.asyncProperty(fc.subarray(objects, { minLength: 1 }), async (missing) => {
      for (const ref of missing) world.cluster.remove(ref);
      await world.settle();
      expect(world.children()).toEqual(whole);
      expect(world.condition('Ready')).toMatchObject({ status: 'True' });
    }),
    { numRuns: 12, seed: 42 },
  );
}, 120_000);

test.each<[string, Partial<SideTrackSpecInput>[]]>([
  ['an installation', []],
  ['a new version', [{ image: { tag: '2.0.0' } }]],
  ['a restore', [{ restoreFrom: { backup: 'music-20261121T030000Z' } }]],
  ['hibernation', [{ hibernate: true }]],
  ['waking', [{ hibernate: true }, { hibernate: false }]],
])(
  'an operator that dies after every single change of %s comes to the same',
  async (_, changes) => {
    const live = async (settle: (world: World) => Promise<unknown>) => {
      const world = createWorld({ spec: small });
      for (const change of [{}, ...changes]) {
        world.change(change);
        await settle(world);
      }
      return world;
    };
    const [reference, mortal] = [await live((world) => world.settle()), await live(dyingOften)];
    expect(mortal.children()).toEqual(reference.children());
    const reasons = (world: World) => world.owner().status?.conditions.map(({ type, reason }) => [type, reason]);
    expect(reasons(mortal)).toEqual(reasons(reference));
  },
  60_000,
);

/** Each reconcile makes one change and dies at the next, until none has anything to change any more. */
async function dyingOften(world: World): Promise<void> {
  let quiet = 0;
  for (let life = 0; life < 500 && quiet < 5; life += 1) {
    let left = 1;
    world.cluster.refuse = () => {
      left -= 1;
      if (left < 0) throw new Error('The operator died.');
    };
    const changed = await world.reconcile().catch(() => 1);
    quiet = changed === 0 ? quiet + 1 : 0;
    world.cluster.refuse = () => undefined;
    world.progress();
    world.now += 1000;
  }
  expect(quiet).toBe(5);
}
