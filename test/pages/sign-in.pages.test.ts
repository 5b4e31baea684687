import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { seedIds } from '@sidetrack/test';
import { openBrowser } from '../e2e/support/browser.ts';
import { ANA, BEN, serveHosted, type Hosted } from './support/hosted.ts';
import { comparePicture } from './support/pictures.ts';
import { serve } from './support/served.ts';
import { LOOKS, nameOf, seriousFaults, sidewaysOverflow, visit } from './support/visit.ts';

const PATIENCE_MS = 60_000;
const SESSION = 'sidetrack_session';
let browser: Browser;
let hosted: Hosted;

beforeAll(async () => {
  [browser, hosted] = await Promise.all([openBrowser(), serveHosted()]);
}, PATIENCE_MS);
beforeEach(async () => {
  Object.assign(hosted.provider, { account: ANA, claims: {} });
  hosted.provider.clearFaults();
  await hosted.query('DELETE FROM sessions');
});
afterAll(async () => {
  await browser.close();
  await hosted.close();
});

/** A browser of its own; nothing may be said on its console. */
async function fresh(): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Lisbon',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  return { context, page, complaints };
}

const signIn = async (page: Page, path = '/'): Promise<void> => {
  await page.goto(`${hosted.url}${path}`);
  await page.getByRole('link', { name: 'Continue with Google' }).click();
  await page.waitForURL((url) => url.origin === hosted.url && !url.pathname.startsWith('/sign-in'));
};
const sessionOf = async (context: BrowserContext): Promise<string | undefined> =>
  (await context.cookies()).find(({ name }) => name === SESSION)?.value;
const signOutButton = (page: Page) => page.getByRole('button', { name: 'Sign out' }).locator('visible=true');

describe('the page', () => {
  test.each(LOOKS.map((look) => [nameOf(look), look] as const))(
    'is whole and has nothing to complain of: %s',
    async (name, look) => {
      const { page, complaints, status, close } = await visit(
        browser,
        `${hosted.url}/sign-in?trouble=not-invited`,
        look,
      );
      expect([status, complaints, await seriousFaults(page), await sidewaysOverflow(page)]).toEqual([200, [], [], 0]);
      expect(await comparePicture(page, `sign-in-not-invited-${name}`)).toBeNull();
      await close();
    },
    PATIENCE_MS,
  );

  test('lets no page, and no words, of somebody else’s in', async () => {
    const answer = await fetch(`${hosted.url}/sign-in?trouble=%3Cscript%3Ealert(1)%3C/script%3E&next=//evil.example`);
    const policy = answer.headers.get('content-security-policy') ?? '';
    const text = await answer.text();
    expect(text).not.toMatch(/alert\(1\)|evil\.example/);
    expect(`${policy}${text}`).not.toContain('unsafe-inline');
    expect(answer.headers.get('x-frame-options')).toBe('DENY');
  });
});

