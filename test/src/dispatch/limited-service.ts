import { pauseAfter } from '../../../activities/src/listenbrainz/paced-send.ts';
import { pauseBetweenTurnsMs } from '../../../activities/src/http/turns.ts';
import type { Service } from '../../../activities/src/types.ts';

/** What a service allows to one address. Times are seconds. */
export interface Limit {
  readonly requests: number;
  readonly windowSeconds: number;
}

/** As CONTRACTS of the services have them: ListenBrainz's window, and Last.fm's average over five minutes. */
export const LIMITS: Readonly<Record<Service, Limit>> = {
  listenbrainz: { requests: 30, windowSeconds: 10 },
  lastfm: { requests: 1500, windowSeconds: 300 },
};
const LASTFM_PER_SECOND = 5;

/** Simulated time. */
export interface World {
  /** Seconds since 1970. */
  now(): number;
  after(seconds: number, run: () => void): void;
}

/** One service and the installation's one line to it: a request at a time, with the pauses that the product's own rules ask for. */
export class LimitedService {
  requests = 0;
  /** How many came beyond what the service allows. */
  breaches = 0;
  private readonly waiting: (() => void)[] = [];
  private window = -1;
  private inWindow = 0;
  private busy = false;

  private readonly name: Service;
  private readonly world: World;
  private readonly latencySeconds: number;

  constructor(name: Service, world: World, latencySeconds: number) {
    [this.name, this.world, this.latencySeconds] = [name, world, latencySeconds];
  }

  /** Sends a request when it may leave, and calls back with its answer. */
  ask(answered: () => void): void {
    this.waiting.push(answered);
    if (!this.busy) this.sendNext();
  }

  private sendNext(): void {
    const answered = this.waiting.shift();
    this.busy = answered !== undefined;
    if (answered === undefined) return;
    const { world, latencySeconds } = this;
    world.after(latencySeconds / 2, () => {
      const pauseSeconds = this.arrive() / 1000;
      world.after(latencySeconds / 2, () => {
        world.after(pauseSeconds, () => this.sendNext());
        answered();
      });
    });
  }

  /** Counts a request as the service does. Gives the pause that the product makes after its answer, in milliseconds. */
  private arrive(): number {
    const { requests, windowSeconds } = LIMITS[this.name];
    const now = this.world.now();
    const window = Math.floor(now / windowSeconds);
    if (window !== this.window) [this.window, this.inWindow] = [window, 0];
    this.inWindow += 1;
    this.requests += 1;
    if (this.inWindow > requests) this.breaches += 1;
    if (this.name === 'lastfm') return pauseBetweenTurnsMs(LASTFM_PER_SECOND);
    if (this.inWindow < requests) return 0;
    const resetIn = Math.ceil((window + 1) * windowSeconds - now);
    const headers = new Headers({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-in': String(resetIn) });
    return pauseAfter({ status: this.inWindow > requests ? 429 : 200, headers }, 0, () => 0.5);
  }
}
