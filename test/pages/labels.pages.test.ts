import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { measuredTrack } from './support/find-track.ts';
import { serve, type Served } from './support/served.ts';
import { seriousFaults, visit, type Visit } from './support/visit.ts';

const PATIENCE_MS = 120_000;
const DESK = { width: 1280, dark: false };
let browser: Browser;
let served: Served;
let opened: Visit;

beforeAll(async () => {
  browser = await openBrowser();
  served = await serve('sample');
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await served.close();
});
afterEach(() => opened.close());

const open = async (path: string): Promise<Page> => {
  opened = await visit(browser, `${served.url}${path}`, DESK);
  return opened.page;
};
const labels = async () =>
  ((await served.api.ask('/api/v1/labels')).json as { labels: { id: string; value: number }[] }).labels;
const energyOf = async (id: string) =>
  ((await served.api.ask(`/api/v1/tracks/${id}`)).json as { scores: { energy: { value: number } } }).scores.energy
    .value;

test(
  'an axis is corrected by keyboard, what it changed is said at once, and withdrawing leaves nothing behind',
  async () => {
    const id = (await measuredTrack(served.api.ask))!;
    const before = await energyOf(id);
    const page = await open(`/tracks/${id}`);
    await page.getByRole('button', { name: 'Correct Energy' }).focus();
    await page.keyboard.press('Enter');
    const slider = page.getByRole('slider', { name: /How do you hear it/ });
    for (const key of ['End', 'ArrowLeft', 'ArrowLeft', 'Enter']) await slider.press(key);
    const told = page.getByRole('status').filter({ hasText: 'Noted.' });
    await told.waitFor();
    expect(await told.innerText()).toMatch(/The energy of “.+” moves from about 0\.\d\d to about 0\.\d\d\./);
    expect(await labels()).toMatchObject([{ recordingId: id, axis: 'energy', value: 0.9 }]);
    expect(await energyOf(id)).not.toBe(before);
    await page.getByRole('button', { name: 'Change Energy' }).and(page.locator(':focus')).waitFor();
    expect(await seriousFaults(page)).toEqual([]);

    await page.reload();
    await page.getByText('You said 0.90').waitFor();
    await page.getByRole('link', { name: 'All your labels' }).click();
    await page.getByRole('heading', { name: 'What you said' }).waitFor();
    await page.getByRole('button', { name: /^Withdraw Energy of/ }).click();
    await page.getByRole('status').filter({ hasText: 'Withdrawn.' }).waitFor();
    expect(await labels()).toEqual([]);
    expect(await energyOf(id)).toBe(before);
    expect(opened.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'a round of comparisons goes by single keys, passes over a pair, and the last answer can be undone',
  async () => {
    for (const { id } of await labels()) await served.api.ask(`/api/v1/labels/${id}`, { method: 'DELETE' });
    const page = await open('/labels');
    const asked = () => page.getByRole('button', { name: /This one is more energetic/ }).allInnerTexts();
    const first = await asked();
    await page.keyboard.press('s');
    await expectSoon(async () => (await asked()).join() !== first.join());
    await page.keyboard.press('1');
    await page.getByRole('status').filter({ hasText: 'Noted.' }).waitFor();
    expect(await labels()).toMatchObject([{ axis: 'energy', value: 1 }]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('status').filter({ hasText: 'As it was.' }).waitFor();
    expect(await labels()).toEqual([]);
    expect(opened.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

async function expectSoon(holds: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  expect(await holds()).toBe(true);
}
