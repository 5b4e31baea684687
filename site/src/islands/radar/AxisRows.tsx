import { AXES } from '../../charts/axes.ts';
import { AxisIntervals } from '../../charts/AxisIntervals.tsx';
import type { RadarShape } from '../../charts/RadarChart.tsx';
import { formatDecimal, formatDifference, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { compareAxes } from '../../text/radar-text.ts';
import type { AxisChange, Comparison } from '../../text/radar-text.ts';

interface AxisRowsProps {
  comparison: Comparison;
  shapes: readonly RadarShape[];
  reader: Reader;
}

/** Every axis on its own line: what its ends mean, each span's interval, and how the week differs. */
export function AxisRows({ comparison, shapes, reader }: AxisRowsProps) {
  return (
    <ul className="divide-y divide-line">
      {compareAxes(comparison).map((change) => (
        <li key={change.axis} className="py-3 first:pt-0">
          <div className="mb-1.5 flex items-baseline justify-between gap-3">
            <span className="text-sm font-medium">{AXES[change.axis].name}</span>
            <Said change={change} reader={reader} />
          </div>
          <AxisIntervals axis={change.axis} shapes={shapes} />
          <div className="mt-1 flex justify-between text-xs text-ink-faint" aria-hidden="true">
            <span>{AXES[change.axis].low}</span>
            <span>{AXES[change.axis].high}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Said({ change: { week, difference, clear }, reader }: { change: AxisChange; reader: Reader }) {
  if (week === null) return <span className="text-xs text-ink-faint">{UNKNOWN} not scored yet</span>;
  return (
    <span className="text-[13px] text-ink-soft tabular">
      <b className="font-semibold text-ink">{formatDecimal(week.mean, reader)}</b>
      {difference !== null && (
        <span className={clear ? 'ml-2 font-medium text-ink' : 'ml-2 text-ink-faint'}>
          {formatDifference(difference, reader)} {clear ? 'clear' : 'unclear'}
        </span>
      )}
    </span>
  );
}
