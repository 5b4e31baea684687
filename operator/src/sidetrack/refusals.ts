import { sideTrackCondition } from '../api/index.ts';
import type { ConditionDraft, SideTrackConditionType, SpecError } from '../api/index.ts';
import { describeApiError } from '../installation-api/index.ts';
import type { Applied } from './apply.ts';
import { describeStep } from './step.ts';

type Draft = ConditionDraft<SideTrackConditionType>;

/** A spec that the API server let through and this operator cannot carry out: written by a newer one, or before a rule was made. */
export function invalidSpec(error: SpecError): Draft[] {
  return [sideTrackCondition('Ready', 'InvalidSpec', error.message), sideTrackCondition('Progressing', 'Blocked')];
}

/** The conditions with what was refused: the step that stopped everything, or a volume that could not grow. */
export function stoppedAt(conditions: readonly Draft[], { stopped, refused }: Applied): Draft[] {
  const says =
    stopped === undefined ? undefined : `To ${describeStep(stopped.step)} failed: ${describeApiError(stopped.error)}`;
  const notes = refused.map(({ step, error }) => `To ${describeStep(step)} was refused: ${describeApiError(error)}`);
  return conditions.map((draft) => {
    if (draft.type === 'Progressing' && says !== undefined) return sideTrackCondition('Progressing', 'Blocked', says);
    if (draft.type !== 'DatabaseReady' || notes.length === 0) return draft;
    return { ...draft, message: [draft.message, ...notes].join(' ') };
  });
}
