/** What every error of an activity carries: a sentence for the listener, and what they or the worker can do about it. */
export interface ErrorContext {
  /** Which outside system or step: `listenbrainz`, `musicbrainz`, `lastfm`, `import`, … */
  readonly service: string;
  /** What to do, as a sentence. */
  readonly remedy?: string;
  readonly status?: number;
  readonly cause?: unknown;
}

abstract class ActivityError extends Error {
  readonly service: string;
  readonly remedy: string | undefined;
  readonly status: number | undefined;

  constructor(message: string, context: ErrorContext) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.service = context.service;
    this.remedy = context.remedy;
    this.status = context.status;
  }

  /** The message with its remedy, one line. */
  get sentence(): string {
    return this.remedy === undefined ? this.message : `${this.message} ${this.remedy}`;
  }
}

/** Trying again later may help: no answer, a broken answer, a fault of the server. Retried with back-off. */
export class TransientError extends ActivityError {
  override readonly name = 'TransientError';
}

/** The service asked for a pause. Retried after `retryAfterSeconds`. */
export class RateLimitedError extends ActivityError {
  override readonly name = 'RateLimitedError';
  readonly retryAfterSeconds: number;

  constructor(message: string, context: ErrorContext & { readonly retryAfterSeconds: number }) {
    super(message, context);
    this.retryAfterSeconds = context.retryAfterSeconds;
  }
}

/** Trying again cannot help until a person changes something; the remedy says what. Never retried. */
export class PermanentError extends ActivityError {
  override readonly name = 'PermanentError';
}

/** True for the three classes above, whose message is written for the listener. */
export function isActivityError(error: unknown): error is TransientError | RateLimitedError | PermanentError {
  return error instanceof ActivityError;
}

/** The line that explains any error: of an activity error with its remedy, of another its message. */
export function describeError(error: unknown): string {
  if (isActivityError(error)) return error.sentence;
  return error instanceof Error ? error.message : String(error);
}
