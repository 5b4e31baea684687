import { z } from 'zod';
import { ApiError } from './errors.ts';
import { microTime } from './events.ts';
import { wait, type Timers } from './timers.ts';
import type { KubernetesObject, Log } from './types.ts';

export interface LeaseApi {
  read(): Promise<KubernetesObject | null>;
  create(lease: KubernetesObject): Promise<KubernetesObject>;
  /** Refused (409) when the Lease is no longer at its resourceVersion. */
  update(lease: KubernetesObject): Promise<KubernetesObject>;
}

export interface LeaderElectionOptions {
  api: LeaseApi;
  namespace: string;
  name: string;
  /** Unlike every other process's. */
  identity: string;
  clock: () => Date;
  timers: Timers;
  random: () => number;
  log: Log;
  seconds?: LeaseSeconds;
}

export interface LeaseSeconds {
  /** Others wait this long after the last renewal that they saw. */
  duration: number;
  /** A leader that could not renew for this long acts no more. Shorter than the duration by more than a request takes. */
  renewDeadline: number;
  /** Between two tries. */
  retry: number;
}

export const leaseSeconds: LeaseSeconds = { duration: 15, renewDeadline: 10, retry: 2 };

const leaseObject = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string().optional() }),
  spec: z
    .looseObject({
      holderIdentity: z.string().nullish(),
      renewTime: z.string().nullish(),
      acquireTime: z.string().nullish(),
      leaseDurationSeconds: z.number().nullish(),
      leaseTransitions: z.number().nullish(),
    })
    .default({}),
});
type Lease = z.infer<typeof leaseObject>;

/**
 * Leader election by a Lease, after client-go's leaderelection: times of other machines are never compared with ours, only how long
 * the Lease has looked the same from here.
 */
export class LeaderElection {
  readonly #options: LeaderElectionOptions;
  readonly #seconds: LeaseSeconds;
  #lease: Lease | undefined;
  #seen: { text: string; at: number } | undefined;
  /** When another's Lease ends, as far as was seen. */
  #freeAt = 0;
  /** When the last renewal that succeeded was sent. */
  #renewedAt: number | undefined;

  constructor(options: LeaderElectionOptions) {
    this.#options = options;
    this.#seconds = options.seconds ?? leaseSeconds;
  }

  /** Whether this process may act now. Goes by the time of the last renewal, so it is false at once in a process that was stopped for long. */
  get leads(): boolean {
    return this.#renewedAt !== undefined && this.#sinceRenewal() < this.#seconds.renewDeadline * 1000;
  }

