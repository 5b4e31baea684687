import { TokenBucket, type Timers } from './timers.ts';
import { refOf } from './render.ts';
import type { EventText, KubernetesObject, Log } from './types.ts';

export interface EventsOptions {
  /** POSTs a new event. */
  create: (event: KubernetesObject) => Promise<unknown>;
  /** Merges into one that was created. */
  patch: (name: string, namespace: string, change: object) => Promise<unknown>;
  /** This process, as in its Lease. */
  identity: string;
  clock: () => Date;
  timers: Timers;
  random: () => number;
  log: Log;
}

export const reportingController = 'sidetrack.network/operator';
/** An event that comes again within this time is the same one, and is counted up. */
const seriesMilliseconds = 6 * 60_000;
/** The count of a series is written at most this often. */
const recountMilliseconds = 60_000;
const maxNoteLength = 1024;

interface Said {
  name: string;
  namespace: string;
  count: number;
  lastAt: number;
  writtenAt: number;
}

/**
 * Events (events.k8s.io/v1) for people who run `kubectl describe`. The same text about the same object is one event with a growing
 * count; one object gets 25 at once and then one in 5 minutes; all of them together 10 a second. Nothing waits for an event, and one that
 * cannot be written is logged.
 */
export class Events {
  readonly #options: EventsOptions;
  readonly #said = new Map<string, Said>();
  readonly #perObject = new Map<string, TokenBucket>();
  readonly #all: TokenBucket;

  constructor(options: EventsOptions) {
    this.#options = options;
    this.#all = new TokenBucket(options.timers, 10, 50);
  }

  record(regarding: KubernetesObject, text: EventText): void {
    const now = this.#options.timers.now();
    const uid = regarding.metadata?.uid ?? '';
    const key = [uid, text.type, text.reason, text.action, text.note].join('\n');
    const said = this.#said.get(key);
    if (said && now - said.lastAt < seriesMilliseconds) this.#again(said, now);
    else if (this.#mayWrite(uid)) this.#anew(key, regarding, text, now);
    this.#tidy(now);
  }

  #anew(key: string, regarding: KubernetesObject, text: EventText, now: number): void {
    const { clock, identity, random } = this.#options;
    const ref = refOf(regarding);
    const namespace = ref.namespace ?? 'default';
    const suffix = Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, '0');
    const name = `${ref.name.slice(0, 200)}.${clock().getTime().toString(16)}${suffix}`;
    this.#said.set(key, { name, namespace, count: 1, lastAt: now, writtenAt: now });
    this.#write(
      this.#options.create({
        ...{ apiVersion: 'events.k8s.io/v1', kind: 'Event', metadata: { name, namespace } },
        ...{ ...text, note: text.note.slice(0, maxNoteLength) },
        ...{ eventTime: microTime(clock()), reportingController, reportingInstance: identity },
        regarding: { ...ref, uid: regarding.metadata?.uid, resourceVersion: regarding.metadata?.resourceVersion },
      } as KubernetesObject),
    );
  }

  #again(said: Said, now: number): void {
    said.count += 1;
    said.lastAt = now;
    if (now - said.writtenAt < recountMilliseconds || !this.#all.tryTake()) return;
    said.writtenAt = now;
    const series = { count: said.count, lastObservedTime: microTime(this.#options.clock()) };
    this.#write(this.#options.patch(said.name, said.namespace, { series }));
  }

  #mayWrite(uid: string): boolean {
    const bucket = this.#perObject.get(uid) ?? new TokenBucket(this.#options.timers, 1 / 300, 25);
    this.#perObject.set(uid, bucket);
    return bucket.tryTake() && this.#all.tryTake();
  }

  #write(request: Promise<unknown>): void {
    request.catch((error: unknown) => {
      this.#options.log.warn({ err: error }, 'An event was not written');
    });
  }

  /** Forgets what is too old to be counted up, and objects that were silent for as long as their bucket takes to fill. */
  #tidy(now: number): void {
    for (const [key, { lastAt }] of this.#said) if (now - lastAt >= seriesMilliseconds) this.#said.delete(key);
    if (this.#perObject.size > 5000) this.#perObject.clear();
  }
}

/** Kubernetes' V1MicroTime: six digits after the second. */
export const microTime = (date: Date): string => date.toISOString().replace(/Z$/, '000Z');
