import type { Browser, BrowserContext, Page } from 'playwright-core';
import { FIXED_NOW } from './fixed-now.ts';

export interface PageCost {
  /** Bytes of script as they came over the wire, with charts never in sight. */
  readonly scriptBeforeCharts: number;
  /** With everything scrolled through. */
  readonly scriptInAll: number;
  /** Largest contentful paint, in milliseconds since navigation, on a processor so many times slower. */
  readonly largestPaintMs: number;
  /** The longest of a few interactions (the worst of so few is their INP), in milliseconds; throttled alike. */
  readonly longestInteractionMs: number;
}

export interface Opened {
  readonly url: string;
  /** Visible when the page's charts are there. */
  readonly drawn: string | undefined;
  /** How many times slower the processor is to seem. */
  readonly throttle: number;
}

/** What a page costs who opens it, in a fresh browser context each time. */
export async function costOf(browser: Browser, { url, drawn, throttle }: Opened): Promise<PageCost> {
  const [scriptBeforeCharts] = await inContext(browser, async (context, page) => {
    await context.addInitScript(() => {
      // Nothing comes into sight, so that charts stay away.
      globalThis.IntersectionObserver = class {
        observe = () => undefined;
        unobserve = () => undefined;
        disconnect = () => undefined;
        takeRecords = () => [];
      } as unknown as typeof IntersectionObserver;
    });
    return [await scriptBytes(page, () => open(page, url))];
  });
  const [scriptInAll, largestPaintMs, longestInteractionMs] = await inContext(browser, async (context, page) => {
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    await context.addInitScript(() => {
      // A press may lead to another page: what it took counts all the same.
      const kept = 'sidetrack-test-interaction';
      const seen = { paint: 0, interaction: Number(sessionStorage.getItem(kept) ?? 0) };
      Object.assign(globalThis, { sidetrackCosts: seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.paint = entry.startTime;
      }).observe({ type: 'largest-contentful-paint', buffered: true });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.interaction = Math.max(seen.interaction, entry.duration);
        sessionStorage.setItem(kept, String(seen.interaction));
      }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
    });
    let paint = 0;
    const bytes = await scriptBytes(page, async () => {
      await open(page, url);
      paint = (await seen(page)).paint;
      await page.mouse.wheel(0, 4000);
      if (drawn !== undefined) await page.waitForSelector(drawn, { timeout: 60_000 });
      await page.waitForTimeout(500);
      await interact(page);
    });
    return [bytes, paint, (await seen(page)).interaction];
  });
  return {
    scriptBeforeCharts: scriptBeforeCharts!,
    scriptInAll: scriptInAll!,
    largestPaintMs: largestPaintMs!,
    longestInteractionMs: longestInteractionMs!,
  };
}

async function inContext(
  browser: Browser,
  work: (context: BrowserContext, page: Page) => Promise<number[]>,
): Promise<number[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-US' });
  try {
    const page = await context.newPage();
    await page.clock.setFixedTime(FIXED_NOW);
    return await work(context, page);
  } finally {
    await context.close();
  }
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForFunction(() => document.querySelectorAll('astro-island[ssr]').length === 0, undefined, {
    timeout: 60_000,
  });
  await page.waitForTimeout(500);
}

/** Bytes of the bodies of scripts that came while `work` ran, as they were sent. */
async function scriptBytes(page: Page, work: () => Promise<void>): Promise<number> {
  const sizes: Promise<number>[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
  });
  await work();
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

function seen(page: Page): Promise<{ paint: number; interaction: number }> {
  return page.evaluate(
    () => (globalThis as unknown as { sidetrackCosts: { paint: number; interaction: number } }).sidetrackCosts,
  );
}

/** What hands do on any page: go on by keyboard, open a table, press the first buttons of its content. */
async function interact(page: Page): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await page.keyboard.press('Tab');
  const first = page.locator('main summary, main [role=radio], main button:not([disabled])');
  for (let at = 0; at < Math.min(3, await first.count()); at += 1) {
    const target = first.nth(at);
    if (await target.isVisible()) await target.click({ timeout: 5000 }).catch(() => undefined);
    await page.waitForTimeout(300);
  }
}
