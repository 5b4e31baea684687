import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { serve, type Served } from './support/served.ts';
import { seriousFaults, visit, type Look } from './support/visit.ts';

const PATIENCE_MS = 120_000;
const DESK: Look = { width: 1280, dark: false };
const DRAWN = 'canvas[data-points]';
const MAP = '[role=application]';
const LAYER = `${MAP} > svg[role=group]`;
let browser: Browser;
let served: Served;

beforeAll(async () => {
  browser = await openBrowser();
  served = await serve('sample');
}, PATIENCE_MS);
afterAll(async () => {
  await browser.close();
  await served.close();
});

const open = (path: string, drawn = DRAWN, look = DESK) => visit(browser, `${served.url}${path}`, look, drawn);
const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name);
const heading = (page: Page) => page.locator('main h2', { hasText: /^Week \d+$/ }).innerText();

test(
  'weeks are stepped by keys, slider and buttons alike, and each shows its own tracks',
  async () => {
    const { page, complaints, close } = await open('/trajectory?week=2026-W44');
    expect(await heading(page)).toBe('Week 44');
    await page.keyboard.press('ArrowLeft');
    expect([await heading(page), parameter(page, 'week')]).toEqual(['Week 43', '2026-W43']);
    await page.getByRole('slider', { name: 'Week' }).press('ArrowRight');
    expect(await heading(page)).toBe('Week 44');
    await page.getByRole('button', { name: 'Later week' }).click();
    expect(await heading(page)).toBe('Week 45');
    await page.locator('main ol li a[href^="/tracks/"]').first().waitFor();
    const tracks = await page.locator('main ol li').count();
    expect(tracks).toBeGreaterThan(2);
    expect(await page.locator(`${LAYER} path[data-rings]`).getAttribute('data-rings')).not.toBe('0');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await page.locator('main ol li').count()).toBeGreaterThan(tracks);
    expect(complaints).toEqual([]);
    expect(await seriousFaults(page)).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'play goes through the weeks to the last and stops there; from the last it begins anew',
  async () => {
    const { page, close } = await open('/trajectory?week=2026-W45');
    await page.getByRole('button', { name: 'Play the weeks' }).click();
    await page.waitForFunction(() => new URL(location.href).searchParams.get('week') === '2026-W47');
    await page.getByRole('button', { name: 'Play the weeks' }).waitFor();
    await page.getByRole('button', { name: 'Play the weeks' }).click();
    await page.waitForFunction(() => new URL(location.href).searchParams.get('week') !== '2026-W47');
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await close();
  },
  PATIENCE_MS,
);

test(
  'any axis colours the map, in either space, over any time; the address remembers',
  async () => {
    const { page, complaints, close } = await open('/trajectory');
    await page.getByLabel('Colour by').selectOption('valence');
    await page.getByText('Valence: sad').waitFor();
    await page.getByText('Whole map').click();
    await page.getByText('26 weeks', { exact: true }).click();
    await page.getByText('Sound', { exact: false }).first().click();
    await page.getByText('in the sound space, resting on').waitFor();
    expect(['axis', 'extent', 'window', 'space'].map((name) => parameter(page, name))).toEqual([
      ...['valence', 'map', '26w', 'audio'],
    ]);
    await page.reload();
    await page.getByText('in the sound space, resting on').waitFor();
    await page.getByText('Valence: sad').waitFor();
    await page.locator('main details summary').first().click();
    await page.locator('main table thead').waitFor();
    expect(await page.locator('main table thead').innerText()).toContain('Valence');
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'the map moves by hand and by key, zooms, goes back, and says what lies where one points',
  async () => {
    const { page, complaints, close } = await open('/trajectory?extent=map');
    const map = page.locator(MAP);
    const back = page.getByRole('button', { name: 'Back to all of it' });
    expect(await back.isDisabled()).toBe(true);
    const box = (await map.boundingBox())!;
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const before = await firstWeek(page);
    await page.mouse.move(middle.x, middle.y + 90);
    await page.mouse.down();
    await page.mouse.move(middle.x + 60, middle.y + 130, { steps: 5 });
    await page.mouse.up();
    await back.and(page.locator(':enabled')).waitFor();
    expect(await firstWeek(page)).toEqual([Math.round(before[0]! + 60), Math.round(before[1]! + 40)]);
    await back.click();
    expect(await firstWeek(page)).toEqual(before);

    await map.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('+');
    await back.and(page.locator(':enabled')).waitFor();
    await page.keyboard.press('0');
    await back.and(page.locator(':disabled')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Around this place').waitFor();
    await page.locator('main section', { hasText: 'Around this place' }).locator('ol li').first().waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await page.getByText('Around this place').count()).toBe(0);

    await page.keyboard.down('Control');
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    await back.and(page.locator(':enabled')).waitFor();
    const zoomed = await firstWeek(page);
    const away = (place: number[]) => Math.hypot(place[0]! - box.width / 2, place[1]! - box.height / 2);
    expect(away(zoomed)).toBeGreaterThan(away(before) * 1.2);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

test(
  'a week under the pointer is told of and chosen by a click; on a phone by a tap',
  async () => {
    const { page, close } = await open('/trajectory?week=2026-W40', DRAWN, { width: 360, dark: true });
    const week = page.locator('[data-week="2026-W44"]');
    await week.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    const box = (await week.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    expect(await heading(page)).toMatch(/^Week \d+$/);
    expect(parameter(page, 'week')).not.toBe('2026-W40');
    await week.focus();
    await page.keyboard.press('End');
    expect(parameter(page, 'week')).toBe('2026-W47');
    await close();
  },
  PATIENCE_MS,
);

test(
  'the radar steps its weeks by keys and compares any two',
  async () => {
    const { page, complaints, close } = await open('/radar?week=2026-W45', 'main svg[role=img]');
    await page.keyboard.press('ArrowLeft');
    await page.locator('main li', { hasText: 'Week 44, 2026' }).waitFor();
    expect(parameter(page, 'week')).toBe('2026-W44');
    await page.getByRole('button', { name: 'The week before' }).click();
    await page.locator('main li', { hasText: 'Week 43, 2026' }).waitFor();
    expect(parameter(page, 'compare')).toBe('2026-W43');
    await page.getByRole('button', { name: 'Swap the two' }).click();
    expect([parameter(page, 'week'), parameter(page, 'compare')]).toEqual(['2026-W43', '2026-W44']);
    await page.getByRole('button', { name: '26 weeks before' }).click();
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('compare'));
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await close();
  },
  PATIENCE_MS,
);

/** Where the first week is drawn within the map, in whole pixels. */
async function firstWeek(page: Page): Promise<number[]> {
  await page.waitForTimeout(300);
  const [map, week] = await Promise.all([
    page.locator(MAP).boundingBox(),
    page.locator('[data-week]').first().boundingBox(),
  ]);
  return [Math.round(week!.x - map!.x), Math.round(week!.y - map!.y)];
}
