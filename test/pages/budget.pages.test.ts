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
/** One opening of a page says little about time: where times are wanted, they are medians. */
const OPENINGS = THROTTLE === 1 ? 1 : 5;
let browser: Browser;
let served: Served;
const costs: { page: string; opened: readonly PageCost[] }[] = [];

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
    const opened: PageCost[] = [];
    for (let opening = 0; opening < OPENINGS; opening += 1)
      opened.push(await costOf(browser, { url: `${served.url}${at}`, drawn: entry.drawn, throttle: THROTTLE }));
    costs.push({ page: entry.name, opened });
    for (const { scriptBeforeCharts, scriptInAll } of opened) {
      expect(scriptBeforeCharts).toBeGreaterThan(0);
      expect(scriptBeforeCharts).toBeLessThanOrEqual(BEFORE_CHARTS);
      expect(scriptInAll).toBeLessThanOrEqual(IN_ALL);
    }
  },
  PATIENCE_MS,
);

test('the figures are printed', () => {
  const table = [
    `page                 script before charts, in all (KB)   LCP, longest interaction (ms, processor throttled ${THROTTLE} times, ${OPENINGS} openings: median, largest)`,
    ...costs.map(({ page, opened }) => {
      const of = (figure: keyof PageCost): number[] => opened.map((cost) => cost[figure]).toSorted((a, b) => a - b);
      return [
        page.padEnd(20),
        kilobytes(median(of('scriptBeforeCharts'))),
        kilobytes(median(of('scriptInAll'))),
        milliseconds(of('largestPaintMs')).padStart(30),
        milliseconds(of('longestInteractionMs')).padStart(14),
      ].join(' ');
    }),
  ].join('\n');
  const folder = join(import.meta.dirname, '../artifacts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'page-costs.txt'), `${table}\n`);
  console.info(table);
  expect(costs.length).toBeGreaterThan(0);
});

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)]!;
const milliseconds = (sorted: readonly number[]): string =>
  [median(sorted), sorted.at(-1)!].map((figure) => figure.toFixed(0).padStart(5)).join(' ');
const kilobytes = (bytes: number): string => (bytes / KB).toFixed(1).padStart(12);

function addressOf({ path }: PageEntry): Promise<string | null> {
  return typeof path === 'string' ? Promise.resolve(path) : path(served.api.ask);
}