describe('signing in', () => {
  test(
    'leads back to the page that was asked for, with a cookie that no script reads',
    async () => {
      const { context, page, complaints } = await fresh();
      await page.goto(`${hosted.url}/radar?week=2026-W46`);
      expect(new URL(page.url()).pathname).toBe('/sign-in');
      await page.getByRole('link', { name: 'Continue with Google' }).click();
      await page.waitForURL(`${hosted.url}/radar?week=2026-W46`);
      expect(await page.getByText('Ana', { exact: true }).locator('visible=true').count()).toBe(1);
      const cookie = (await context.cookies()).find(({ name }) => name === SESSION);
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
      expect((cookie?.expires ?? 0) - Date.now() / 1000).toBeGreaterThan(29 * 86_400);
      expect((await context.cookies()).map(({ name }) => name)).toEqual([SESSION]);
      const read = await page.evaluate(() => `${document.cookie}${JSON.stringify([localStorage, sessionStorage])}`);
      expect(read).not.toContain(cookie?.value);
      expect(await page.content()).not.toMatch(new RegExp(`${cookie?.value ?? ''}|eyJ`));
      expect(complaints).toEqual([]);
      await context.close();
    },
    PATIENCE_MS,
  );

  test(
    'takes a new listener in, in the zone of their browser, who has an empty account',
    async () => {
      hosted.provider.account = { sub: 'google-new', email: 'new@example.org', name: 'Noor' };
      const { context, page } = await fresh();
      await signIn(page);
      expect(
        await hosted.query('SELECT display_name, time_zone FROM users WHERE google_sub = $1', ['google-new']),
      ).toEqual([{ display_name: 'Noor', time_zone: 'Europe/Lisbon' }]);
      await context.close();
    },
    PATIENCE_MS,
  );

  test.each([
    [
      'somebody who is not on the list',
      'This account is not on the list',
      () => void (hosted.provider.account = { sub: 'x', email: 'x@evil.example' }),
    ],
    ['somebody who called it off', 'Nothing has happened', () => void (hosted.provider.account = null)],
    [
      'a provider that sends nonsense',
      'Google could not say who you are',
      () => void (hosted.provider.claims = { aud: 'another' }),
    ],
  ])(
    'tells %s: %s',
    async (_, words, prepare) => {
      prepare();
      const { context, page, complaints } = await fresh();
      await page.goto(`${hosted.url}/sign-in`);
      await page.getByRole('link', { name: 'Continue with Google' }).click();
      await page.getByRole('alert').getByText(words).waitFor();
      expect(await sessionOf(context)).toBeUndefined();
      expect(complaints).toEqual([]);
      await context.close();
    },
    PATIENCE_MS,
  );

  test('tells of a sign-in that is over or began elsewhere', async () => {
    for (const query of ['state=AAAAAAAAAAAAAAAA&code=x', 'code=x', 'state=%3Cscript%3E&code=x', '']) {
      const answer = await fetch(`${hosted.url}/auth/google/callback?${query}`, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in?trouble=expired']);
    }
  });

  test(
    'in two tabs at once works in both',
    async () => {
      const { context, page } = await fresh();
      const other = await context.newPage();
      const begin = async (): Promise<string> =>
        (await context.request.get(`${hosted.url}/auth/google`, { maxRedirects: 0 })).headers()['location'] ?? '';
      const begun = [await begin(), await begin()] as const;
      await page.goto(begun[0]);
      await other.goto(begun[1]);
      for (const tab of [page, other]) expect(new URL(tab.url()).pathname).toBe('/');
      await context.close();
    },
    PATIENCE_MS,
  );
});

describe('session fixation', () => {
  test(
    'a secret that was planted beforehand never becomes a session, and each sign-in has a new one',
    async () => {
      const { context, page } = await fresh();
      const planted = 'A'.repeat(43);
      await context.addCookies([{ name: SESSION, value: planted, url: hosted.url }]);
      await signIn(page);
      const first = await sessionOf(context);
      expect(first).not.toBe(planted);
      await page.goto(`${hosted.url}/auth/google`);
      await page.waitForURL(`${hosted.url}/`);
      const second = await sessionOf(context);
      expect(second).not.toBe(first);
      for (const [secret, status] of [
        [planted, 401],
        [first, 401],
        [second, 200],
      ] as const) {
        const answer = await fetch(`${hosted.url}/api/v1/overview`, {
          headers: { cookie: `${SESSION}=${secret ?? ''}` },
        });
        expect(answer.status).toBe(status);
      }
      // Two cookies of the name: a sibling may have planted one, so neither counts.
      const both = await fetch(`${hosted.url}/api/v1/overview`, {
        headers: { cookie: `${SESSION}=${second ?? ''}; ${SESSION}=${planted}` },
      });
      expect(both.status).toBe(401);
      await context.close();
    },
    PATIENCE_MS,
  );
});

describe('open redirect', () => {
  test.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
  ])(
    'whoever signs in on a link with next=%j stays here',
    async (next) => {
      const { context, page } = await fresh();
      await page.goto(`${hosted.url}/sign-in?next=${encodeURIComponent(next)}`);
      await page.getByRole('link', { name: 'Continue with Google' }).click();
      await page.waitForURL((url) => url.pathname === '/');
      expect(new URL(page.url()).origin).toBe(hosted.url);
      await context.close();
    },
    PATIENCE_MS,
  );
});

