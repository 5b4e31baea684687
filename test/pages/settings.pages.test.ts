import { readFile } from 'node:fs/promises';
import { startFakes } from '@sidetrack/test';
import type { Fakes } from '@sidetrack/test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../e2e/support/browser.ts';
import { serve, type Served } from './support/served.ts';
import { LOOKS, seriousFaults, sidewaysOverflow, visit } from './support/visit.ts';
import type { Visit } from './support/visit.ts';

const PATIENCE_MS = 120_000;
const [DESKTOP] = LOOKS;
const LONG_NAME = 'a'.repeat(64);
let browser: Browser;
let fakes: Fakes;
let served: Served;
let visited: Visit;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  fakes = await startFakes({
    listenbrainz: { tokens: { 'good-token': 'ada', 'bobs-token': 'bob', 'long-token': LONG_NAME } },
    lastfm: { apiKey: 'KEY', secret: 'SECRET' },
  });
  const env = {
    ...fakes.env,
    SIDETRACK_SECRET_KEY: 'a key of at least thirty-two characters',
    SIDETRACK_LASTFM_API_KEY: 'KEY',
    SIDETRACK_LASTFM_API_SECRET: 'SECRET',
  };
  served = await serve('sample', { env, deps: { fetch } });
}, PATIENCE_MS);
afterAll(async () => {
  await served.close();
  await Promise.all([fakes.stop(), browser.close()]);
});
beforeEach(async () => {
  visited = await visit(browser, `${served.url}/settings`, DESKTOP!);
  page = visited.page;
}, PATIENCE_MS);
afterEach(async () => {
  expect(await seriousFaults(page)).toEqual([]);
  await visited.close();
}, PATIENCE_MS);

const section = (id: string) => page.locator(`#${id}`);
const says = (id: string, text: string | RegExp) => section(id).getByText(text).first().waitFor();
const pressed = (id: string, name: string) => section(id).getByRole('button', { name, exact: true }).click();

