import { Card } from '../components/Card.tsx';
import { SkeletonRows } from '../components/Skeleton.tsx';
import { TrackLink } from '../components/TrackLink.tsx';
import { TroubleBanner } from '../components/TroubleBanner.tsx';
import type { Trouble } from '../data/answer.ts';
import { rampColor } from '../charts/ramp.ts';
import type { RecentListen } from '../data/types.ts';
import { formatAgo, formatInstant } from '../text/dates.ts';
import { formatDecimal } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { NowPlaying } from './NowPlaying.tsx';

/** The newest listens, each with its energy as far as it is known. */
export function RecentListens({
  listens,
  trouble,
  now,
  reader,
}: {
  /** Null while they are on their way. */
  listens: readonly RecentListen[] | null;
  trouble: Trouble | null;
  now: number;
  reader: Reader;
}) {
  return (
    <Card title="Recent listens" aside={<span className="text-xs text-ink-faint">energy of each track beside it</span>}>
      <NowPlaying />
      {trouble !== null && <TroubleBanner trouble={trouble} />}
      {listens === null && trouble === null && <SkeletonRows />}
      {listens?.length === 0 && (
        <p className="py-8 text-center text-ink-soft">No listens yet. They appear here as they come in.</p>
      )}
      {listens !== null && listens.length > 0 && (
        <ol className="-mt-2.5 gap-x-12 lg:columns-2">
          {listens.map((listen) => (
            <li
              key={`${listen.listenedAt} ${listen.recordingId}`}
              className="flex break-inside-avoid items-center gap-3 border-b border-line py-2.5 last:border-0 lg:nth-6:border-0"
            >
              <span className="min-w-0 flex-1">
                <TrackLink
                  recordingId={listen.recordingId}
                  title={listen.trackName}
                  className="block truncate font-medium"
                />
                <span className="block truncate text-[13px] text-ink-soft">{listen.artistName}</span>
                <span className="block text-xs text-ink-faint sm:hidden" aria-hidden="true">
                  {formatAgo(listen.listenedAt, now)}
                </span>
              </span>
              <Energy value={listen.scores?.energy ?? null} reader={reader} />
              <time
                dateTime={listen.listenedAt}
                title={formatInstant(listen.listenedAt, reader)}
                className="w-24 shrink-0 text-right text-xs text-ink-faint max-sm:sr-only"
              >
                {formatAgo(listen.listenedAt, now)}
              </time>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function Energy({ value, reader }: { value: number | null; reader: Reader }) {
  return (
    <span
      className="inline-flex w-14 shrink-0 items-center gap-2 text-[13px] text-ink-soft tabular"
      title={value === null ? 'This track is not scored yet' : 'Energy'}
    >
      <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
        <circle cx="5" cy="5" r="4.5" fill={rampColor(value)} />
      </svg>
      <span className="sr-only">Energy {value === null ? 'not known' : ''}</span>
      {formatDecimal(value, reader)}
    </span>
  );
}
