/**
 * Errors of activities by what a retry would do. The worker turns them into Temporal failures
 * (`toFailure` in `failures.ts`); activity code throws these and knows nothing of Temporal.
 */
abstract class ActivityError extends Error {
  /** What a person can do about it, a whole sentence. */
  readonly remedy: string | undefined;
  /** Ids and figures for the log; never a secret. */
  readonly context: Readonly<Record<string, unknown>>;

  constructor(message: string, options: ActivityErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.remedy = options.remedy;
    this.context = options.context ?? {};
  }
}

export interface ActivityErrorOptions {
  remedy?: string;
  context?: Record<string, unknown>;
  cause?: unknown;
}

/** Trying again changes nothing: an unknown user, a file that is not an export, a refused token. */
export class PermanentError extends ActivityError {
  override readonly name = 'PermanentError';
}

/** Trying again may help: a service that is down, a broken connection, an answer that is garbage. */
export class TransientError extends ActivityError {
  override readonly name = 'TransientError';
}

/** The service says how long to stay away. */
export class RateLimitedError extends ActivityError {
  override readonly name = 'RateLimitedError';
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds: number, options: ActivityErrorOptions = {}) {
    super(message, options);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
