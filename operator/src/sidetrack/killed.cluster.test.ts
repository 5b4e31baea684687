import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { SideTrackSpecInput } from '../api/index.ts';
import { eventually } from '../runtime/cluster-test-tools.ts';
import { isReady, startClusterWorld } from './cluster-test-tools.ts';
import type { ClusterWorld } from './cluster-test-tools.ts';

let world: ClusterWorld;

beforeAll(async () => {
  world = await startClusterWorld();
}, 60_000);

afterAll(() => world.stop(), 60_000);

/** Little of everything, so that many fit beside each other. */
const spec: Partial<SideTrackSpecInput> = {
  backup: { schedule: '@daily' },
  networkPolicy: { enabled: false },
  temporal: { embedded: { ui: false } },
  workers: { sidetrack: { replicas: 1 } },
};

test('killed after each of its changes, the operator that follows comes to the same objects', async () => {
  const changes: string[] = [];
  const first = await world.startOperator({ beforeChange: ({ verb, name }) => void changes.push(`${verb} ${name}`) });
  await world.make('whole', spec);
  await world.ready('whole');
  await first.stop();
  const total = new Set(changes).size;
  expect(total).toBeGreaterThan(30);

  const dead = new Set<string>();
  const made = new Map<string, Set<string>>();
  const names = Array.from({ length: total }, (_, index) => `killed-${String(index)}`);
  const doomed = await world.startOperator({
    // One that was written already is written again by a look that changes nothing: only what is new counts.
    beforeChange: ({ installation, verb, name }) => {
      const before = made.get(installation) ?? new Set();
      made.set(installation, before);
      const limit = Number(installation.replace('killed-', ''));
      if (before.size >= limit && !before.has(`${verb} ${name}`)) dead.add(installation);
      if (dead.has(installation)) throw new Error('The operator died.');
      before.add(`${verb} ${name}`);
    },
  });
  await Promise.all(names.map((name) => world.make(name, spec)));
  await eventually(180, 'every operator died', async () => {
    const left = names.filter((name) => !dead.has(name));
    const owners = await Promise.all(left.map((name) => world.owner(name)));
    return owners.every(isReady) || undefined;
  });
  await doomed.stop();

  await world.startOperator();
  for (const name of names) await world.ready(name, 240);
  const whole = withoutHashes(await world.children('whole'));
  for (const name of names) expect([name, withoutHashes(await world.children(name))]).toEqual([name, whole]);
}, 600_000);

/** Hashes of what holds an installation's name, and what the API server gives out. */
function withoutHashes(children: Record<string, unknown>): unknown {
  const text = JSON.stringify(children)
    .replaceAll(/\b[0-9a-f]{8}\b/gu, 'HASH')
    .replaceAll(/"clusterIPs?":(\[[^\]]*\]|"(?!None)[^"]*"),?/gu, '')
    .replaceAll(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b|HASH(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, 'UID');
  return JSON.parse(text);
}
