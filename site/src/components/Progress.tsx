import { formatCount, formatTimeLeft } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import type { Job } from '../data/types.ts';

interface ProgressProps {
  name: string;
  state: Job['state'];
  progress: Job['progress'];
  reader: Reader;
}

/** How far a piece of work is: done of total with its unit, and the time left as far as it is known. */
export function Progress({ name, state, progress, reader }: ProgressProps) {
  const total = progress?.total ?? null;
  return (
    <div>
      {total === null || total === 0 ? (
        <progress className="bar" aria-label={name} />
      ) : (
        <progress className="bar" aria-label={name} max={total} value={Math.min(progress?.done ?? 0, total)} />
      )}
      <p className="mt-1.5 flex flex-wrap justify-between gap-x-4 text-xs text-ink-faint tabular">
        <span>{state === 'queued' ? 'Waiting its turn' : describeProgress(progress, reader)}</span>
        {progress?.secondsLeft != null && <span>about {formatTimeLeft(progress.secondsLeft)} left</span>}
      </p>
    </div>
  );
}

function describeProgress(progress: Job['progress'], reader: Reader): string {
  if (progress === null) return 'Starting';
  const unit = progress.unit === null ? '' : ` ${progress.unit}`;
  const count =
    progress.total === null
      ? `${formatCount(progress.done, reader)}${unit}`
      : `${formatCount(progress.done, reader)} of ${formatCount(progress.total, reader)}${unit}`;
  return progress.message === null ? count : `${progress.message} · ${count}`;
}
