import { TroubleBanner } from '../components/TroubleBanner.tsx';
import type { Answer, Trouble } from '../data/answer.ts';
import { useClock } from '../data/use-clock.ts';
import { useJobs } from '../data/use-jobs.ts';
import { usePending } from '../data/use-pending.ts';
import { useLiveEvents } from '../data/use-live-events.ts';
import type { Job } from '../data/types.ts';
import type { Reader } from '../text/format.ts';
import { CalendarCard } from './overview/CalendarCard.tsx';
import { Headline } from './overview/Headline.tsx';
import { KeyNumbers } from './overview/KeyNumbers.tsx';
import { OpenAlerts } from './overview/OpenAlerts.tsx';
import { useOverview } from './overview/use-overview.ts';
import type { OverviewAnswers } from './overview/use-overview.ts';
import { RecentListens } from './RecentListens.tsx';
import { WeeklyCard } from './WeeklyCard.tsx';
import { WorkCard } from './WorkCard.tsx';

interface OverviewIslandProps extends OverviewAnswers {
  jobs: Answer<Job[]> | null;
  /** When the server made the page, so that both sides say the same "ago" at first. */
  now: number;
  reader: Reader;
}

/** Where the listener stands, renewed by itself whenever the API says that something has changed. */
export function OverviewIsland({ jobs, reader, now, ...given }: OverviewIslandProps) {
  const { overview, listens, calendar, vibes, alerts, year, chooseYear, askAlerts, reload } = useOverview(given);
  const { running, takeJob } = useJobs(jobs?.data ?? []);
  const { pending, takePending, timeLeft } = usePending(null);
  const clock = useClock(now);
  useLiveEvents({ onChanged: reload, onJob: takeJob, onPending: takePending });

  const { data, trouble } = overview;
  if (data === null) return trouble && <NoOverview trouble={trouble} onRetry={reload} />;
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={reload} />}
      <Headline overview={data} vibes={vibes.data} reader={reader} />
      <KeyNumbers overview={data} reader={reader} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <WeeklyCard weeks={data.series} reader={reader} />
        <div className="min-w-0 space-y-5">
          <OpenAlerts alerts={alerts.data ?? []} headline={data.changed} onChange={() => void askAlerts()} />
          <WorkCard
            overview={data}
            pending={pending ?? data.pending}
            timeLeft={timeLeft}
            running={running}
            now={clock}
            reader={reader}
          />
        </div>
      </div>
      <CalendarCard
        calendar={calendar.data}
        trouble={calendar.trouble}
        loading={calendar.loading}
        year={year}
        onYear={chooseYear}
        onRetry={reload}
        reader={reader}
      />
      <RecentListens listens={listens.data} trouble={listens.trouble} now={clock} reader={reader} />
    </div>
  );
}

function NoOverview(props: { trouble: Trouble; onRetry: () => void }) {
  return (
    <div className="space-y-5">
      <h1 className="text-[26px] leading-tight font-semibold tracking-tight">Overview</h1>
      <TroubleBanner {...props} />
    </div>
  );
}
