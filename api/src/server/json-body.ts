import express from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { unsupportedMedia } from './problems.ts';

/** The longest that the contract allows is a thousand decisions about files; a megabyte of JSON is a mistake. */
const LIMIT = '256kb';
const parse: RequestHandler = express.json({ limit: LIMIT, type: () => true });

/** The JSON body of a request; undefined where it has none. @throws ProblemError 413 or 415, or body-parser's own errors */
export async function readJsonBody(request: Request, response: Response): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  // `is` gives null without a body and false for another type; a body without any type is not JSON either.
  if (request.is('application/json') === false) throw unsupportedMedia('This operation reads JSON.');
  await new Promise<void>((resolve, reject) => {
    parse(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('The body cannot be read.'));
    });
  });
  return request.body;
}

export function hasBody(request: Request): boolean {
  return request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
}
