import { Card } from '../components/Card.tsx';
import { rampColor } from '../charts/ramp.ts';
import type { RecentListen } from '../data/types.ts';
import { formatAgo, formatInstant } from '../text/dates.ts';
import { formatDecimal } from '../text/format.ts';
import type { Reader } from '../text/format.ts';

/** The newest listens, each with its energy as far as it is known. */
export function RecentListens({
  listens,
  now,
  reader,
}: {
  listens: readonly RecentListen[];
  now: number;
  reader: Reader;
}) {
  return (
    <Card title="Recent listens" aside={<span className="text-xs text-ink-faint">energy of each track beside it</span>}>
      {listens.length === 0 ? (
        <p className="py-8 text-center text-ink-soft">No listens yet. They appear here as they come in.</p>
      ) : (
        <ol className="divide-y divide-line">
          {listens.map((listen) => (
            <li
              key={`${listen.listenedAt} ${listen.recordingId}`}
              className="flex items-center gap-3 py-2.5 first:pt-0 last:pb-0"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{listen.trackName}</span>
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