test(
  'ListenBrainz is connected with a token that is its own, and disconnected',
  async () => {
    const form = section('connections');
    await form.getByLabel('Your name on ListenBrainz').fill('ada');
    await form.getByLabel('Token (optional)').fill('bobs-token');
    await pressed('connections', 'Connect');
    await says('connections', /This token is that of bob, not of ada/u);
    await form.getByLabel('Token (optional)').fill('good-token');
    await pressed('connections', 'Connect');
    await says('connections', 'Connected as');
    await form.getByLabel('Ask for new listens').selectOption('15');
    await page.getByText('ListenBrainz is asked every 15 minutes now.').waitFor();
    await pressed('connections', 'Disconnect');
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
    await form.getByLabel('Your name on ListenBrainz').waitFor();
    // Refusals are errors in the console of Chromium; there are no others.
    expect(visited.complaints.filter((complaint) => !complaint.includes('409'))).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'on a phone a long name breaks before the switch beside it, which keeps its size',
  async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await section('connections').getByLabel('Your name on ListenBrainz').fill(LONG_NAME);
    await section('connections').getByLabel('Token (optional)').fill('long-token');
    await pressed('connections', 'Connect');
    await says('scrobblers', LONG_NAME);
    const relay = section('scrobblers').getByRole('switch', { name: 'Pass plays on to ListenBrainz' });
    const { width, height, left, hintRight } = await relay.evaluate((input) => {
      const { width, height, left } = input.getBoundingClientRect();
      const hint = document.createRange();
      hint.selectNodeContents(document.getElementById(input.getAttribute('aria-describedby') ?? '') ?? input);
      return { width, height, left, hintRight: hint.getBoundingClientRect().right };
    });
    expect({ width, height }).toEqual({ width: 38, height: 22 });
    expect(hintRight).toBeLessThan(left);
    expect(await sidewaysOverflow(page)).toBe(0);
    await pressed('connections', 'Disconnect');
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
    await says('scrobblers', /Connect ListenBrainz above/u);
    expect(visited.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'a field left empty says so below itself, until something is written',
  async () => {
    const name = section('connections').getByLabel('Your name on ListenBrainz');
    const message = section('connections').getByText('Please fill this in.');
    await pressed('connections', 'Connect');
    await message.waitFor();
    expect(await name.evaluate((input) => input === document.activeElement)).toBe(true);
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    expect(await seriousFaults(page)).toEqual([]);
    await name.fill('a');
    await message.waitFor({ state: 'detached' });
    expect(await name.getAttribute('aria-invalid')).toBeNull();
    expect(visited.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'a name is shown as it is, markup and all',
  async () => {
    const name = '<img src=x onerror=alert(1)>';
    await section('connections').getByLabel('Your name on ListenBrainz').fill(name);
    await pressed('connections', 'Connect');
    await says('connections', name);
    expect(await page.locator('main img').count()).toBe(0);
    expect(visited.complaints).toEqual([]);
  },
  PATIENCE_MS,
);

test(
  'Last.fm is connected on its own page, and its token serves once',
  async () => {
    await pressed('connections', 'Connect Last.fm');
    await page.waitForURL(`${served.url}/settings#connections`);
    await says('connections', 'listener');
    const token = [...fakes.lastfm.requests].findLast(({ path }) => path === '/2.0/')?.query.get('token');
    await page.goto(`${served.url}/settings/lastfm?state=1790000000000.x&token=${token ?? ''}`);
    await page.getByText(/You did not begin this here/u).waitFor();
    expect(page.url()).toBe(`${served.url}/settings/lastfm`);
  },
  PATIENCE_MS,
);

test(
  'a move is told with its day; the weeks that it moves are counted, and it can be forgotten',
  async () => {
    await section('time-zone').getByLabel('Another time zone').fill('Asia/Tokyo');
    await section('time-zone').getByLabel('From this day on').fill('2026-10-19');
    await pressed('time-zone', 'Save');
    await page.getByText(/7 weeks begin or end at another moment/u).waitFor();
    await says('time-zone', 'From Oct 19, 2026');
    await section('time-zone').getByLabel('Another time zone').fill('Mars/Olympus');
    await section('time-zone').getByLabel('From this day on').fill('2026-11-01');
    await pressed('time-zone', 'Save');
    await says('time-zone', /A time zone of the IANA database is expected/u);
    await pressed('time-zone', 'Forget Asia/Tokyo');
    await section('time-zone').getByText('Asia/Tokyo').waitFor({ state: 'detached' });
  },
  PATIENCE_MS,
);

test(
  'a token is shown once, opens the API, and does not once it is revoked',
  async () => {
    await section('tokens').getByLabel('Name').fill('scrobbler');
    await pressed('tokens', 'Make a token');
    const token = await section('tokens').locator('code').innerText();
    expect(token).toMatch(/^st_[\w-]{43}$/u);
    const asked = () => served.api.ask('/api/v1/overview', { headers: { authorization: `Bearer ${token}` } });
    expect(await asked()).toMatchObject({ status: 200 });
    await page.reload();
    await says('tokens', 'scrobbler');
    expect(await page.content()).not.toContain(token);
    await pressed('tokens', 'Revoke');
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await says('tokens', 'There are none.');
    expect(await asked()).toMatchObject({ status: 401 });
  },
  PATIENCE_MS,
);

test(
  'a scrobbler gets its address and a token, and what it pushes waits for ListenBrainz until the relay is ended',
  async () => {
    await says('scrobblers', /Connect ListenBrainz above/u);
    await says('scrobblers', served.url);
    await pressed('connections', 'Change');
    await section('connections').getByLabel('Your name on ListenBrainz').fill('ada');
    await section('connections').getByLabel('Token (optional)').fill('good-token');
    await pressed('connections', 'Save');
    const relay = section('scrobblers').getByRole('switch', { name: 'Pass plays on to ListenBrainz' });
    await relay.check();
    await says('scrobblers', 'Nothing was passed on yet. None waits.');
    await pressed('scrobblers', 'Make a token for a scrobbler');
    const token = await section('scrobblers').getByRole('status').locator('code').innerText();
    const headers = { authorization: `Token ${token}` };
    const listen = { listened_at: 1_790_000_000, track_metadata: { artist_name: 'Björk', track_name: 'Jóga' } };
    const data = { listen_type: 'single', payload: [listen] };
    const answer = await page.request.post(`${served.url}/1/submit-listens`, { headers, data });
    expect([answer.status(), await answer.json()]).toEqual([200, { status: 'ok' }]);
    await page.reload();
    await says('scrobblers', /1 play waits/u);
    await relay.uncheck();
    await section('scrobblers')
      .getByText(/1 play waits/u)
      .waitFor({ state: 'detached' });
    await pressed('tokens', 'Revoke');
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await says('tokens', 'There are none.');
    // ListenBrainz comes before Last.fm.
    await section('connections').getByRole('button', { name: 'Disconnect', exact: true }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
    await says('scrobblers', /Connect ListenBrainz above/u);
  },
  PATIENCE_MS,
);

test(
  'an excerpt is chosen and saved, and what it costs stands beside it',
  async () => {
    await says('measuring', /18 files of yours would be measured again/u);
    await section('measuring').getByLabel('How much of each track').selectOption('60');
    await pressed('measuring', 'Save');
    await page.getByText('Saved. Your folders are looked through again.').waitFor();
    await page.reload();
    expect(await section('measuring').getByLabel('How much of each track').inputValue()).toBe('60');
  },
  PATIENCE_MS,
);

test(
  'everything is taken out in one click, then deleted by typing one’s handle',
  async () => {
    const download = page.waitForEvent('download');
    await section('your-data').getByRole('link', { name: 'Export everything' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('sidetrack-local-2026-11-18.zip');
    expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK');

    await pressed('your-data', 'Delete everything');
    const dialog = page.getByRole('dialog');
    const confirm = dialog.getByRole('button', { name: 'Delete everything', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox').fill('local');
    await confirm.click();
    await says('your-data', 'Everything is being deleted');
    expect((await served.api.ask('/api/v1/overview')).json).toMatchObject({ listens: { total: 0 } });
  },
  PATIENCE_MS,
);
