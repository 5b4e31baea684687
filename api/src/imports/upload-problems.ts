import type { Request } from 'express';
import type { ImportLimit } from '../queries/import-limit.ts';
import { invalidRequest, ProblemError } from '../server/problem-error.ts';
import { tooLarge, unsupportedMedia } from '../server/problems.ts';
import { FileTooLargeError } from './store-file.ts';

export const MEGABYTE = 1024 * 1024;

/** @throws 415 for a form: the body is the bytes of the file themselves */
export function refuseForms(request: Request): void {
  if (request.is(['multipart/*', 'application/x-www-form-urlencoded']) === false) return;
  throw unsupportedMedia(
    'The body is the file itself, not a form.',
    'Send the bytes of the file as application/octet-stream, such as `curl --data-binary @FILE`.',
  );
}

export function tooLargeFile({ megabytes, setBy }: ImportLimit): ProblemError {
  return tooLarge(`Export files of up to ${megabytes} MB are taken (${setBy}).`);
}

/** What went wrong while bytes were received, as it is told; what nobody foresaw stays as it is. */
export function receivingProblem(error: unknown, limit: ImportLimit): unknown {
  if (error instanceof FileTooLargeError) return tooLargeFile(limit);
  if (isBrokenOff(error))
    return invalidRequest([{ where: 'body', message: 'The file ended before its announced length.' }]);
  if (isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT')) return diskFull(error);
  return error;
}

/** The sender's connection ended in the middle of the body. */
export function isBrokenOff(error: unknown): boolean {
  return isCode(error, 'ECONNRESET');
}

function diskFull(cause: unknown): ProblemError {
  return new ProblemError(
    {
      status: 503,
      kind: 'disk-full',
      title: 'The disk is full',
      detail: 'There is no room for the file where this installation keeps its data.',
      remedy: 'Make room on that disk, then send the file again.',
      headers: { 'Retry-After': '60' },
    },
    { cause },
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
