import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { knownArtist } from './support/find-track.ts';
import { serve, type Served } from './support/served.ts';
import { seriousFaults, visit, type Look, type Visit } from './support/visit.ts';

const PATIENCE_MS = 120_000;
const DESK: Look = { width: 1280, dark: false };
const PHONE: Look = { width: 360, dark: true };
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

const open = async (path: string, look = DESK): Promise<Page> => {
  opened = await visit(browser, `${served.url}${path}`, look);
  return opened.page;
};

test(
  'the palette finds a page and a track by keyboard alone, and gives the focus back',
  async () => {
    const page = await open('/radar');
    const input = page.getByRole('combobox', { name: 'Find a page, an artist or a track' });
    await page.keyboard.press('Control+k');
    await input.waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await input.waitFor({ state: 'detached' });

    await page.keyboard.press('/');
    await input.waitFor();
    await page.keyboard.type('calm');
    await page.getByRole('option').and(page.locator('[id]')).first().waitFor();
    await page.getByText(/of your tracks/).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/tracks\//);

    await page.keyboard.press('Control+k');
    await input.waitFor();
    await page.keyboard.type('moods');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/moods$/);
    expect(opened.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'the palette finds an artist by what is typed of their name, above the tracks, and Enter leads to their page',
  async () => {
    const id = await knownArtist(served.api.ask);
    const { artist } = (await served.api.ask(`/api/v1/artists/${id}`)).json as { artist: { name: string } };
    const page = await open('/radar');
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Find a page, an artist or a track' }).waitFor();
    await page.keyboard.type(artist.name.toUpperCase().slice(0, -1));
    await page.getByText(/^One of your artists and \d+ of your tracks/).waitFor();
    const found = page.getByRole('listbox', { name: 'Found' }).getByRole('option');
    expect(await found.first().innerText()).toMatch(`${artist.name} · Artist · `);
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/artists/${id}`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(artist.name);
    expect(opened.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'the keys of a page are listed, and a field that is written in keeps its keys',
  async () => {
    const page = await open('/labels');
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: 'Keys' });
    await keys.getByText('Find a page, an artist or a track').waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });

    await page.goto(`${served.url}/search`);
    await page.locator('main').click({ position: { x: 1, y: 1 } });
    await page.keyboard.press('/');
    await page.keyboard.type('what? and/or');
    expect(await page.locator('input[data-search]').inputValue()).toBe('what? and/or');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(opened.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'arrow keys walk through the calendar, and a year is kept in the address',
  async () => {
    const page = await open('/');
    const day = page.getByRole('slider', { name: 'Day of the calendar' });
    await day.focus();
    const today = await day.getAttribute('aria-valuetext');
    await day.press('ArrowUp');
    await day.press('ArrowUp');
    const before = await day.getAttribute('aria-valuetext');
    expect(before).not.toBe(today);
    await page.getByText(before ?? '', { exact: true }).waitFor();
    await day.press('ArrowLeft');
    await day.press('ArrowRight');
    expect(await day.getAttribute('aria-valuetext')).toBe(before);

    const calendar = (await served.api.ask('/api/v1/dashboard/calendar')).json as { years: number[] };
    await page.getByRole('combobox', { name: 'Time shown' }).selectOption(String(calendar.years[0]));
    await page.waitForURL(/\?year=\d{4}$/);
    expect(opened.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'on a phone every page is two presses away',
  async () => {
    const page = await open('/', PHONE);
    await page.getByRole('button', { name: 'More' }).click();
    const sheet = page.getByRole('navigation', { name: 'All pages' });
    expect(await sheet.getByRole('link').count()).toBeGreaterThanOrEqual(12);
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'More' }).click();
    await sheet.getByRole('link', { name: 'Settings' }).click();
    await page.waitForURL(/\/settings$/);
    expect(opened.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'the first key leads past the navigation',
  async () => {
    const page = await open('/jobs');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content');
  },
  PATIENCE_MS,
);
