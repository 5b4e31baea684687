import type { RequestHandler } from 'express';
import { ProblemError } from './problem-error.ts';

export function insufficientScope(needed: string): ProblemError {
  return new ProblemError({
    status: 403,
    kind: 'scope',
    title: 'The token does not reach this far',
    detail: `This operation needs a token with the scope \`${needed}\`.`,
    remedy: `Make one with \`sidetrack token create NAME --scope ${needed}\`, or on the dashboard.`,
  });
}

export function notAcceptable(given: string): ProblemError {
  return new ProblemError({
    status: 406,
    kind: 'not-acceptable',
    title: 'Not in this media type',
    detail: `This operation answers as ${given} only.`,
    remedy: `Send \`Accept: ${given}\` or leave the header out.`,
  });
}

export function tooManyRequests(seconds: number): ProblemError {
  return new ProblemError({
    status: 429,
    kind: 'too-many-requests',
    title: 'Too many requests',
    detail: 'The limit of requests in a minute is reached.',
    remedy: `Come back in ${seconds} seconds.`,
    headers: { 'Retry-After': String(seconds) },
  });
}

/** 405 with the methods that the path has; OPTIONS is answered with them. */
export function methodNotAllowed(methods: readonly string[]): RequestHandler {
  const allow = [...methods, 'OPTIONS'].join(', ');
  return (request, response) => {
    if (request.method === 'OPTIONS') {
      response.set('Allow', allow).status(204).end();
      return;
    }
    throw new ProblemError({
      status: 405,
      kind: 'method-not-allowed',
      title: 'Not with this method',
      detail: `${request.method} is not possible here.`,
      remedy: `Use one of ${allow}.`,
      headers: { Allow: allow },
    });
  };
}

export const noSuchPath: RequestHandler = () => {
  throw new ProblemError({
    status: 404,
    kind: 'no-such-path',
    title: 'No such path',
    detail: 'There is nothing at this path.',
    remedy: 'GET /api/v1 lists what there is, /api/v1/docs shows it.',
  });
};
