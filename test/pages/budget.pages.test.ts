import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { PAGES, type PageEntry } from './pages.ts';
import { costOf, type PageCost } from './support/page-cost.ts';
import { serve, type Served } from './support/served.ts';

const PATIENCE_MS = 300_000;
const KB = 1000;
const BEFORE_CHARTS = 40 * KB;
const IN_ALL = 150 * KB;
/** A throttled processor takes minutes, and its figures mean something on a quiet machine alone: four is asked for when they are wanted. */
const THROTTLE = Number(process.env['SIDETRACK_TEST_THROTTLE'] ?? 1);
let browser: Browser;
let served: Served;
const costs: { page: string; cost: PageCost }[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  served = await serve('sample');
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await served.close();
});

test.each(PAGES)(
  '$name: little script before the first chart, and in all',
  async (entry) => {
    const at = await addressOf(entry);
    if (at === null) return;
    const cost = await costOf(browser, { url: `${served.url}${at}`, drawn: entry.drawn, throttle: THROTTLE });
    costs.push({ page: entry.name, cost });
    expect(cost.scriptBeforeCharts).toBeGreaterThan(0);
    expect(cost.scriptBeforeCharts).toBeLessThanOrEqual(BEFORE_CHARTS);
    expect(cost.scriptInAll).toBeLessThanOrEqual(IN_ALL);
  },
  PATIENCE_MS,
);

test('the figures are printed', () => {
  const table = [
    `page                 script before charts, in all (KB)   LCP, longest interaction (ms, processor throttled ${THROTTLE} times)`,
    ...costs.map(
      ({ page, cost }) =>
        `${page.padEnd(20)} ${kilobytes(cost.scriptBeforeCharts)} ${kilobytes(cost.scriptInAll)} ${cost.largestPaintMs.toFixed(0).padStart(30)} ${cost.longestInteractionMs.toFixed(0).padStart(8)}`,
    ),
  ].join('\n');
  const folder = join(import.meta.dirname, '../artifacts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'page-costs.txt'), `${table}\n`);
  console.info(table);
  expect(costs.length).toBeGreaterThan(0);
});

const kilobytes = (bytes: number): string => (bytes / KB).toFixed(1).padStart(12);

function addressOf({ path }: PageEntry): Promise<string | null> {
  return typeof path === 'string' ? Promise.resolve(path) : path(served.api.ask);
}
