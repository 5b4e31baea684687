import { memo } from 'react';
import type { ReactNode } from 'react';
import { MoodSwatch } from '../../charts/MoodSwatch.tsx';
import { moodText } from '../../charts/moods.ts';
import { buttonClass } from '../../components/Button.tsx';
import { Card } from '../../components/Card.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Answer } from '../../data/answer.ts';
import type { MoodsOfWeek, Vibes } from '../../data/queries/moods.ts';
import { formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import { plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { describeFilter } from '../../text/moods-text.ts';
import type { MoodShare } from '../../text/moods-text.ts';
import { WeekMoods } from './WeekMoods.tsx';
import { WeekWords } from './WeekWords.tsx';

interface WeekDetailProps {
  moods: MoodsOfWeek;
  /** Null while they are on their way. */
  vibes: Answer<Vibes> | null;
  /** The shares over all weeks that the stream shows. */
  usual: readonly MoodShare[];
  onStep: (by: -1 | 1) => void;
  canStepBack: boolean;
  canStepOn: boolean;
  reader: Reader;
}

/**
 * The chosen week: its words, its moods with the tracks that make them, its most played tracks, and the ways on. Kept while
 * the page around it changes.
 */
export const WeekDetail = memo(function WeekDetail({ moods, vibes, usual, reader, ...step }: WeekDetailProps) {
  const { week, reason } = moods;
  if (week === null)
    return (
      <Card title="A week">
        <p className="text-ink-soft">{reason}</p>
      </Card>
    );
  const about = describeFilter(moods.filter);
  return (
    <Card>
      <div className="flex items-start justify-between gap-3" aria-live="polite">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold tracking-tight">
            {formatWeekNumber(week.isoWeek)}
            {week.inProgress && <span className="font-normal text-warn">, still in progress</span>}
          </h2>
          <p className="text-[13px] text-ink-soft">
            {formatWeekDays(week.weekStart, reader)} · {plural(moods.plays, 'play', reader)}
            {about !== null && ` of ${plural(week.listens, 'play', reader)}`}
          </p>
          <Coverage share={moods.coverage} of="of plays have a mood" reader={reader} />
        </div>
        <div className="flex gap-1">
          <IconButton
            icon="arrowLeft"
            label="The week before"
            look="quiet"
            disabled={!step.canStepBack}
            onClick={() => step.onStep(-1)}
          />
          <IconButton
            icon="arrowRight"
            label="The next week"
            look="quiet"
            disabled={!step.canStepOn}
            onClick={() => step.onStep(1)}
          />
        </div>
      </div>
      <div className="mt-5 grid gap-x-10 gap-y-6 lg:grid-cols-2">
        <div className="min-w-0 space-y-6">
          <Part title="In words">
            {vibes === null ? (
              <p className="text-sm text-ink-faint">Comparing with the weeks before …</p>
            ) : vibes.data === null ? (
              <TroubleBanner trouble={vibes.trouble} />
            ) : (
              <WeekWords vibes={vibes.data} isFiltered={about !== null} reader={reader} />
            )}
          </Part>
          <Part title="Moods">
            {moods.moods.length === 0 ? (
              <p className="text-sm text-ink-soft">{reason}</p>
            ) : (
              <WeekMoods moods={moods.moods} usual={usual} reader={reader} />
            )}
          </Part>
        </div>
        <div className="min-w-0 space-y-6">
          <Part title="Most played">
            <TopTracks tracks={moods.tracks} reader={reader} />
          </Part>
          <nav aria-label="This week elsewhere" className="flex flex-wrap gap-2">
            <a href={`/radar?week=${week.isoWeek}`} className={buttonClass('quiet', 'small')}>
              Its radar
            </a>
            <a href={`/trajectory?week=${week.isoWeek}`} className={buttonClass('quiet', 'small')}>
              On the map
            </a>
            <a href={`/mixtapes?week=${week.isoWeek}`} className={buttonClass('quiet', 'small')}>
              Make a mixtape
            </a>
          </nav>
        </div>
      </div>
    </Card>
  );
});

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-2 text-xs font-medium text-ink-faint">{title}</h3>
      {children}
    </section>
  );
}

function TopTracks({ tracks, reader }: { tracks: MoodsOfWeek['tracks']; reader: Reader }) {
  if (tracks.length === 0) return <p className="text-sm text-ink-soft">No play of this week fits the filter.</p>;
  return (
    <ol className="divide-y divide-line">
      {tracks.map(({ recordingId, title, artistCredit, plays, mood }) => (
        <li key={recordingId} className="flex items-center justify-between gap-3 py-2">
          <span className="min-w-0">
            <TrackLink recordingId={recordingId} title={title} className="block truncate text-sm" />
            <span className="block truncate text-xs text-ink-faint">{artistCredit}</span>
          </span>
          <span className="shrink-0 text-right text-xs text-ink-soft tabular">
            {plural(plays, 'play', reader)}
            <span className="mt-0.5 flex items-center justify-end gap-1.5 text-ink-faint">
              <MoodSwatch mood={mood} />
              {mood === null ? 'no mood yet' : moodText(mood).name.toLowerCase()}
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
