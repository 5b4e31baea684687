import type { ConditionDraft } from '../api/index.ts';
import { tenantCondition } from '../api/index.ts';
import { BusyError, ConflictError, InstallationApiError, InvalidError } from '../installation-api/index.ts';

/** Why the installation does not have the listener as asked for, and when to ask again. */
export interface Refusal {
  /** Of what was refused: another wish is tried at once. */
  readonly applied: string;
  readonly condition: ConditionDraft<'Ready'>;
  readonly until: Date;
}

/** What follows from an answer other than yes; undefined for what is no answer of the installation. */
export function refusalOf(error: unknown, applied: string, now: Date): Refusal | undefined {
  if (!(error instanceof InstallationApiError)) return undefined;
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  if (error instanceof ConflictError)
    return { applied, condition: tenantCondition('Ready', 'HandleTaken', error.message), until: after(60) };
  if (error instanceof InvalidError)
    return { applied, condition: tenantCondition('Ready', 'Rejected', error.sentence), until: after(300) };
  const seconds = error instanceof BusyError ? error.retryAfterSeconds : 10;
  const condition = tenantCondition('Ready', 'InstallationNotReady', error.sentence);
  return { applied, condition, until: after(seconds) };
}
