import { useState } from 'react';
import { Button } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Progress } from '../../components/Progress.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer, Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { isUnderWay, withJob } from '../../data/job-list.ts';
import { fetchJobs } from '../../data/queries.ts';
import { ask } from '../../data/queries/jobs.ts';
import type { Job, Pending } from '../../data/types.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import { usePending } from '../../data/use-pending.ts';
import type { Reader } from '../../text/format.ts';
import { openFailures } from '../../text/job-text.ts';
import type { Again } from '../../text/job-text.ts';
import { describePending, JOB_NAMES, withoutRunning } from '../../text/overview-text.ts';
import { PendingList } from '../PendingList.tsx';
import { FailedJobs } from './FailedJobs.tsx';
import { FinishedJobs } from './FinishedJobs.tsx';

interface JobsIslandProps {
  initial: Answer<Job[]>;
  pending: Pending | null;
  now: number;
  reader: Reader;
}

/** All work: what failed and what to do, what runs with its time left, what waits, what was done. */
export function JobsIsland({ initial, pending: initialPending, now, reader }: JobsIslandProps) {
  const [jobs, setJobs] = useState<readonly Job[]>(initial.data ?? []);
  const { pending, takePending, timeLeft } = usePending(initialPending);
  const [trouble, setTrouble] = useState<Trouble | null>(initial.trouble);
  const [asking, setAsking] = useState(false);

  const takeJob = (job: Job) => setJobs((known) => withJob(known, job));
  const reload = async () => {
    const { data, trouble: newTrouble } = await fetchJobs(api);
    setTrouble(newTrouble);
    if (data !== null) setJobs(data);
  };
  const start = async (what: Again) => {
    setAsking(true);
    const { data, trouble: newTrouble } = await ask(api, what);
    setAsking(false);
    setTrouble(newTrouble);
    if (data !== null) takeJob(data);
  };
  useLiveEvents({ onChanged: () => void reload(), onJob: takeJob, onPending: takePending });

  const underWay = jobs.filter(isUnderWay);
  const failures = openFailures(jobs);
  const waiting = pending === null ? [] : describePending(withoutRunning(pending, underWay), reader);
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void reload()} />}
      {failures.length > 0 && (
        <FailedJobs jobs={failures} disabled={asking} onAgain={(what) => void start(what)} now={now} />
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
        <Card title="Under way">
          {underWay.length === 0 ? (
            <p className="text-ink-soft">Nothing is running. New listens and files are looked for by themselves.</p>
          ) : (
            <ul className="space-y-5">
              {underWay.map((job) => (
                <li key={job.id}>
                  <p className="mb-2 font-medium">{JOB_NAMES[job.kind]}</p>
                  <Progress name={JOB_NAMES[job.kind]} state={job.state} progress={job.progress} reader={reader} />
                </li>
              ))}
            </ul>
          )}
          <div className="mt-6 flex flex-wrap items-center gap-2 border-t border-line pt-4">
            <span className="mr-1 text-[13px] text-ink-soft">Ask for now</span>
            {ASKABLE.map(({ what, name }) => (
              <Button key={what} look="quiet" size="small" disabled={asking} onClick={() => void start(what)}>
                {name}
              </Button>
            ))}
          </div>
        </Card>
        <Card title="Still to do">
          {waiting.length === 0 ? (
            <p className="text-sm text-ink-soft">{pending === null ? '— not known at the moment' : 'All caught up.'}</p>
          ) : (
            <PendingList waiting={waiting} timeLeft={timeLeft} />
          )}
          <p className="mt-4 text-xs text-ink-faint">It is done by itself, the newest weeks first.</p>
        </Card>
      </div>
      <FinishedJobs jobs={jobs.filter((job) => !isUnderWay(job))} reader={reader} />
    </div>
  );
}

const ASKABLE: readonly { what: Again; name: string }[] = [
  { what: 'listens', name: 'New listens' },
  { what: 'scan', name: 'New files' },
  { what: 'weeks', name: 'The weeks anew' },
];
