import { useMemo } from 'react';
import { Button, buttonClass } from '../../components/Button.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Pending } from '../../components/Pending.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { StreamView } from '../../charts/stream-shape.ts';
import type { Answer } from '../../data/answer.ts';
import type { Alert, Moods, MoodsOfWeek, MoodWeek } from '../../data/queries/moods.ts';
import { useEvent } from '../../data/use-event.ts';
import { useLiveEvents } from '../../data/use-live-events.ts';
import { stepFrom } from '../../keyboard/step-from.ts';
import { useWeekKeys } from '../../keyboard/use-week-keys.ts';
import { alertMarks } from '../../text/alert-text.ts';
import type { Reader } from '../../text/format.ts';
import { shareMoods } from '../../text/moods-text.ts';
import { AlertList } from './AlertList.tsx';
import { MoodFilters } from './MoodFilters.tsx';
import type { MoodChoice } from './MoodFilters.tsx';
import { StreamCard } from './StreamCard.tsx';
import { useAlerts } from './use-alerts.ts';
import { useMoodPage } from './use-mood-page.ts';
import type { MoodPage } from './use-mood-page.ts';
import { useOpenAlert } from './use-open-alert.ts';
import { WeekDetail } from './WeekDetail.tsx';

interface MoodsIslandProps {
  initial: Answer<Moods>;
  initialWeek: Answer<MoodsOfWeek>;
  initialAlerts: Answer<Alert[]>;
  choice: MoodChoice;
  view: StreamView;
  /** An alert that the address names. */
  alert: string | null;
  /** When the page was made, in milliseconds. */
  now: number;
  reader: Reader;
}

/** The stream of moods with its filters, the chosen week and the changes of taste. */
export function MoodsIsland({ initialAlerts, alert, reader, ...given }: MoodsIslandProps) {
  const page = useMoodPage(given);
  const alerts = useAlerts(initialAlerts);
  const openAlert = useOpenAlert(alert);
  const moods = page.moods.data;
  const marks = useMemo(() => (moods === null ? [] : alertMarks(moods, alerts.data)), [moods, alerts.data]);
  const look = useEvent(page.look);
  const selectWeek = useEvent(({ isoWeek }: Pick<MoodWeek, 'isoWeek'>) => page.selectWeek(isoWeek));

  useLiveEvents({
    onChanged: () => {
      if (moods === null) location.reload();
      page.renew({ quietly: true });
      alerts.renew();
    },
  });
  const played = moods?.weeks.filter(({ plays }) => plays > 0) ?? [];
  useWeekKeys({ weeks: played, isoWeek: page.isoWeek, onSelect: selectWeek });

  const { trouble } = page.moods;
  if (moods === null) return trouble && <TroubleBanner trouble={trouble} onRetry={() => location.reload()} />;
  if (moods.options.artists.length === 0) return <NothingYet reason={moods.reason} />;
  return (
    <div className="space-y-5">
      {trouble && <TroubleBanner trouble={trouble} onRetry={() => page.renew()} />}
      <MoodFilters options={moods.options} choice={page.choice} onChange={page.filter} reader={reader} />
      {moods.plays === 0 ? (
        <NoPlays reason={moods.reason} onShowAll={() => page.filter(ALL_PLAYS)} />
      ) : (
        <Pending busy={page.moods.loading}>
          <StreamCard
            moods={moods}
            view={page.view}
            onView={look}
            marks={marks}
            openAlert={openAlert.chosen}
            onOpenAlert={openAlert.goTo}
            selected={page.isoWeek}
            onSelectWeek={selectWeek}
            reader={reader}
          />
        </Pending>
      )}
      <ShownWeek page={page} moods={moods} reader={reader} />
      <AlertList
        alerts={alerts.data}
        trouble={alerts.trouble}
        open={openAlert.open}
        onOpen={openAlert.show}
        onDismiss={alerts.dismiss}
        onShowWeek={page.selectWeek}
        reader={reader}
      />
    </div>
  );
}

const ALL_PLAYS: MoodChoice = { artist: null, label: null, source: null, span: 'all' };

/** The chosen week, and what went wrong on the way to it. */
function ShownWeek({ page, moods, reader }: { page: MoodPage; moods: Moods; reader: Reader }) {
  const { week, isoWeek } = page;
  const played = moods.weeks.filter(({ plays }) => plays > 0);
  const usual = useMemo(() => shareMoods(moods.weeks), [moods.weeks]);
  const back = stepFrom(played, isoWeek, -1);
  const on = stepFrom(played, isoWeek, 1);
  const step = useEvent((by: -1 | 1) => {
    const next = by === -1 ? back : on;
    if (next !== null) page.selectWeek(next.isoWeek);
  });
  return (
    <>
      {week.trouble && <TroubleBanner trouble={week.trouble} onRetry={() => page.renew()} />}
      {week.data !== null && week.data.week !== null && (
        <Pending busy={week.loading}>
          <WeekDetail
            moods={week.data}
            vibes={page.vibes}
            usual={usual}
            canStepBack={back !== null}
            canStepOn={on !== null}
            onStep={step}
            reader={reader}
          />
        </Pending>
      )}
    </>
  );
}

function NoPlays({ reason, onShowAll }: { reason: string | null; onShowAll: () => void }) {
  return (
    <EmptyState
      title="No plays here"
      reason={reason ?? 'There are no plays in these weeks.'}
      action={<Button onClick={onShowAll}>Show the whole history</Button>}
    />
  );
}

function NothingYet({ reason }: { reason: string | null }) {
  return (
    <EmptyState
      title="No moods yet"
      reason={reason ?? 'Moods need listens, and tracks with tags or audio.'}
      action={
        <a href="/connect" className={buttonClass()}>
          Add music
        </a>
      }
    />
  );
}
