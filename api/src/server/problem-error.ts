import type { ProblemStatus } from '../contract/problem.ts';

export interface ProblemDetails {
  readonly status: ProblemStatus;
  /** Last part of the problem's type, such as `not-found`. */
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
  readonly errors?: readonly { readonly where: string; readonly message: string }[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a request ends with instead of an answer: says what happened and what to do, and becomes a problem document. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly details: ProblemDetails;

  constructor(details: ProblemDetails, options?: ErrorOptions) {
    super(`${details.detail} ${details.remedy}`, options);
    this.details = details;
  }
}

/** 404, the same for what does not exist and for what belongs to another listener. */
export function notFound(what: string, remedy: string): ProblemError {
  return new ProblemError({
    status: 404,
    kind: 'not-found',
    title: 'Not found',
    detail: `There is no ${what} with this id.`,
    remedy,
  });
}

/** 400 with each place that does not fit the contract. */
export function invalidRequest(errors: readonly { where: string; message: string }[]): ProblemError {
  return new ProblemError({
    status: 400,
    kind: 'invalid-request',
    title: 'The request does not fit',
    detail: errors.map(({ where, message }) => `${where}: ${message}`).join(' '),
    remedy: 'Correct the places named in `errors`; /api/v1/docs shows what is expected.',
    errors,
  });
}

/** 409: something has to be there first. */
export function conflict(detail: string, remedy: string): ProblemError {
  return new ProblemError({ status: 409, kind: 'not-ready', title: 'Something has to be there first', detail, remedy });
}

/** 409: an outside service, or who asks it, said no. */
export function refusedBy(service: string, detail: string, remedy: string): ProblemError {
  return new ProblemError({ status: 409, kind: 'refused-there', title: `${service} is not connected`, detail, remedy });
}

/** 503 with `Retry-After`: a part of the installation does not answer. */
export function unavailable(part: string, cause: unknown): ProblemError {
  return new ProblemError(
    {
      status: 503,
      kind: 'unavailable',
      title: `${part} does not answer`,
      detail: `${part} does not answer at the moment; nothing was changed.`,
      remedy: 'Try again in a few seconds. If it stays so, `sidetrack doctor` says what is wrong.',
      headers: { 'Retry-After': '5' },
    },
    { cause },
  );
}
