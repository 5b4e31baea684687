import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Logger } from '@sidetrack/settings';
import { pinoHttp } from 'pino-http';
import type { HttpLogger } from 'pino-http';

/**
 * Gives every request its correlation id, taken from X-Request-Id where that is a plain word, and one line in the log when
 * it has been answered. The line has no query and no headers: nothing of the listener's.
 */
export function correlation(logger: Logger): HttpLogger {
  return pinoHttp({
    logger,
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'correlationId' },
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && plainWord.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    customLogLevel: (_request, response, error) =>
      error !== undefined || response.statusCode >= 500 ? 'error' : 'info',
    serializers: {
      req: (request: { method: string; url: string }) => ({
        method: request.method,
        path: request.url.split('?', 1)[0],
      }),
      res: (response: { statusCode: number | null }) => ({ status: response.statusCode }),
    },
  });
}

/** The correlation id of the request that this answers. */
export function correlationIdOf(response: ServerResponse): string {
  const id = response.getHeader('X-Request-Id');
  return typeof id === 'string' ? id : '';
}

const plainWord = /^[\w.-]{1,64}$/;
