import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Operation } from '../contract/operation.ts';
import { rounded } from './rounding.ts';

export interface AnswerOptions {
  readonly request: Request;
  readonly response: Response;
  readonly checkAnswers: boolean;
}

/** An answer that is JSON text already, because it was kept from before. */
export class PreparedAnswer {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }
}

/**
 * Sends what a handler gave as its operation says: JSON with its ETag, or nothing. Handlers of streams and pages have
 * written their answer themselves.
 */
export function answerWith(
  operation: Operation,
  result: unknown,
  { request, response, checkAnswers }: AnswerOptions,
): void {
  const { answer } = operation;
  if (!('schema' in answer)) {
    if (answer.mediaType === undefined) response.status(answer.status).end();
    return;
  }
  if (result === undefined && answer.emptyWhen !== undefined) {
    response.status(204).end();
    return;
  }
  const json = result instanceof PreparedAnswer ? result.json : toJson(result);
  if (checkAnswers) answer.schema.parse(JSON.parse(json));
  response.set({ ETag: etagOf(json), 'Cache-Control': 'private, no-cache' });
  if (answer.status === 200 && request.fresh) {
    response.status(304).end();
    return;
  }
  response.status(answer.status).type('application/json').send(json);
}

export function toJson(result: unknown): string {
  return JSON.stringify(rounded(result));
}

function etagOf(json: string): string {
  return `"${createHash('sha256').update(json).digest('base64url').slice(0, 27)}"`;
}
