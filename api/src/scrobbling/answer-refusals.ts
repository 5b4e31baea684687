import type { ErrorRequestHandler } from 'express';
import { problemOf } from '../server/problems.ts';
import { Refusal } from './refusal.ts';

/** Answers what a route threw as ListenBrainz does; what nobody foresaw is logged and told without its text. */
export const answerRefusals: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const { code, message } =
    error instanceof Refusal ? { code: error.status, message: error.message } : described(error);
  if (code >= 500) request.log.error({ err: error }, message);
  response.status(code).json({ code, error: message });
};

function described(error: unknown): { code: number; message: string } {
  const { details } = problemOf(error);
  return { code: details.status, message: `${details.detail} ${details.remedy}` };
}
