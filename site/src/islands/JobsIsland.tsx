import { useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Card } from '../components/Card.tsx';
import { Progress } from '../components/Progress.tsx';
import { TroubleBanner } from '../components/TroubleBanner.tsx';
import { toAnswer } from '../data/answer.ts';
import type { Answer, Trouble } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import { fetchJobs } from '../data/queries.ts';
import { isUnderWay, withJob } from '../data/job-list.ts';
import { usePending } from '../data/use-pending.ts';
import { useLiveEvents } from '../data/use-live-events.ts';
import type { Job, Pending } from '../data/types.ts';
import type { Reader } from '../text/format.ts';
import { describePending, JOB_NAMES, withoutRunning } from '../text/overview-text.ts';
import { FinishedJobs } from './FinishedJobs.tsx';
import { PendingList } from './PendingList.tsx';

interface JobsIslandProps {
  initial: Answer<Job[]>;
  pending: Pending | null;
  reader: Reader;
}

/** All work: what runs with its time left, what waits, what is done or failed and why. */
export function JobsIsland({ initial, pending: initialPending, reader }: JobsIslandProps) {
  const [jobs, setJobs] = useState<readonly Job[]>(initial.data ?? []);
  const { pending, takePending, timeLeft } = usePending(initialPending);
  const [trouble, setTrouble] = useState<Trouble | null>(initial.trouble);

  const takeJob = (job: Job) => setJobs((known) => withJob(known, job));
  const reload = async () => {
    const { data, trouble: newTrouble } = await fetchJobs(api);
    setTrouble(newTrouble);
    if (data !== null) setJobs(data);
  };
  const start = async (asked: ReturnType<typeof startFetch>) => {
    const { data, trouble: newTrouble } = await toAnswer(asked);
    setTrouble(newTrouble);
    if (data !== null) takeJob(data.job);
  };
  useLiveEvents({ onChanged: () => void reload(), onJob: takeJob, onPending: takePending });

  const underWay = jobs.filter(isUnderWay);
  const waiting = pending === null ? [] : describePending(withoutRunning(pending, underWay), reader);
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void reload()} />}
      <div className="flex flex-wrap gap-2">
        <Button look="quiet" onClick={() => void start(startFetch())}>
          Fetch new listens
        </Button>
        <Button look="quiet" onClick={() => void start(api.POST('/library/scan'))}>
          Scan audio folders
        </Button>
        <Button look="quiet" onClick={() => void start(api.POST('/aggregate/weeks'))}>
          Add up the weeks
        </Button>
      </div>
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_300px]">
        <Card title="Under way">
          {underWay.length === 0 ? (
            <p className="py-4 text-ink-soft">Nothing is running.</p>
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

function startFetch() {
  return api.POST('/ingest/listens');
}
