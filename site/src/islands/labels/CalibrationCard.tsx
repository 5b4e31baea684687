import { AXES } from '../../charts/axes.ts';
import { Card } from '../../components/Card.tsx';
import { TrackLink } from '../../components/TrackLink.tsx';
import type { AxisCalibration } from '../../data/queries/labels.ts';
import { formatDecimal } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { describeCalibration, describeHearing } from '../../text/labels-text.ts';

/** What the labels have changed, axis by axis. */
export function CalibrationCard({ axes, reader }: { axes: readonly AxisCalibration[]; reader: Reader }) {
  return (
    <Card title="What your labels changed">
      <ul className="divide-y divide-line">
        {axes.map((standing) => (
          <li key={standing.axis} className="py-4 first:pt-0 last:pb-0">
            <h3 className="font-medium">{AXES[standing.axis].name}</h3>
            <p className="mt-0.5 text-sm text-ink-soft">
              {describeHearing(standing)} {describeCalibration(standing, reader)}
            </p>
            {standing.largest.length > 0 && (
              <>
                <p className="mt-3 text-xs text-ink-faint">Moved most</p>
                <ul className="mt-1 space-y-1.5">
                  {standing.largest.map((track) => (
                    <li key={track.recordingId} className="flex items-center justify-between gap-3 text-sm">
                      <span className="min-w-0">
                        <TrackLink recordingId={track.recordingId} title={track.title} className="block truncate" />
                        <span className="block truncate text-xs text-ink-faint">{track.artistCredit}</span>
                      </span>
                      <Move from={track.from} to={track.to} reader={reader} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** From where to where on the axis; the arrow says the direction, the numbers how far. */
function Move({ from, to, reader }: { from: number | null; to: number | null; reader: Reader }) {
  const known = from !== null && to !== null;
  return (
    <span className="flex shrink-0 items-center gap-2.5 text-[13px] text-ink-soft tabular">
      <svg width="72" height="12" viewBox="0 0 72 12" aria-hidden="true">
        <rect y="5" width="72" height="2" rx="1" fill="var(--line)" />
        {known && (
          <rect
            x={Math.min(from, to) * 70}
            y="5"
            width={Math.max(1, Math.abs(to - from) * 70)}
            height="2"
            fill="var(--compare)"
          />
        )}
        {from !== null && <circle cx={from * 70 + 1} cy="6" r="3" fill="var(--surface)" stroke="var(--ink-faint)" />}
        {to !== null && <circle cx={to * 70 + 1} cy="6" r="3.5" fill="var(--compare)" />}
      </svg>
      <span>
        about {formatDecimal(from, reader)} → {formatDecimal(to, reader)}
      </span>
    </span>
  );
}
