import type { ErrorRequestHandler, Request, Response } from 'express';
import { isTransientDatabaseError, sqlState } from '@sidetrack/prisma';
import type { ProblemDocument, ProblemStatus } from '../contract/problem.ts';
import { correlationIdOf } from './correlation.ts';
import { ProblemError, invalidRequest, unavailable } from './problem-error.ts';

/** Sends a problem document (RFC 9457). */
export function sendProblem(request: Request, response: Response, { details }: ProblemError): void {
  const document: ProblemDocument = {
    type: `urn:sidetrack:problem:${details.kind}`,
    title: details.title,
    status: details.status,
    detail: details.detail,
    remedy: details.remedy,
    instance: pathOf(request),
    correlationId: correlationIdOf(response),
    ...(details.errors === undefined ? {} : { errors: [...details.errors] }),
  };
  // What an error says is of this moment: no cache keeps it.
  response.removeHeader('ETag');
  response
    .status(details.status)
    .set({ 'Cache-Control': 'no-store', ...details.headers })
    .type('application/problem+json')
    .send(JSON.stringify(document));
}

/** Turns whatever a route threw into a problem document; what nobody foresaw is logged and becomes 500 without its text. */
export const answerProblems: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const problem = problemOf(error);
  if (problem.details.status >= 500) request.log.error({ err: problem.cause ?? problem }, problem.details.title);
  // Too late to say anything: Express ends the connection, so that the client sees an answer cut short.
  if (response.headersSent) next(error);
  else sendProblem(request, response, problem);
};

/** The problem that an error amounts to. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isTransientDatabaseError(error)) return unavailable('The database', error);
  if (unstorable.has(sqlState(error) ?? '')) {
    return invalidRequest([
      {
        where: 'request',
        message: 'A value in it cannot be stored: a date or number out of range, or text that is not text.',
      },
    ]);
  }
  return httpProblem(error) ?? fault(error);
}

/** SQLSTATEs of values that PostgreSQL has no room for: only a request can have brought them. */
const unstorable = new Set(['22003', '22007', '22008', '22009', '22021', '22P02', '22P05']);

/** Errors of Express and its body parsers carry a status. */
function httpProblem(error: unknown): ProblemError | undefined {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return undefined;
  const type = 'type' in error ? String(error.type) : '';
  if (type === 'entity.too.large') return tooLarge('The body is larger than this operation reads.');
  if (error.status === 415) return unsupportedMedia('The body’s encoding or charset is not one that can be read.');
  if (type === 'entity.parse.failed') return invalidRequest([{ where: 'body', message: 'This is not a JSON object.' }]);
  if (error.status >= 400 && error.status < 500) return invalidRequest([{ where: 'request', message: plain(error) }]);
  return undefined;
}

function plain(error: Error): string {
  return error instanceof URIError
    ? 'The path holds a percent sign that begins no encoded character.'
    : 'The request cannot be read.';
}

export function tooLarge(detail: string): ProblemError {
  return new ProblemError({ status: 413, kind: 'too-large', title: 'Too large', detail, remedy: 'Send less at once.' });
}

export function unsupportedMedia(detail: string, remedy = 'Send JSON as application/json in UTF-8.'): ProblemError {
  return new ProblemError({
    status: 415,
    kind: 'unsupported-media-type',
    title: 'Unsupported media type',
    detail,
    remedy,
  });
}

function fault(error: unknown): ProblemError {
  const status: ProblemStatus = 500;
  return new ProblemError(
    {
      status,
      kind: 'fault',
      title: 'A fault of this installation',
      detail: 'Something went wrong that should not have.',
      remedy: 'Look for the correlation id in the logs, and report it if it happens again.',
    },
    { cause: error },
  );
}

function pathOf(request: Request): string {
  return request.originalUrl.split('?', 1)[0] ?? '/';
}
