/** What every error of the installation's API carries: which installation, and what its administrator can do. */
export interface ApiErrorContext {
  /** `<namespace>/<name>` of the SideTrack. */
  readonly installation: string;
  /** What to do, as a sentence. */
  readonly remedy: string;
  readonly status?: number;
  readonly cause?: unknown;
}

export abstract class InstallationApiError extends Error {
  readonly installation: string;
  readonly remedy: string;
  readonly status: number | undefined;

  constructor(message: string, context: ApiErrorContext) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.installation = context.installation;
    this.remedy = context.remedy;
    this.status = context.status;
  }

  /** The message with its remedy, one line. */
  get sentence(): string {
    return `${this.message} ${this.remedy}`;
  }
}

/** No answer: the API is not there, not ready, cut off by a policy, or too slow. Trying again may help. */
export class UnreachableError extends InstallationApiError {
  override readonly name = 'UnreachableError';
}

/** 401 or 403, also after the service token was read anew. */
export class RefusedError extends InstallationApiError {
  override readonly name = 'RefusedError';
}

/** 409: somebody else holds what was asked for. A person has to choose differently. */
export class ConflictError extends InstallationApiError {
  override readonly name = 'ConflictError';
}

/** 400 or 422: the request itself is wrong; the message names the field. A person has to change it. */
export class InvalidError extends InstallationApiError {
  override readonly name = 'InvalidError';
}

/** 429 or 503: asked again after `retryAfterSeconds`. */
export class BusyError extends InstallationApiError {
  override readonly name = 'BusyError';
  readonly retryAfterSeconds: number;

  constructor(message: string, context: ApiErrorContext & { readonly retryAfterSeconds: number }) {
    super(message, context);
    this.retryAfterSeconds = context.retryAfterSeconds;
  }
}

/** An answer that the contract does not know: another status, or a body in another shape. */
export class UnexpectedAnswerError extends InstallationApiError {
  override readonly name = 'UnexpectedAnswerError';
}

/** The line that explains any error: of this API with its remedy, of another its message. */
export function describeApiError(error: unknown): string {
  if (error instanceof InstallationApiError) return error.sentence;
  return error instanceof Error ? error.message : String(error);
}
