import type { RequestHandler } from 'express';

/**
 * Lets scrobblers that live in a browser push from any page, as ListenBrainz does. Nothing here goes by a cookie, an address or an
 * origin: without the token, which no page has, nothing is told or taken.
 */
export const crossOrigin: RequestHandler = (request, response, next) => {
  response.set({
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers':
      'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, X-RateLimit-Reset-In',
  });
  if (request.method !== 'OPTIONS') {
    next();
    return;
  }
  response
    .set({
      'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type',
      'Access-Control-Max-Age': '86400',
    })
    .status(200)
    .end();
};
