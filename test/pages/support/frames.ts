import type { Page } from 'playwright-core';

export interface Frames {
  readonly perSecond: number;
  /** Milliseconds from one frame to the next. */
  readonly median: number;
  readonly slowest: number;
}

/** Counts the frames that a page draws while `step` is done again and again, told which share of the time has passed. */
export async function framesWhile(
  page: Page,
  seconds: number,
  step: (share: number) => Promise<void>,
): Promise<Frames> {
  await page.evaluate(() => {
    const times: number[] = [];
    const tick = (time: number) => {
      times.push(time);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(globalThis, { sidetrackFrames: times });
  });
  const started = performance.now();
  for (let share = 0; share < 1; share = (performance.now() - started) / 1000 / seconds) await step(share);
  const times = await page.evaluate(() => (globalThis as unknown as { sidetrackFrames: number[] }).sidetrackFrames);
  const gaps = times
    .slice(1)
    .map((time, i) => time - times[i]!)
    .toSorted((a, b) => a - b);
  return {
    perSecond: (1000 * gaps.length) / (times.at(-1)! - times[0]!),
    median: gaps[Math.floor(gaps.length / 2)]!,
    slowest: gaps.at(-1)!,
  };
}
