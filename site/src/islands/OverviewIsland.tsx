import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { Coverage } from '../components/Coverage.tsx';
import { Stat } from '../components/Stat.tsx';
import { TroubleBanner } from '../components/TroubleBanner.tsx';
import type { Answer, Trouble } from '../data/answer.ts';
import { api } from '../data/browser-client.ts';
import { fetchOverview, fetchRecentListens } from '../data/queries.ts';
import { useAnswer } from '../data/use-answer.ts';
import { useJobs } from '../data/use-jobs.ts';
import { usePending } from '../data/use-pending.ts';
import { useLiveEvents } from '../data/use-live-events.ts';
import type { Job, Overview, RecentListen } from '../data/types.ts';
import { formatDay } from '../text/dates.ts';
import { formatCount, formatDecimal, formatShare } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { compareListens, describeCurrentWeek, isEmpty, withoutChange } from '../text/overview-text.ts';
import { SPACE_NAMES } from '../text/trajectory-text.ts';
import { AddMusic } from './AddMusic.tsx';
import { RecentListens } from './RecentListens.tsx';
import { WeeklyCard } from './WeeklyCard.tsx';
import { WorkCard } from './WorkCard.tsx';

interface OverviewIslandProps {
  initial: Answer<Overview>;
  listens: Answer<RecentListen[]>;
  jobs: Job[];
  /** When the server made the page, so that both sides say the same "ago" at first. */
  now: number;
  laptop: boolean;
  reader: Reader;
}

/** Where the listener stands, renewed by itself whenever the API says that something has changed. */
export function OverviewIsland({
  initial,
  listens: initialListens,
  jobs: initialJobs,
  laptop,
  reader,
  now,
}: OverviewIslandProps) {
  const { data: overview, trouble, ask } = useAnswer(initial);
  const { data: listens, ask: askListens } = useAnswer(initialListens);
  const { running, takeJob } = useJobs(initialJobs);
  const { pending, takePending, timeLeft } = usePending(null);
  const clock = useClock(now);

  const reload = () => {
    // Made without data, the whole page is made anew: the frame around it knows of the listener too.
    if (overview === null) {
      location.reload();
      return;
    }
    void ask(() => fetchOverview(api));
    void askListens(() => fetchRecentListens(api));
  };
  useLiveEvents({ onChanged: reload, onJob: takeJob, onPending: takePending });

  if (overview === null) return trouble && <NoOverview trouble={trouble} onRetry={reload} />;
  if (isEmpty(overview))
    return (
      <Welcome
        laptop={laptop}
        reader={reader}
        trouble={trouble && <TroubleBanner trouble={trouble} onRetry={reload} />}
        onAdded={reload}
      />
    );

  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={reload} />}
      <Headline overview={overview} reader={reader} />
      <KeyNumbers overview={overview} reader={reader} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="min-w-0 space-y-5">
          <WeeklyCard weeks={overview.series} reader={reader} />
          <RecentListens listens={listens ?? []} now={clock} reader={reader} />
        </div>
        <WorkCard
          overview={overview}
          pending={pending ?? overview.pending}
          timeLeft={timeLeft}
          running={running}
          now={clock}
          reader={reader}
        />
      </div>
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

function Headline({ overview, reader }: { overview: Overview; reader: Reader }) {
  const { week, changed } = overview;
  return (
    <header className="pb-2">
      <p className="text-sm text-ink-soft">{week === null ? 'No week yet' : describeCurrentWeek(week, reader)}</p>
      <h1 className="mt-1 max-w-3xl text-[22px] leading-snug font-semibold tracking-tight sm:text-[26px]">
        {changed ?? withoutChange(overview)}
      </h1>
    </header>
  );
}

function KeyNumbers({ overview, reader }: { overview: Overview; reader: Reader }) {
  const { listens, diversity, momentum, coverage, tracks } = overview;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-5 lg:grid-cols-4">
      <Stat
        label="Listens this week"
        value={formatCount(listens.thisWeek, reader)}
        note={compareListens(overview, reader)}
        coverage={
          <span className="text-xs text-ink-faint tabular">
            {formatCount(listens.total, reader)} in all
            {listens.firstAt === null ? '' : ` since ${formatDay(listens.firstAt, reader)}`}
          </span>
        }
        explanation="Everything that you played this week, each play counted once."
      />
      <Stat
        label="Diversity"
        value={diversity === null ? null : formatDecimal(diversity.effectiveArtists, reader, 1)}
        reason="No listens in this week yet."
        note={
          diversity?.baseline26Weeks == null
            ? 'artists, if played evenly'
            : `artists · usually ${formatDecimal(diversity.baseline26Weeks, reader, 1)}`
        }
        coverage={diversity !== null && <Coverage share={1} reader={reader} />}
        explanation="How many equally played artists your week amounts to. Usually: over the 26 weeks before."
      />
      <Stat
        label="Momentum"
        value={momentum === null ? null : formatDecimal(momentum.value, reader)}
        reason="Needs two weeks on the map."
        note={
          momentum !== null &&
          `${momentum.baseline26Weeks === null ? '' : `usually ${formatDecimal(momentum.baseline26Weeks, reader)} · `}${SPACE_NAMES[momentum.space].space}`
        }
        coverage={momentum !== null && <Coverage share={momentum.coverage} reader={reader} />}
        explanation="How far your centre of taste moved, smoothed over four weeks. Usually: over the 26 weeks before."
      />
      <Stat
        label="Plays with measured audio"
        value={listens.total === 0 ? null : formatShare(coverage.audio, reader)}
        reason="No listens yet."
        note={`${formatCount(tracks.withAudio, reader)} of ${formatCount(tracks.distinct, reader)} tracks`}
        coverage={
          <Coverage share={listens.total === 0 ? null : coverage.scores} of="of plays scored" reader={reader} />
        }
        explanation="The share of all your plays whose track was measured from your own audio. The rest is scored from tags where there are any."
      />
    </dl>
  );
}

interface WelcomeProps {
  laptop: boolean;
  trouble: ReactNode;
  onAdded: () => void;
  reader: Reader;
}

function Welcome({ laptop, trouble, onAdded, reader }: WelcomeProps) {
  return (
    <div className="space-y-7">
      {trouble}
      <header className="max-w-2xl">
        <h1 className="text-[26px] leading-tight font-semibold tracking-tight sm:text-[32px]">
          See how your music taste moves
        </h1>
        <p className="mt-3 text-base text-ink-soft">
          Bring your listening history, by name or as a file. Weeks and scores follow by themselves; your newest weeks
          come first. Add a folder with your music, and it is measured on this machine and never leaves it.
        </p>
      </header>
      <AddMusic laptop={laptop} connections={[]} onAdded={onAdded} reader={reader} />
    </div>
  );
}

/** The time in milliseconds: the server's at first, then the reader's own, once a minute. */
function useClock(first: number): number {
  const [now, setNow] = useState(first);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
