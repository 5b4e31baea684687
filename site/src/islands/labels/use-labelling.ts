import { useState } from 'react';
import { api } from '../../data/browser-client.ts';
import type { Trouble } from '../../data/answer.ts';
import { addLabel, withdrawLabel } from '../../data/queries/labels.ts';
import type { Label, LabelEffect, LabelRequest } from '../../data/queries/labels.ts';
import type { Axis } from '../../data/types.ts';

/** What the reader did last, what it changed, and the way back. */
export interface Applied {
  axis: Axis;
  what: 'said' | 'withdrawn' | 'undone';
  effect: LabelEffect;
  undo: (() => Promise<void>) | null;
}

interface Labelling {
  busy: boolean;
  trouble: Trouble | null;
  applied: Applied | null;
  /** `before`: the label whose place it takes, to which undoing goes back. Gives whether it was done. */
  say: (request: LabelRequest, before?: Label) => Promise<boolean>;
  withdraw: (label: Label) => Promise<boolean>;
  dismiss: () => void;
}

/** Gives labels and takes them back; `onChanged` asks anew for what they change. */
export function useLabelling(onChanged: () => Promise<void> | void): Labelling {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [applied, setApplied] = useState<Applied | null>(null);

  const run = async (change: () => Promise<{ trouble: Trouble | null; applied: Applied | null }>) => {
    setBusy(true);
    const done = await change();
    setTrouble(done.trouble);
    if (done.applied !== null) {
      setApplied(done.applied);
      await onChanged();
    }
    setBusy(false);
    return done.applied !== null;
  };

  const say = (request: LabelRequest, before?: Label, what: Applied['what'] = 'said'): Promise<boolean> =>
    run(async () => {
      const { data, trouble: problem } = await addLabel(api, request);
      if (data === null) return { trouble: problem, applied: null };
      const { effect, ...label } = data;
      const back =
        before === undefined ? () => withdraw(label, 'undone') : () => say(requestOf(before), undefined, 'undone');
      return {
        trouble: null,
        applied: { axis: label.axis, what, effect, undo: what === 'undone' ? null : voided(back) },
      };
    });

  const withdraw = (label: Label, what: Applied['what'] = 'withdrawn'): Promise<boolean> =>
    run(async () => {
      const { data: effect, trouble: problem } = await withdrawLabel(api, label.id);
      if (effect === null) return { trouble: problem, applied: null };
      const back = voided(() => say(requestOf(label), undefined, 'undone'));
      return { trouble: null, applied: { axis: label.axis, what, effect, undo: what === 'undone' ? null : back } };
    });

  return {
    ...{ busy, trouble, applied },
    say: (request, before) => say(request, before),
    withdraw: (label) => withdraw(label),
    dismiss: () => setApplied(null),
  };
}

function requestOf({ recordingId, other, axis, value }: Label): LabelRequest {
  return { recordingId, axis, value, ...(other !== null && { otherRecordingId: other.recordingId }) };
}

function voided(run: () => Promise<boolean>): () => Promise<void> {
  return async () => {
    await run();
  };
}