describe('another site', () => {
  let evil: Server;
  const evilUrl = (): string => `http://localhost:${(evil.address() as AddressInfo).port}`;
  beforeAll(async () => {
    evil = createServer((request, response) => {
      const form = (action: string) => `<form method="post" action="${hosted.url}${action}"><button>go</button></form>`;
      response.setHeader('content-type', 'text/html');
      response.end(request.url === '/out' ? form('/auth/sign-out') : form('/api/v1/tokens'));
    });
    await new Promise<void>((resolve) => evil.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void evil.close());

  test.each(['/out', '/token'])(
    'cannot make a browser that is signed in send %s (CSRF)',
    async (path) => {
      const { context, page } = await fresh();
      await signIn(page);
      const session = await sessionOf(context);
      await page.goto(`${evilUrl()}${path}`);
      await page.getByRole('button').click();
      await page.waitForLoadState();
      const answer = await fetch(`${hosted.url}/api/v1/tokens`, { headers: { cookie: `${SESSION}=${session ?? ''}` } });
      expect([answer.status, ((await answer.json()) as { tokens: unknown[] }).tokens.length]).toEqual([200, 1]);
      await context.close();
    },
    PATIENCE_MS,
  );

  test(
    'gets nowhere with the cookie either, whatever its browser says of it',
    async () => {
      const { context, page } = await fresh();
      await signIn(page);
      const cookie = `${SESSION}=${(await sessionOf(context)) ?? ''}`;
      const foreign = [
        { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
        { 'sec-fetch-site': 'same-site', origin: hosted.url },
        { origin: 'https://evil.example' },
        { origin: 'null' },
        {},
      ];
      for (const headers of foreign) {
        const change = {
          method: 'POST',
          headers: { cookie, ...headers, 'content-type': 'application/json' },
          body: '{"name":"x"}',
        };
        expect((await fetch(`${hosted.url}/api/v1/tokens`, change)).status).toBe(403);
        const out = { method: 'POST', headers: { cookie, ...headers }, redirect: 'manual' } as const;
        expect((await fetch(`${hosted.url}/auth/sign-out`, out)).headers.get('location')).toBe('/');
      }
      expect((await fetch(`${hosted.url}/api/v1/overview`, { headers: { cookie } })).status).toBe(200);
      // A sign-in that another site begins needs its reader's own click.
      const begun = await fetch(`${hosted.url}/auth/google?next=/radar`, {
        headers: { 'sec-fetch-site': 'cross-site' },
        redirect: 'manual',
      });
      expect(begun.headers.get('location')).toBe('/sign-in?next=%2Fradar');
      await context.close();
    },
    PATIENCE_MS,
  );
});

describe('signing out', () => {
  test(
    'holds at once, in every tab, and on the way back',
    async () => {
      const { context, page, complaints } = await fresh();
      await signIn(page);
      const other = await context.newPage();
      await other.goto(`${hosted.url}/radar`);
      const cookie = `${SESSION}=${(await sessionOf(context)) ?? ''}`;
      await signOutButton(page).click();
      await page.getByText('You are signed out').waitFor();
      await other.waitForURL((url) => url.pathname === '/sign-in');
      expect(await sessionOf(context)).toBeUndefined();
      expect((await fetch(`${hosted.url}/api/v1/overview`, { headers: { cookie } })).status).toBe(401);
      await page.goBack();
      await page.waitForURL((url) => url.pathname === '/sign-in');
      expect(complaints.filter((line) => !line.includes('401'))).toEqual([]);
      await context.close();
    },
    PATIENCE_MS,
  );

  test(
    'everywhere ends it in other browsers too, and the streams that they follow',
    async () => {
      const [here, elsewhere] = [await fresh(), await fresh()];
      await signIn(here.page);
      await signIn(elsewhere.page);
      const cookie = `${SESSION}=${(await sessionOf(elsewhere.context)) ?? ''}`;
      const stream = await fetch(`${hosted.url}/api/v1/events`, { headers: { cookie } });
      expect(stream.status).toBe(200);
      const whole = stream.text();
      await here.page.request.post(`${hosted.url}/auth/sign-out`, {
        form: { everywhere: '1' },
        headers: { 'sec-fetch-site': 'same-origin' },
      });
      expect(await whole).toContain('retry: 2000');
      expect((await fetch(`${hosted.url}/api/v1/overview`, { headers: { cookie } })).status).toBe(401);
      // Its reader comes back to the tab.
      await elsewhere.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
      await elsewhere.page.waitForURL((url) => url.pathname === '/sign-in');
      await Promise.all([here.context.close(), elsewhere.context.close()]);
    },
    PATIENCE_MS,
  );

  test(
    'another listener who signs in in one tab is who the other tabs show',
    async () => {
      const { context, page } = await fresh();
      await signIn(page);
      const other = await context.newPage();
      hosted.provider.account = BEN;
      await other.goto(`${hosted.url}/auth/google`);
      await page.getByText('Ben', { exact: true }).locator('visible=true').waitFor();
      await context.close();
    },
    PATIENCE_MS,
  );

  test(
    'a listener who is suspended meanwhile opens nothing more',
    async () => {
      const { context, page } = await fresh();
      await signIn(page);
      await hosted.query('UPDATE users SET suspended_at = now() WHERE id = $1', [seedIds.listener]);
      // What was exchanged before opens nothing either: the API looks with every request.
      const cookie = `${SESSION}=${(await sessionOf(context)) ?? ''}`;
      expect((await fetch(`${hosted.url}/api/v1/overview`, { headers: { cookie } })).status).toBe(403);
      await hosted.query('UPDATE users SET suspended_at = NULL WHERE id = $1', [seedIds.listener]);
      await context.close();
    },
    PATIENCE_MS,
  );
});

describe('what is another listener’s', () => {
  /** Rows of Ben's, beside those of the seed; every name of his says `Private` or `Bens own`. */
  const made = async (sql: string): Promise<string> =>
    (await hosted.query<{ id: string }>(`${sql} RETURNING id::text`, [seedIds.other]))[0]!.id;

  test(
    'is on no page that is asked for it by id',
    async () => {
      const artist = await made(
        `INSERT INTO artists (name, name_key, private_user_id) VALUES ('Bens own', 'bens own', $1)`,
      );
      const playlist = await made(`INSERT INTO playlists (user_id, name) VALUES ($1, 'Bens own')`);
      const { context, page } = await fresh();
      await signIn(page);
      const cookie = `${SESSION}=${(await sessionOf(context)) ?? ''}`;
      for (const [path, status] of [
        [`/tracks/${seedIds.othersTrack}`, 404],
        [`/artists/${artist}`, 404],
        [`/playlists/${playlist}`, 404],
        [`/imports?import=${seedIds.othersImport}`, 200],
        [`/jobs?job=${seedIds.othersJob}`, 200],
        ['/search?q=private', 200],
      ] as const) {
        const answer = await fetch(`${hosted.url}${path}`, { headers: { cookie } });
        const text = await answer.text();
        // A setting is called so too.
        const told = [/Bens own/, /\bPrivate\b(?! sessions)/, new RegExp(seedIds.other)].filter((words) =>
          words.test(text),
        );
        expect([path, answer.status, told]).toEqual([path, status, []]);
      }
      await context.close();
    },
    PATIENCE_MS,
  );

  test(
    'is not reached by naming them: not by X-User-Id, not by headers of the site’s own',
    async () => {
      const { context, page } = await fresh();
      await signIn(page);
      const cookie = `${SESSION}=${(await sessionOf(context)) ?? ''}`;
      const named = await fetch(`${hosted.url}/api/v1/overview`, { headers: { cookie, 'x-user-id': seedIds.other } });
      expect(named.status).toBe(403);
      const page1 = await fetch(`${hosted.url}/`, {
        headers: { 'x-sidetrack-signed-in': seedIds.other, 'x-user-id': seedIds.other },
        redirect: 'manual',
      });
      expect([page1.status, page1.headers.get('location')]).toEqual([303, '/sign-in']);
      expect((await fetch(`${hosted.url}/internal/v1/session/exchange`, { method: 'POST' })).status).toBe(404);
      await context.close();
    },
    PATIENCE_MS,
  );
});

test(
  'on a laptop there is nothing of it',
  async () => {
    const laptop = await serve('empty');
    const get = (path: string, headers: Record<string, string> = {}) =>
      fetch(`${laptop.url}${path}`, { redirect: 'manual', headers });
    expect((await get('/sign-in?trouble=expired')).headers.get('location')).toBe('/');
    for (const path of ['/auth/google', '/auth/google/callback?state=AAAAAAAAAAAA&code=x'])
      expect((await get(path)).status).toBe(404);
    expect((await fetch(`${laptop.url}/auth/sign-out`, { method: 'POST' })).status).toBe(404);
    const answer = await get('/', { 'x-sidetrack-signed-in': seedIds.other, cookie: `${SESSION}=${'A'.repeat(43)}` });
    expect([answer.status, answer.headers.get('set-cookie'), answer.headers.get('cache-control')]).toEqual([
      200,
      null,
      null,
    ]);
    expect(await answer.text()).not.toMatch(/Sign out|BroadcastChannel|data-listener/);
    await laptop.close();
  },
  PATIENCE_MS,
);
