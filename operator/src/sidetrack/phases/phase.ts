import type { ConditionDraft, SideTrackConditionType } from '../../api/index.ts';
import type { Context } from '../context.ts';
import type { Step } from '../step.ts';

/** What one phase would do, what it reports, and whether the phases after it may act. */
export interface PhasePlan {
  readonly steps: readonly Step[];
  readonly conditions: readonly ConditionDraft<SideTrackConditionType>[];
  /** What this phase asks for is there and ready. */
  readonly isDone: boolean;
  /** Nothing but a person can bring it on; the conditions say what to do. */
  readonly isBlocked?: boolean;
  /** Looks again after this time, since nothing that is watched will tell. */
  readonly lookAgainSeconds?: number;
}

/** `isReached`: all phases before are done, so that this one's steps will be taken. Its conditions are true either way. */
export type Phase = (context: Context, isReached: boolean) => PhasePlan;
