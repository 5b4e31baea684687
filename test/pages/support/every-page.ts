import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../../e2e/support/browser.ts';
import { PAGES } from '../pages.ts';
import type { Listener } from './listeners.ts';
import { comparePicture } from './pictures.ts';
import { serve, type Served } from './served.ts';
import { tableTexts } from './tables.ts';
import { nameOf, newContext, seriousFaults, sidewaysOverflow, visitIn, type Look } from './visit.ts';

const PATIENCE_MS = 120_000;

/**
 * Visits every page as one listener in these looks; the data of its charts is held against what was kept in the first of them.
 * @param isAudited the looks in which axe reads the page too
 */
export function describeEveryPage(
  listener: Listener,
  looks: readonly Look[],
  isAudited: (look: Look) => boolean = () => true,
): void {
  describe(`a listener of the kind ${listener}`, () => {
    let browser: Browser;
    let served: Served;
    let windows: (readonly [Look, Page])[];

    beforeAll(async () => {
      [browser, served] = await Promise.all([openBrowser(), serve(listener)]);
      windows = await Promise.all(
        looks.map(async (look) => [look, await (await newContext(browser, look)).newPage()] as const),
      );
    }, PATIENCE_MS);
    afterAll(async () => {
      await browser.close();
      await served.close();
    });

    test.each(PAGES)(
      '$name: whole in every look, nothing to complain of, the same picture and the same data',
      async ({ name, path, drawn }) => {
        const at = typeof path === 'string' ? path : await path((to, options) => served.api.ask(to, options));
        if (at === null) return;
        const faults: string[] = [];
        for (const [look, window] of windows) {
          const { page, status, complaints, close } = await visitIn(window, `${served.url}${at}`, drawn);
          const found = [
            await comparePicture(page, `${name}-${listener}-${nameOf(look)}`),
            ...(status === 200 ? [] : [`answered ${status}`]),
            ...complaints,
            ...(isAudited(look) ? await seriousFaults(page) : []),
            ...((await sidewaysOverflow(page)) > 0 ? ['reaches beyond the window to the side'] : []),
            ...((await page.locator('h1').count()) === 1 ? [] : ['has not one heading of the first level']),
          ];
          faults.push(...found.filter((fault) => fault !== null).map((fault) => `${nameOf(look)}: ${fault}`));
          if (look === looks[0]) expect(await tableTexts(page)).toMatchSnapshot();
          await close();
        }
        expect(faults).toEqual([]);
      },
      PATIENCE_MS,
    );
  });
}
