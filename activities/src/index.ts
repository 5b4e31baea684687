export { createActivities } from './create-activities.ts';
export { PermanentError, RateLimitedError, TransientError, describeError } from './errors.ts';
export type * from './types.ts';
