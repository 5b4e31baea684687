/** A request to the API server that did not succeed. */
export class ApiError extends Error {
  override name = 'ApiError';
  /** HTTP status; undefined where no answer came (connection refused or reset, timeout). */
  readonly code: number | undefined;
  /** The API server's one-word reason (NotFound, Conflict, Invalid, AlreadyExists, Forbidden…). */
  readonly reason: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    message: string,
    about: { code?: number; reason?: string; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause });
    this.code = about.code;
    this.reason = about.reason;
    this.retryAfterSeconds = about.retryAfterSeconds;
  }

  /** The object is refused as it is; sending it again is useless. */
  get isInvalid(): boolean {
    return this.code === 400 || this.code === 422;
  }

  get isConflict(): boolean {
    return this.code === 409;
  }
}

/** This process is not the leader (any more): it must not change anything. */
export class NotLeadingError extends Error {
  override name = 'NotLeadingError';
  constructor() {
    super('This operator process does not hold the Lease, so it changes nothing. The one that holds it goes on.');
  }
}
