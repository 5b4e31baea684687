import { Card } from '../components/Card.tsx';
import { Progress } from '../components/Progress.tsx';
import type { Job, Overview, Pending } from '../data/types.ts';
import type { Reader } from '../text/format.ts';
import { describePending, JOB_NAMES, withoutRunning } from '../text/overview-text.ts';
import { PendingList } from './PendingList.tsx';
import { SourceList } from './Sources.tsx';

interface WorkCardProps {
  overview: Overview;
  pending: Pending;
  running: readonly Job[];
  timeLeft: (kind: keyof Pending) => number | null;
  now: number;
  reader: Reader;
}

/** What SideTrack is doing at this moment, what waits, and where the music comes from. */
export function WorkCard({ overview, pending, running, timeLeft, now, reader }: WorkCardProps) {
  const waiting = describePending(withoutRunning(pending, running), reader);
  return (
    <Card
      title="Behind the scenes"
      aside={
        <a href="/jobs" className="text-[13px] text-accent underline-offset-4 hover:underline">
          All work
        </a>
      }
    >
      <div>
        {running.length === 0 && waiting.length === 0 && <p className="text-sm text-ink-soft">All caught up.</p>}
        {running.length > 0 && (
          <ul className="space-y-4">
            {running.slice(0, 4).map((job) => (
              <li key={job.id}>
                <p className="mb-1.5 text-sm font-medium">{JOB_NAMES[job.kind]}</p>
                <Progress name={JOB_NAMES[job.kind]} state={job.state} progress={job.progress} reader={reader} />
              </li>
            ))}
          </ul>
        )}
        {waiting.length > 0 && (
          <div className={running.length > 0 ? 'mt-5 border-t border-line pt-4' : ''}>
            <h3 className="mb-2 text-xs font-medium text-ink-faint">Still to do</h3>
            <PendingList waiting={waiting} timeLeft={timeLeft} />
          </div>
        )}
      </div>
      <div className="mt-5 border-t border-line pt-4">
        <h3 className="mb-2 text-xs font-medium text-ink-faint">Sources</h3>
        <SourceList overview={overview} now={now} reader={reader} />
        <a href="/connect" className="mt-3 inline-block text-[13px] text-accent underline-offset-4 hover:underline">
          {overview.audioRoots.length === 0 ? 'Add a folder with your music' : 'Add more music'}
        </a>
      </div>
    </Card>
  );
}
