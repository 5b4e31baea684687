import { oneLine } from '../errors.ts';
import { createBackOff } from './back-off.ts';
import type { ProcessIdentity } from './identity.ts';
import { identify } from './identity.ts';
import { pause } from './pause.ts';
import { describeExit, type Run, type Service } from './service.ts';

export interface SupervisorOptions {
  /** One line for the person: what died, what is started again. */
  readonly say: (line: string) => void;
  /** Told all living children whenever one starts or ends, so that a later start can end them. */
  readonly record: (children: readonly RecordedChild[]) => void;
}

export interface RecordedChild extends ProcessIdentity {
  readonly name: string;
}

/** Everything is being stopped, so nothing is started any more. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';

  constructor() {
    super('SideTrack is being stopped.');
  }
}

interface Kept {
  readonly service: Service;
  run: Run;
  /** Resolves when the service will not be started again. */
  over: Promise<void>;
}

/**
 * Keeps services running: one that dies is started again with back-off, on its own, while the others go on. Services stop in the
 * reverse order of their start.
 */
export class Supervisor {
  private readonly options: SupervisorOptions;
  private readonly kept: Kept[] = [];
  /** First starts under way; they cannot all be cut short, so stopping waits for them. */
  private readonly starting = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();

  constructor(options: SupervisorOptions) {
    this.options = options;
  }

  /** Starts a service and keeps it. @throws what its first start throws; a later failure only brings a line and a new try */
  async start(service: Service): Promise<void> {
    this.stopping.signal.throwIfAborted();
    const first = service.start(this.stopping.signal);
    this.starting.add(first);
    try {
      const kept: Kept = { service, run: await first, over: Promise.resolve() };
      this.kept.push(kept);
      this.recordChildren();
      kept.over = this.keepAlive(kept);
    } finally {
      this.starting.delete(first);
    }
  }

  /** Ends everything in order, last started first; resolves when all processes are gone. */
  async stop(): Promise<void> {
    this.stopping.abort(new StoppedError());
    await Promise.allSettled(this.starting);
    for (const kept of this.kept.toReversed()) {
      await kept.run.stop();
      await kept.over;
    }
    this.options.record([]);
  }

  /** Ends everything at once. */
  kill(): void {
    this.stopping.abort(new StoppedError());
    for (const { run } of this.kept) run.kill();
  }

  private async keepAlive(kept: Kept): Promise<void> {
    const backOff = createBackOff();
    const { service } = kept;
    for (;;) {
      const began = Date.now();
      const exit = await kept.run.exited;
      if (this.isStopping()) return;
      this.recordChildren();
      this.options.say(
        `${service.name} ended (${describeExit(exit)}); starting it again. Its story: ${service.logPath}`,
      );
      const revived = await this.revive(service, backOff.nextDelaySeconds((Date.now() - began) / 1000));
      if (revived === null) return;
      kept.run = revived;
      this.recordChildren();
      this.options.say(`${service.name} runs again.`);
    }
  }

  /** Tries until it runs; null when everything is to stop. */
  private async revive(service: Service, firstDelaySeconds: number): Promise<Run | null> {
    const backOff = createBackOff({ firstSeconds: Math.max(0.5, firstDelaySeconds) });
    for (;;) {
      await pause(backOff.nextDelaySeconds(0) * 1000, this.stopping.signal);
      if (this.isStopping()) return null;
      try {
        const run = await service.start(this.stopping.signal);
        if (!this.isStopping()) return run;
        await run.stop();
        return null;
      } catch (error) {
        if (!this.isStopping()) this.options.say(oneLine(error));
      }
    }
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private recordChildren(): void {
    const children = this.kept.flatMap(({ service, run }) => {
      const identity = identify(run.pid);
      return identity === null ? [] : [{ name: service.name, ...identity }];
    });
    this.options.record(children);
  }
}
