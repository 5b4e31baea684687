import type { IncomingHttpHeaders } from 'node:http';

/**
 * What the site's server tells its pages by headers of the request, because the adapter hands nothing else on. Those of these
 * names that a browser sends are dropped.
 */

/** The listener whose session's cookie came with the request. */
export const SIGNED_IN_HEADER = 'x-sidetrack-signed-in';
/** Where somebody who is not let in can sign in, and come back from. */
export const SIGN_IN_HEADER = 'x-sidetrack-sign-in';

/** Takes out what a browser has sent under these names. */
export function dropPageHeaders(headers: IncomingHttpHeaders): void {
  Reflect.deleteProperty(headers, SIGNED_IN_HEADER);
  Reflect.deleteProperty(headers, SIGN_IN_HEADER);
}
