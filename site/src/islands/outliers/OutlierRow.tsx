import { memo } from 'react';
import { AXES } from '../../charts/axes.ts';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { OutlierTrack } from '../../data/queries/outliers.ts';
import { formatDecimal, formatShare, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { describeAxis, describeDistance } from '../../text/outliers-text.ts';
import { AddToPlaylist } from '../playlists/AddToPlaylist.tsx';

interface OutlierRowProps {
  track: OutlierTrack;
  /** Its number among the outliers, from 0. */
  at: number;
  active: boolean;
  onActive: (at: number | null) => void;
  reader: Reader;
}

/**
 * One track that stands out: how far, why, what it is like, and a way to keep it. Kept while another row is pointed at: a
 * pointer on its way down the list would else draw all of them at each step.
 */
export const OutlierRow = memo(function OutlierRow({ track, at, active, onActive, reader }: OutlierRowProps) {
  const { recordingId, title, artistCredit, plays, distance, axes, tags, nearest, sentence } = track;
  return (
    <li
      id={`outlier-${at + 1}`}
      tabIndex={-1}
      className={`scroll-mt-6 rounded-lg px-2 py-4 outline-offset-0 transition-colors sm:px-3 ${active ? 'bg-raised' : ''}`}
      onPointerEnter={() => onActive(at)}
      onPointerLeave={() => onActive(null)}
      onFocus={() => onActive(at)}
      onBlur={() => onActive(null)}
    >
      <div className="flex items-start gap-3">
        <span
          aria-hidden="true"
          className="mt-0.5 flex size-7 shrink-0 items-center justify-center rounded-full border-[1.75px] border-compare text-xs font-semibold tabular"
        >
          {at + 1}
        </span>
        <div className="min-w-0 flex-1">
          <h3 className="font-medium">
            <TrackLink recordingId={recordingId} title={title} />
          </h3>
          <p className="text-[13px] text-ink-soft">
            {artistCredit} · {plural(plays, 'play', reader)}
          </p>
        </div>
        <span className="shrink-0 text-right">
          <span
            className="block text-lg leading-tight font-semibold tabular"
            title={describeDistance(distance, reader)}
          >
            {formatDecimal(distance, reader, 1)}×
          </span>
          <span className="text-xs text-ink-faint">as far</span>
        </span>
        <AddToPlaylist recordingIds={[recordingId]} label={`“${title}”`} look="icon" />
      </div>
      <div className="mt-2 sm:pl-10">
        <p className="max-w-prose text-[15px]">{sentence}</p>
        {axes.length > 0 && (
          <dl className="mt-3 grid max-w-lg grid-cols-[7rem_minmax(0,1fr)] sm:grid-cols-[7rem_minmax(0,1fr)_7.5rem] items-center gap-x-3 gap-y-1.5 text-[13px]">
            {axes.map((one) => (
              <AxisRow key={one.axis} {...one} reader={reader} />
            ))}
          </dl>
        )}
        {tags.length > 0 && (
          <ul
            className="mt-3 flex flex-wrap gap-1.5"
            aria-label="Its rarest tags, with the share of plays that carry them"
          >
            {tags.map(({ tag, share }) => (
              <li key={tag} className="rounded-md bg-raised px-2 py-0.5 text-[13px]">
                {tag} <span className="text-ink-faint tabular">{formatShare(share, reader)}</span>
              </li>
            ))}
          </ul>
        )}
        {nearest !== null && (
          <p className="mt-2 text-[13px] text-ink-soft">
            Nearest to it:{' '}
            <TrackLink
              recordingId={nearest.recordingId}
              title={nearest.title}
              className="text-ink underline decoration-line-strong/60"
            />{' '}
            by {nearest.artistCredit}
          </p>
        )}
      </div>
    </li>
  );
});

/** Where the track lies on an axis, and where the plays usually do. */
function AxisRow({ reader, ...one }: OutlierTrack['axes'][number] & { reader: Reader }) {
  const { axis, value, low, high, calibrated, usual } = one;
  const x = (share: number) => 2 + share * 96;
  return (
    <>
      <dt className="text-ink-faint">{AXES[axis].name}</dt>
      <dd className="contents">
        <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 w-full" aria-hidden="true">
          <path d="M2 5H98" stroke="var(--line)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
          <rect
            x={x(low)}
            y="1"
            width={Math.max(1, x(high) - x(low))}
            height="8"
            fill="var(--compare)"
            fillOpacity="0.25"
            stroke={calibrated ? 'none' : 'var(--compare)'}
            strokeDasharray="2 2"
            vectorEffect="non-scaling-stroke"
          />
          {calibrated && (
            <path d={`M${x(value)} 0V10`} stroke="var(--compare)" strokeWidth="2.5" vectorEffect="non-scaling-stroke" />
          )}
          <path d={`M${x(usual)} 0V10`} stroke="var(--ink)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
        </svg>
        <span className="sr-only leading-tight text-ink-soft sm:not-sr-only">
          {describeAxis(one)}
          <span className="sr-only">
            , {formatDecimal(low, reader)} to {formatDecimal(high, reader)} where {formatDecimal(usual, reader)} is
            usual
          </span>
        </span>
      </dd>
    </>
  );
}
