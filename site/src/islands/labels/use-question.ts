import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchComparison } from '../../data/queries/labels.ts';
import type { Comparison } from '../../data/queries/labels.ts';
import type { Axis } from '../../data/types.ts';

interface Questions {
  axis: Axis;
  /** Null while the first is on its way. */
  question: Answer<Comparison> | null;
  /** Pairs passed over since the last answer. */
  skipped: number;
  chooseAxis: (axis: Axis) => void;
  skip: () => void;
  /** Asks anew: after an answer, or after trouble. */
  next: () => void;
}

/** Two tracks to compare, one pair after another; `initial` where the server has asked for the first. */
export function useQuestion(recordingId: string | null, initial: Answer<Comparison> | undefined): Questions {
  const [asked, setAsked] = useState<{ axis: Axis; skipped: number; turn: number }>({
    axis: 'energy',
    skipped: 0,
    turn: 0,
  });
  const [question, setQuestion] = useState<Answer<Comparison> | null>(initial ?? null);
  const given = useRef(initial !== undefined);

  useEffect(() => {
    if (given.current) {
      given.current = false;
      return undefined;
    }
    let current = true;
    const { axis, skipped } = asked;
    void fetchComparison(api, { axis, recordingId, skip: skipped }).then((answer) => current && setQuestion(answer));
    return () => {
      current = false;
    };
  }, [asked, recordingId]);

  return {
    axis: asked.axis,
    question,
    skipped: asked.skipped,
    chooseAxis: (axis) => {
      setQuestion(null);
      setAsked({ axis, skipped: 0, turn: 0 });
    },
    skip: () => setAsked((before) => ({ ...before, skipped: before.skipped + 1 })),
    next: () => setAsked((before) => ({ ...before, skipped: 0, turn: before.turn + 1 })),
  };
}