  /** Resolves true when this process leads, false when the signal aborted before that. */
  async acquire(signal: AbortSignal): Promise<boolean> {
    const { timers, random, log } = this.#options;
    while (!signal.aborted) {
      const got = await this.#tryAcquire().catch((error: unknown) => {
        log.warn({ err: error }, 'The Lease could not be read or written');
        return false;
      });
      if (got) return true;
      const untilFree = Math.max(0, this.#freeAt - timers.now());
      await wait(timers, Math.min(untilFree || Infinity, this.#seconds.retry * 1000) + 200 * random(), signal);
    }
    return false;
  }

  /** Renews until the signal aborts ('stopped') or the leadership is lost ('lost'). Call it once `acquire` said true. */
  async keep(signal: AbortSignal): Promise<'stopped' | 'lost'> {
    const { timers, log } = this.#options;
    for (;;) {
      await wait(timers, Math.min(this.#seconds.retry * 1000, this.#untilDeadline()), signal);
      if (signal.aborted) return 'stopped';
      const ended = new AbortController();
      const renewal = this.#renew().catch((error: unknown) => {
        log.warn({ err: error }, 'The Lease was not renewed');
        return true;
      });
      const deadline = wait(timers, this.#untilDeadline(), ended.signal).then(() => true);
      const holds = await Promise.race([renewal, deadline]);
      ended.abort();
      if (!holds || !this.leads) {
        this.#renewedAt = undefined;
        return 'lost';
      }
    }
  }

  /** Gives the Lease back, so that the next process need not wait for its end. */
  async release(): Promise<void> {
    const lease = this.#lease;
    const held = this.#renewedAt !== undefined;
    this.#renewedAt = undefined;
    if (!lease || !held) return;
    const spec = {
      ...lease.spec,
      holderIdentity: '',
      leaseDurationSeconds: 1,
      renewTime: microTime(this.#options.clock()),
    };
    await this.#options.api.update({ ...lease, spec } as KubernetesObject);
  }

  async #tryAcquire(): Promise<boolean> {
    const { api, timers, identity, name, namespace } = this.#options;
    const sentAt = timers.now();
    const found = await api.read();
    if (found === null) {
      const metadata = { name, namespace };
      const created = await refused(
        api.create({
          apiVersion: 'coordination.k8s.io/v1',
          kind: 'Lease',
          metadata,
          spec: this.#claim(),
        } as KubernetesObject),
      );
      return this.#take(created, sentAt);
    }
    const lease = leaseObject.parse(found);
    const { holderIdentity, leaseDurationSeconds } = lease.spec;
    this.#observe(lease);
    this.#freeAt = this.#seen!.at + (leaseDurationSeconds ?? this.#seconds.duration) * 1000;
    if (holderIdentity && holderIdentity !== identity && timers.now() < this.#freeAt) return false;
    const claimAt = timers.now();
    return this.#take(
      await refused(api.update({ ...lease, spec: { ...lease.spec, ...this.#claim(lease) } } as KubernetesObject)),
      claimAt,
    );
  }

  /** False when another holds the Lease; throws when that is not known. */
  async #renew(): Promise<boolean> {
    const { api, timers, identity, clock } = this.#options;
    const sentAt = timers.now();
    const lease = this.#lease!;
    const spec = { ...lease.spec, renewTime: microTime(clock()) };
    const answer = await refused(api.update({ ...lease, spec } as KubernetesObject));
    if (this.#take(answer, sentAt)) return true;
    const found = await api.read();
    if (found === null) return false;
    const now = leaseObject.parse(found);
    // An update whose answer was lost, or a hand edit: still ours, and renewed at the next try.
    if (now.spec.holderIdentity === identity) this.#lease = now;
    return now.spec.holderIdentity === identity;
  }

  #take(answer: KubernetesObject | undefined, sentAt: number): boolean {
    if (!answer) return false;
    this.#lease = leaseObject.parse(answer);
    this.#renewedAt = sentAt;
    return true;
  }

  #claim(lease?: Lease) {
    const { identity, clock } = this.#options;
    const now = microTime(clock());
    const transitions = lease?.spec.leaseTransitions ?? 0;
    const changesHands = lease !== undefined && lease.spec.holderIdentity !== identity;
    return {
      holderIdentity: identity,
      leaseDurationSeconds: this.#seconds.duration,
      acquireTime: now,
      renewTime: now,
      leaseTransitions: transitions + (changesHands ? 1 : 0),
    };
  }

  #observe({ spec }: Lease): void {
    const text = [spec.holderIdentity, spec.renewTime, spec.leaseTransitions].join(' ');
    if (this.#seen?.text !== text) this.#seen = { text, at: this.#options.timers.now() };
  }

  #sinceRenewal(): number {
    return this.#options.timers.now() - (this.#renewedAt ?? Number.NEGATIVE_INFINITY);
  }

  #untilDeadline(): number {
    return Math.max(0, this.#seconds.renewDeadline * 1000 - this.#sinceRenewal());
  }
}

/** The answer, or undefined where another was first. */
async function refused(request: Promise<KubernetesObject>): Promise<KubernetesObject | undefined> {
  try {
    return await request;
  } catch (error) {
    if (error instanceof ApiError && error.isConflict) return undefined;
    throw error;
  }
}
