import { Button } from '../../components/Button.tsx';
import type { Comparison } from '../../data/queries/labels.ts';
import type { Axis } from '../../data/types.ts';
import { useShortcut } from '../../keyboard/use-shortcut.ts';
import { TrackChoice } from './TrackChoice.tsx';

type Compared = NonNullable<Comparison['tracks']>[number];

export interface PairProps {
  tracks: readonly Compared[];
  axis: Axis;
  /** An answer is on its way; another is not taken until it is there. */
  busy: boolean;
  withKeys: boolean;
  /** value: 1 the first has more, 0 the second, 0.5 no difference. */
  onAnswer: (first: Compared, second: Compared, value: number) => void;
  onSkip: () => void;
}

/** Two tracks, and what can be said of them. */
export function Pair({ tracks: [first, second], axis, busy, withKeys, onAnswer, onSkip }: PairProps) {
  const answer = (value: number) => () => {
    if (!busy && first !== undefined && second !== undefined) onAnswer(first, second, value);
  };
  useShortcut({ keys: '1', name: 'The first track has more of it', enabled: withKeys }, answer(1));
  useShortcut({ keys: '2', name: 'The second track has more of it', enabled: withKeys }, answer(0));
  useShortcut({ keys: '0', name: 'No difference', enabled: withKeys }, answer(0.5));
  useShortcut({ keys: 's', name: 'Another pair', enabled: withKeys }, onSkip);
  if (first === undefined || second === undefined) return null;
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2" aria-busy={busy}>
        <TrackChoice track={first} axis={axis} hint={withKeys ? '1' : null} disabled={busy} onChoose={answer(1)} />
        <TrackChoice track={second} axis={axis} hint={withKeys ? '2' : null} disabled={busy} onChoose={answer(0)} />
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="quiet" size="small" aria-disabled={busy} onClick={answer(0.5)}>
          No difference
        </Button>
        <Button look="quiet" size="small" aria-disabled={busy} onClick={onSkip}>
          I cannot tell: another pair
        </Button>
      </div>
    </>
  );
}
