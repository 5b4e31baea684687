import { AXES } from '../../charts/axes.ts';
import { Table } from '../../components/Table.tsx';
import type { Column } from '../../components/Table.tsx';
import type { Axis, AxisSummary, WeekRadar } from '../../data/types.ts';
import { formatWeekNumber } from '../../text/dates.ts';
import { formatDecimal, formatDifference, formatShare, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { compareAxes } from '../../text/radar-text.ts';
import type { AxisChange, Comparison } from '../../text/radar-text.ts';

interface RadarTableProps {
  comparison: Comparison;
  reader: Reader;
}

/** The radar as a table: each axis with its interval and coverage, against the reference. */
export function RadarTable({ comparison, reader }: RadarTableProps) {
  const { week, reference } = comparison;
  const columns: readonly Column<AxisChange>[] = [
    { name: 'Axis', cell: (change) => <AxisName axis={change.axis} /> },
    { name: shortLabel(week), numeric: true, cell: (change) => <Measured summary={change.week} reader={reader} /> },
    ...(reference === null
      ? []
      : [
          {
            name: shortLabel(reference),
            numeric: true,
            cell: (change: AxisChange) => <Measured summary={change.reference} reader={reader} />,
          },
          {
            name: 'Change',
            numeric: true,
            cell: (change: AxisChange) => <Difference change={change} reader={reader} />,
          },
        ]),
  ];
  return (
    <Table
      caption={`${week.label} on every axis`}
      columns={columns}
      rows={compareAxes(comparison)}
      rowKey={(change) => change.axis}
    />
  );
}

function AxisName({ axis }: { axis: Axis }) {
  return (
    <>
      <span className="sm:hidden">{AXES[axis].shortName}</span>
      <span className="max-sm:hidden">{AXES[axis].name}</span>
    </>
  );
}

/** The week's number alone where the column is one of a week; the year stands in the choices above. */
function shortLabel({ isoWeek, label }: WeekRadar): string {
  return isoWeek === null ? label : formatWeekNumber(isoWeek);
}

function Measured({ summary, reader }: { summary: AxisSummary | null; reader: Reader }) {
  if (summary === null) {
    return (
      <>
        {UNKNOWN}
        <span className="block text-xs text-ink-faint">not scored yet</span>
      </>
    );
  }
  return (
    <>
      {formatDecimal(summary.mean, reader)}
      <span className="block text-xs text-ink-faint">
        {formatDecimal(summary.low, reader)} – {formatDecimal(summary.high, reader)}
      </span>
      <span className="block text-xs text-ink-faint">
        {formatShare(summary.coverage, reader)}
        <span className="max-sm:sr-only"> of plays</span>
      </span>
    </>
  );
}

function Difference({ change, reader }: { change: AxisChange; reader: Reader }) {
  if (change.difference === null) return UNKNOWN;
  return (
    <>
      <span className={change.clear ? 'font-semibold' : 'text-ink-soft'}>
        {formatDifference(change.difference, reader)}
      </span>
      <span className="block text-xs text-ink-faint">{change.clear ? 'clear' : 'unclear'}</span>
    </>
  );
}
