import type { Page } from 'playwright-core';

/** The data of a page's charts, as their tables give it: a line a row, cells apart by `|`. Hidden tables count. */
export function tableTexts(page: Page): Promise<string[][]> {
  return page.$$eval('table', (tables) =>
    tables.map((table) =>
      [...table.rows].map((row) =>
        [...row.cells].map((cell) => cell.textContent.replaceAll(/\s+/g, ' ').trim()).join(' | '),
      ),
    ),
  );
}
