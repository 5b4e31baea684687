import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { PAGES } from './pages.ts';
import { comparePicture } from './support/pictures.ts';
import { serve, type Served } from './support/served.ts';
import { newContext, seriousFaults, visitIn } from './support/visit.ts';

const PATIENCE_MS = 120_000;
const DESK = { width: 1280, dark: false };
const PHONE = { width: 360, dark: true };
let browser: Browser;
let served: Served;
let desk: Page;
let phone: Page;

beforeAll(async () => {
  browser = await openBrowser();
  served = await serve('sample');
  desk = await (await newContext(browser, DESK)).newPage();
  phone = await (await newContext(browser, PHONE)).newPage();
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await served.close();
}, PATIENCE_MS);
afterEach(() => void (served.faults.health = 'well'));

describe.each(PAGES)('$name', ({ name, path, drawn }) => {
  const address = async (): Promise<string> =>
    `${served.url}${typeof path === 'string' ? path : ((await path(served.api.ask)) ?? '/')}`;

  test(
    'says what to do while the API is down',
    async () => {
      const url = await address();
      served.faults.health = 'down';
      const { page, status, close } = await visitIn(phone, url);
      expect(status).toBe(503);
      expect(await page.locator('[role=alert]').first().innerText()).toMatch(/wait|again|start/i);
      expect(await seriousFaults(page)).toEqual([]);
      expect(await comparePicture(page, `${name}-down`)).toBeNull();
      await close();
    },
    PATIENCE_MS,
  );

  test(
    'says how long to wait when it asked too often',
    async () => {
      const url = await address();
      served.faults.health = 'limited';
      const { page, status, close } = await visitIn(desk, url);
      expect(status).toBe(503);
      expect(await page.locator('[role=alert]').first().innerText()).toMatch(/7 seconds/);
      await close();
    },
    PATIENCE_MS,
  );

  test(
    'comes whole from an API that is slow',
    async () => {
      const url = await address();
      served.faults.health = 'slow';
      const { page, status, complaints, close } = await visitIn(desk, url, drawn);
      expect({ status, complaints }).toEqual({ status: 200, complaints: [] });
      expect(await page.locator('[role=alert]').count()).toBe(0);
      await close();
    },
    PATIENCE_MS,
  );
});
