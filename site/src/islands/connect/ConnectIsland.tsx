import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchOverview } from '../../data/queries.ts';
import type { Job, Overview } from '../../data/types.ts';
import { useAnswer } from '../../data/use-answer.ts';
import { useJobs } from '../../data/use-jobs.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import { firstSteps } from '../../text/first-steps-text.ts';
import type { Reader } from '../../text/format.ts';
import { AddMusic } from '../AddMusic.tsx';
import { OwnMusicCommand } from '../OwnMusicCommand.tsx';
import { Sources } from '../Sources.tsx';
import { FirstSteps } from './FirstSteps.tsx';

interface ConnectIslandProps {
  initial: Answer<Overview>;
  jobs: readonly Job[];
  now: number;
  laptop: boolean;
  reader: Reader;
}

/** The ways in, what has been brought in through them, and what happens with it. */
export function ConnectIsland({ initial, jobs, now, laptop, reader }: ConnectIslandProps) {
  const { data: overview, trouble, ask } = useAnswer(initial);
  const { running, takeJob } = useJobs(jobs);
  const reload = () => (overview === null ? location.reload() : ask(() => fetchOverview(api), { quietly: true }));
  useLiveEvents({ onChanged: () => void reload(), onJob: takeJob, onPending: () => void reload() });
  const isDemo = overview?.listener.isDemo === true;
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => void reload()} />}
      {isDemo ? (
        <OwnMusicCommand />
      ) : (
        <div>
          <AddMusic laptop={laptop} connections={overview?.connections ?? []} onAdded={reload} reader={reader} />
          <p className="mt-3 px-1 text-[13px] text-ink-soft">
            Your history is on Last.fm?{' '}
            <a href="/settings" className="text-accent underline underline-offset-4">
              Connect it under Settings
            </a>
            .
          </p>
        </div>
      )}
      {overview && !isDemo && <FirstSteps steps={firstSteps(overview, running, reader)} />}
      {overview && <Sources overview={overview} now={now} reader={reader} />}
    </div>
  );
}
