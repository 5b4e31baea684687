import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { serve, type Served } from './support/served.ts';
import { seriousFaults, visit } from './support/visit.ts';

const PATIENCE_MS = 120_000;
const DESK = { width: 1280, dark: false };
let browser: Browser;
let served: Served;

beforeAll(async () => {
  browser = await openBrowser();
  served = await serve('sample');
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await served.close();
}, PATIENCE_MS);

const open = (path: string, drawn: string) => visit(browser, `${served.url}${path}`, DESK, drawn);
const slider = '[role=slider]';
const showsWeek = (page: Page, isoWeek: string) =>
  page.locator('main h2', { hasText: new RegExp(`^Week ${Number(isoWeek.slice(-2))}(?!\\d)`) }).waitFor();
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);

test(
  'a press on the stream chooses a week; arrow keys step from there, on the stream and anywhere else',
  async () => {
    const { page, complaints, close } = await open('/moods', slider);
    const box = (await page.locator(slider).boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction(() => new URL(location.href).searchParams.has('week'));
    const pressed = parameter(page, 'week')!;
    await showsWeek(page, pressed);
    await page.keyboard.press('ArrowLeft');
    const before = parameter(page, 'week')!;
    expect(before < pressed).toBe(true);
    await page.locator(slider).focus();
    await page.keyboard.press('ArrowRight');
    expect(parameter(page, 'week')).toBe(pressed);
    await page.keyboard.press('End');
    const newest = parameter(page, 'week')!;
    await showsWeek(page, newest);
    expect(await page.locator(slider).getAttribute('aria-valuetext')).toContain(`of ${newest.slice(0, 4)}`);
    expect(await page.locator(`main a[href="/radar?week=${newest}"]`).count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'keys that come faster than the stream is drawn each step from the week before them',
  async () => {
    const { page, close } = await open('/moods', slider);
    await page.locator(slider).focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => new URL(location.href).searchParams.has('week'));
    const weeks = await page.locator(slider).evaluate(async (element) => {
      const seen: (string | null)[] = [];
      for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'ArrowRight', 'ArrowRight', 'ArrowRight']) {
        element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        // Another task, as the next key would be, and no time to paint.
        await new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = resolve;
          port2.postMessage(null);
        });
        seen.push(new URL(location.href).searchParams.get('week'));
      }
      return seen;
    });
    expect(new Set(weeks.slice(0, 3)).size).toBe(3);
    expect(weeks.slice(3)).toEqual([weeks[1], weeks[0], parameter(page, 'week')]);
    expect(weeks[5]! > weeks[0]!).toBe(true);
    await close();
  },
  PATIENCE_MS,
);

test(
  'a mark opens the account of its change, which sums up; it can be dismissed, and that undone',
  async () => {
    const { page, complaints, close } = await open('/moods?span=all', slider);
    const marks = page.locator('main button[aria-label*=" went "]');
    const count = await marks.count();
    expect(count).toBeGreaterThan(0);
    await marks.last().click();
    const account = page.locator('li[id^=alert-]', { has: page.locator('button[aria-expanded=true]') });
    await account.getByText('Who moved it', { exact: true }).first().waitFor();
    expect(await account.innerText()).toMatch(/since .* Energy (up|down) from 0\.\d\d to 0\.\d\d/);
    expect(await account.innerText()).toContain('has not been shown on real music');
    await account.locator('summary').click();
    await account.locator('tbody').first().waitFor();
    const percents = await account.locator('tbody td:last-child').allInnerTexts();
    const numbers = percents.map((text) => Number(text.replace('−', '-').replace('%', '')));
    expect(numbers.reduce((sum, percent) => sum + percent, 0)).toBe(100);
    expect(await seriousFaults(page)).toEqual([]);

    await account.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    await expectCount(marks, count - 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expectCount(marks, count);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'a filter stands in the address and is there again on the next visit; all plays are one press away',
  async () => {
    const { page, close } = await open('/moods', slider);
    const artist = page.getByLabel('Artist');
    const wanted = await artist.locator('option').nth(2).getAttribute('value');
    await artist.selectOption(wanted);
    await page.getByRole('heading', { name: `Plays of ${wanted!}` }).waitFor();
    expect(parameter(page, 'artist')).toBe(wanted);
    await page.goto(`${served.url}/`);
    await page.goto(`${served.url}/moods`);
    expect(parameter(page, 'artist')).toBe(wanted);
    await page.waitForSelector(slider);
    await page.getByRole('button', { name: 'Show all plays' }).click();
    await page.getByRole('heading', { name: 'All plays' }).waitFor();
    expect(parameter(page, 'artist')).toBeNull();
    await close();
  },
  PATIENCE_MS,
);

test(
  'an outlier is put on a playlist from where it stands, and its number in the picture leads to it',
  async () => {
    const { page, complaints, close } = await open('/outliers', 'main svg[role=img]');
    await page.locator('main svg[role=img] text', { hasText: /^3$/ }).last().click({ force: true });
    await page.waitForFunction(() => document.activeElement?.id === 'outlier-3');
    await page
      .locator('#outlier-3')
      .getByRole('button', { name: /^Add .* to a playlist$/ })
      .click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'the table under a chart is opened and closed by a press, by a key, and by the browser that finds a word in it',
  async () => {
    const { page, complaints, close } = await open('/moods', slider);
    const summary = page.locator('main summary').first();
    const details = page.locator('main details').first();
    const row = details.locator('tbody tr').first();
    await summary.click();
    await row.waitFor();
    await summary.click();
    await row.waitFor({ state: 'hidden' });
    await summary.focus();
    await page.keyboard.press('Enter');
    await row.waitFor();
    await details.evaluate((element: HTMLDetailsElement) => void (element.open = false));
    await row.waitFor({ state: 'hidden' });
    await summary.click();
    await row.waitFor();
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'what is asked for anew is dimmed while the answer is long on its way',
  async () => {
    const { page, complaints, close } = await open('/mixtapes', 'main ol');
    const made = page.locator('main [aria-busy]', { has: page.locator('ol') });
    await page.route(/dashboard\/mixtape/u, async (route) => {
      const answer = await route.fetch();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await route.fulfill({ response: answer });
    });
    await page.getByRole('button', { name: 'Another one' }).click();
    expect(await made.getAttribute('aria-busy')).toBe('true');
    await page.waitForFunction(
      () => Number(getComputedStyle(document.querySelector('main [aria-busy=true]')!).opacity) < 0.7,
    );
    await page.locator('main [aria-busy=true]').waitFor({ state: 'detached' });
    await page.waitForFunction(() => getComputedStyle(document.querySelector('main [aria-busy]')!).opacity === '1');
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

async function expectCount(found: ReturnType<Page['locator']>, count: number): Promise<void> {
  for (let turn = 0; turn < 100 && (await found.count()) !== count; turn += 1)
    await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await found.count()).toBe(count);
}
