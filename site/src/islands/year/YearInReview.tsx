import { AXES, AXIS_ORDER } from '../../charts/axes.ts';
import { ArtistLink } from '../../components/ArtistLink.tsx';
import { Card } from '../../components/Card.tsx';
import { Coverage } from '../../components/Coverage.tsx';
import { Interval } from '../../components/Interval.tsx';
import { Stat } from '../../components/Stat.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { Calendar } from '../../data/queries/overview.ts';
import type { YearReview } from '../../data/queries/year.ts';
import { formatDate, formatWeekNumber } from '../../text/dates.ts';
import { formatCount, formatDifference, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { hoursText, yearSentence } from '../../text/year-text.ts';
import { MonthBars } from './MonthBars.tsx';

interface YearInReviewProps {
  review: YearReview;
  /** Its days; null where they did not come. */
  calendar: Calendar | null;
  reader: Reader;
}

/** A year: how much, when, what, and how it sounded. Needs no script in the browser. */
export function YearInReview({ review, calendar, reader }: YearInReviewProps) {
  return (
    <div className="space-y-5">
      <p className="max-w-prose text-lg leading-relaxed">{yearSentence(review, reader)}</p>
      <Numbers review={review} calendar={calendar} reader={reader} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <Card title="Month by month">
          <MonthBars review={review} reader={reader} />
        </Card>
        <Card title="How it sounded">
          <Sound review={review} reader={reader} />
        </Card>
        <Card title="Most played artists">
          <Ranking
            rows={review.topArtists.map(({ artistId, name, plays }) => ({
              key: artistId,
              plays,
              label: <ArtistLink artistId={artistId} name={name} />,
            }))}
            reader={reader}
          />
        </Card>
        <Card title="Most played tracks">
          <Ranking
            rows={review.topTracks.map(({ recordingId, title, artistCredit, plays }) => ({
              key: recordingId,
              plays,
              label: (
                <>
                  <TrackLink recordingId={recordingId} title={title} />
                  <span className="block truncate text-[13px] text-ink-faint">{artistCredit}</span>
                </>
              ),
            }))}
            reader={reader}
          />
        </Card>
      </div>
    </div>
  );
}

function Numbers({ review, calendar, reader }: YearInReviewProps) {
  const { listens, listensBefore, farthest, hoursCoverage } = review;
  const streak = calendar?.longestStreak ?? null;
  const busiest = calendar?.busiest ?? null;
  return (
    <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
      <Stat
        label="Listens"
        value={formatCount(listens, reader)}
        note={
          listensBefore === null
            ? 'the first year of your history'
            : `${formatCount(listensBefore, reader)} the year before`
        }
        explanation="Plays in this year."
      />
      <Stat
        label="Time heard"
        value={hoursText(review, reader)}
        reason="The length of too few of these tracks is known."
        note="if each was played to its end"
        coverage={<Coverage share={hoursCoverage} reader={reader} />}
        explanation="The sum of the lengths of the tracks, where known."
      />
      <Stat
        label="Most days on end"
        value={streak && plural(streak.days, 'day', reader)}
        reason="No day with listens is known."
        note={streak && `${formatDate(streak.from, reader)} to ${formatDate(streak.to, reader)}`}
        explanation="The longest run of days with at least one listen each."
      />
      {farthest === null ? (
        <Stat
          label="Fullest day"
          value={busiest && plural(busiest.listens, 'listen', reader)}
          reason="No day with listens is known."
          note={busiest && formatDate(busiest.day, reader)}
          explanation="The day with most listens."
        />
      ) : (
        <Stat
          label="Taste moved farthest"
          value={formatWeekNumber(farthest.isoWeek)}
          note={
            <a className="text-accent underline-offset-4 hover:underline" href={`/radar?week=${farthest.isoWeek}`}>
              how it differed
            </a>
          }
          explanation="The whole week with the largest momentum."
        />
      )}
    </dl>
  );
}

function Sound({ review: { axes, axesBefore, coverage }, reader }: Pick<YearInReviewProps, 'review' | 'reader'>) {
  return (
    <>
      <table className="w-full text-left text-sm">
        <caption className="sr-only">Means of the axes over the year, with 80 % intervals</caption>
        <thead className="text-xs text-ink-faint">
          <tr>
            <th scope="col" className="pb-2 font-medium">
              Axis
            </th>
            <th scope="col" className="pb-2 font-medium">
              Mean
            </th>
            <th scope="col" className="pb-2 text-right font-medium">
              Against the year before
            </th>
          </tr>
        </thead>
        <tbody>
          {AXIS_ORDER.map((axis) => {
            const now = axes[axis];
            const before = axesBefore?.[axis] ?? null;
            return (
              <tr key={axis} className="border-t border-line">
                <th scope="row" className="py-2 pr-3 font-normal">
                  {AXES[axis].name}
                </th>
                <td className="py-2 pr-3">
                  <Interval value={now?.mean ?? null} low={now?.low ?? null} high={now?.high ?? null} reader={reader} />
                </td>
                <td className="py-2 text-right text-ink-soft tabular">
                  {now === null || before === null ? '—' : formatDifference(now.mean - before.mean, reader)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="mt-3 text-xs text-ink-faint">
        <Coverage share={coverage} reader={reader} />
        <span className="mt-1 block">
          0 is least, 1 most; the bar holds the 80 % interval. What the scores get wrong alike in both years cancels in
          the difference.
        </span>
      </p>
    </>
  );
}

interface RankingProps {
  rows: readonly { key: string; plays: number; label: React.ReactNode }[];
  reader: Reader;
}

function Ranking({ rows, reader }: RankingProps) {
  if (rows.length === 0) return <p className="text-ink-soft">Not known yet.</p>;
  return (
    <ol className="space-y-2.5">
      {rows.map(({ key, plays, label }, index) => (
        <li key={key} className="flex items-baseline gap-3">
          <span className="w-5 shrink-0 text-right text-[13px] text-ink-faint tabular">{index + 1}</span>
          <span className="min-w-0 flex-1">{label}</span>
          <span className="shrink-0 text-[13px] text-ink-soft tabular">{plural(plays, 'play', reader)}</span>
        </li>
      ))}
    </ol>
  );
}
