import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';

const artifacts = join(import.meta.dirname, '../../artifacts');
const candidates = [
  process.env['SIDETRACK_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** A headless Chromium: the one of the environment or system, else the one that playwright has downloaded. */
export async function openBrowser(): Promise<Browser> {
  const { existsSync } = await import('node:fs');
  const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

export interface Watched {
  readonly page: Page;
  /** Console errors, page errors and refused requests so far. */
  readonly complaints: readonly string[];
}

/** A page that writes down everything that went wrong on it. */
export async function watchedPage(
  browser: Browser,
  options: { width: number; height: number; dark?: boolean },
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: options.height },
    colorScheme: options.dark === true ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return { page, complaints };
}

/** Keeps a picture of the whole page under test/artifacts. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  await page.screenshot({ path: join(artifacts, `${name}.png`), fullPage: true });
}
