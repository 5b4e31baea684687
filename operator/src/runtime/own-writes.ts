import type { Timers } from './timers.ts';
import type { KubernetesObject } from './types.ts';

/** Longer than a watch lags behind in health. Afterwards the watch alone is believed, whatever it has or has not. */
const believedMilliseconds = 10_000;

/**
 * What the API server answered to our own writes, until the watch has caught up: a reconcile that follows at once compares with
 * these, not with the watch's older state.
 */
export class OwnWrites {
  readonly #timers: Timers;
  readonly #answers = new Map<string, { object: KubernetesObject; at: number }>();

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  remember(key: string, object: KubernetesObject): void {
    const now = this.#timers.now();
    for (const [old, { at }] of this.#answers) {
      if (now - at <= believedMilliseconds) break;
      this.#answers.delete(old);
    }
    this.#answers.delete(key);
    this.#answers.set(key, { object, at: now });
  }

  forget(key: string): void {
    this.#answers.delete(key);
  }

  /** The newer of what was watched and what was answered. */
  newest(key: string, watched: KubernetesObject | undefined): KubernetesObject | undefined {
    const answer = this.#answers.get(key);
    if (!answer || this.#timers.now() - answer.at > believedMilliseconds) return watched;
    if (watched && !isNewer(answer.object, watched)) {
      this.#answers.delete(key);
      return watched;
    }
    return answer.object;
  }
}

/** Versions of one resource can be compared as numbers (guaranteed since Kubernetes 1.35, true of etcd's since ever). */
function isNewer(one: KubernetesObject, other: KubernetesObject): boolean {
  const [a, b] = [one, other].map(({ metadata }) =>
    /^\d+$/.test(metadata?.resourceVersion ?? '') ? BigInt(metadata!.resourceVersion!) : undefined,
  );
  return a !== undefined && b !== undefined && a > b;
}
