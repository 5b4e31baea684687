import type { Pending } from '../data/types.ts';
import { formatTimeLeft } from '../text/format.ts';

interface PendingListProps {
  waiting: readonly { kind: keyof Pending; text: string }[];
  timeLeft: (kind: keyof Pending) => number | null;
}

/** What is still to do, each kind with the time left as far as its pace is known. */
export function PendingList({ waiting, timeLeft }: PendingListProps) {
  return (
    <ul className="space-y-1.5 text-sm text-ink-soft tabular">
      {waiting.map(({ kind, text }) => {
        const seconds = timeLeft(kind);
        return (
          <li key={kind} className="flex flex-wrap justify-between gap-x-3">
            {text}
            {seconds !== null && <span className="text-xs text-ink-faint">about {formatTimeLeft(seconds)} left</span>}
          </li>
        );
      })}
    </ul>
  );
}
