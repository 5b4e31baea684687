import type { RequestHandler } from 'express';
import { API_PATH } from './api-path.ts';

/** When the paths without a version became deprecated: with the first release that has versioned ones. */
const DEPRECATED_AT = Date.UTC(2026, 10, 22) / 1000;

/** Marks an answer of an unversioned path as deprecated (RFC 9745) and names the path that takes its place (RFC 5829). */
export const deprecated: RequestHandler = (request, response, next) => {
  response.setHeader('Deprecation', `@${DEPRECATED_AT}`);
  response.setHeader('Link', `<${API_PATH}${request.originalUrl}>; rel="successor-version"`);
  next();
};
