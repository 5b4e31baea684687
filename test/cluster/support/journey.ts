import type { World } from '../../e2e/support/music.ts';
import type { Cluster } from './cluster.ts';
import type { FakesInCluster } from './fakes.ts';
import type { Listener } from './listener.ts';

/** What the parts of the journey share: one installation, from helm install to the last row of its listener. */
export interface Journey {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly name: string;
  /** The persistent volume with the music, and the folder on this machine that it is. */
  readonly volume: string;
  world: World;
  fakes: FakesInCluster;
  listener: Listener;
  /** Listens that the listener must have: each play once, whatever happens to pods. */
  expectedListens: number;
}

/** A part that was not reached is named, instead of failing on something that is undefined. */
export function journeyOf(start: Pick<Journey, 'cluster' | 'namespace' | 'name' | 'volume'>): Journey {
  const missing = (part: string) => ({
    get: (): never => {
      throw new Error(`An earlier part of the journey failed before it had made ${part}.`);
    },
  });
  return Object.defineProperties(
    { ...start, expectedListens: 0 },
    Object.fromEntries(['world', 'fakes', 'listener'].map((part) => [part, { ...missing(part), configurable: true }])),
  ) as Journey;
}

export function reached<K extends 'world' | 'fakes' | 'listener'>(journey: Journey, part: K, value: Journey[K]): void {
  Object.defineProperty(journey, part, { value, configurable: true });
}
