import type { Reader } from '../text/format.ts';
import { readerOf } from './reader-of.ts';
import { readSiteSettings } from './site-settings.ts';

export interface PageContext {
  reader: Reader;
  /** When the page is made, in milliseconds. */
  now: number;
  laptop: boolean;
}

/** What every page gives its islands besides data. The listener's zone comes with their overview; UTC stands in for it. */
export function pageContext(request: Request, timeZone: string | undefined): PageContext {
  return {
    reader: readerOf(request.headers.get('accept-language'), timeZone ?? 'UTC'),
    now: Date.now(),
    laptop: readSiteSettings(process.env).mode === 'laptop',
  };
}
