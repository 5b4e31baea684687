import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, ConsoleMessage, Page, Response } from 'playwright-core';
import { FIXED_NOW } from './fixed-now.ts';

export interface Look {
  readonly width: number;
  readonly dark: boolean;
}

export const LOOKS: readonly Look[] = [
  { width: 1280, dark: false },
  { width: 1280, dark: true },
  { width: 360, dark: false },
  { width: 360, dark: true },
];

export const nameOf = ({ width, dark }: Look): string => `${width}-${dark ? 'dark' : 'light'}`;

export interface Visit {
  readonly page: Page;
  readonly status: number;
  /** Console errors, page errors and answers of 500 and above so far. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** A browser of its own: nothing kept from others, English, in Berlin. */
export function newContext(browser: Browser, { width, dark }: Look): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width, height: width < 600 ? 740 : 860 },
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
  });
}

/** Opens a page in a browser of its own at the fixed hour and waits until it is drawn. */
export async function visit(browser: Browser, url: string, look: Look, drawn?: string): Promise<Visit> {
  const context = await newContext(browser, look);
  const visited = await visitIn(await context.newPage(), url, drawn);
  return { ...visited, close: () => context.close() };
}

/** The same in a window that has been to other pages, and has kept their scripts: it is left open for the next. */
export async function visitIn(page: Page, url: string, drawn?: string): Promise<Visit> {
  const complaints: string[] = [];
  const onConsole = (message: ConsoleMessage): void => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  };
  const onError = (error: Error): void => void complaints.push(`page: ${error.message}`);
  // As it passed by: what goto() gives is now and then null on a busy machine.
  let status = 0;
  const onResponse = (response: Response): void => {
    if (response.frame() === page.mainFrame() && response.request().isNavigationRequest()) status = response.status();
  };
  page.on('console', onConsole).on('pageerror', onError).on('response', onResponse);
  await page.clock.setFixedTime(FIXED_NOW);
  await page.goto(url, { waitUntil: 'load' });
  await settled(page, drawn);
  const close = (): Promise<void> => {
    page.off('console', onConsole).off('pageerror', onError).off('response', onResponse);
    return Promise.resolve();
  };
  return { page, status, complaints, close };
}

/** Scrolls through once, so that what is loaded when seen is loaded, and waits until islands and charts are there. */
async function settled(page: Page, drawn: string | undefined): Promise<void> {
  await page.waitForFunction(() => document.querySelectorAll('astro-island[ssr]').length === 0, undefined, {
    timeout: 30_000,
  });
  await page.evaluate(async () => {
    const end = document.documentElement.scrollHeight;
    for (let y = 0; y < end; y += 600) {
      scrollTo(0, y);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    }
    scrollTo(0, 0);
  });
  if (drawn !== undefined) await page.waitForSelector(drawn, { timeout: 30_000 });
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(350);
}

/** What axe finds wrong that is serious or worse, a line each. Its old way of running spares a second page a look: no page has frames. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** How far the page reaches beyond its window to the side, in CSS pixels. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
