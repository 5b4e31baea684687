import { AXES, AXIS_ORDER } from '../../charts/axes.ts';
import { DriftChart } from '../../charts/DriftChart.tsx';
import { Card } from '../../components/Card.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Select } from '../../components/Select.tsx';
import { Table } from '../../components/Table.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import type { ArtistDrift } from '../../data/queries/artists.ts';
import type { Axis } from '../../data/types.ts';
import { describeShares, SPAN_NAMES, SPANS, summariseDrift } from '../../text/artist-text.ts';
import type { Span } from '../../text/artist-text.ts';
import { formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import { formatCount, formatDecimal, formatDifference, formatShare, plural, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

interface DriftCardProps {
  drift: ArtistDrift;
  loading: boolean;
  axis: Axis;
  span: Span;
  now: number;
  onAxis: (axis: Axis) => void;
  onSpan: (span: Span) => void;
  reader: Reader;
}

/** How what the listener played of an artist moved over the weeks. */
export function DriftCard({ drift, loading, axis, span, now, onAxis, onSpan, reader }: DriftCardProps) {
  const nameOf = (index: number) => {
    const week = drift.weeks[index];
    if (week === undefined) return '';
    const mean = week.axes[axis];
    return `${formatWeekNumber(week.isoWeek)}, ${formatWeekDays(week.weekStart, reader)}: ${plural(week.plays, 'play', reader)}${mean === null ? '' : `, ${AXES[axis].name.toLowerCase()} ${formatDecimal(mean.mean, reader)}`}`;
  };
  return (
    <Card title="Drift">
      <div className="mb-5 grid max-w-md grid-cols-2 gap-3">
        <Select
          label="Axis"
          options={AXIS_ORDER.map((value) => ({ value, name: AXES[value].name }))}
          value={axis}
          onChange={(value) => onAxis(value as Axis)}
        />
        <Select
          label="Over"
          options={SPANS.map((value) => ({ value, name: SPAN_NAMES[value] }))}
          value={span}
          onChange={(value) => onSpan(value as Span)}
        />
      </div>
      <Pending busy={loading}>
        {drift.weeks.length === 0 ? (
          <p className="py-10 text-center text-ink-soft">
            You did not play them as the first artist of a track in this time. Choose a longer one above.
          </p>
        ) : (
          <>
            <DriftChart drift={drift} axis={axis} spanWeeks={Number(span)} now={now} nameOf={nameOf} reader={reader} />
            <p className="mt-3 text-[13px] text-ink-soft">
              {summariseDrift(drift, axis, reader)} {describeShares(drift, reader)} Bars show plays.
            </p>
            <TableAlternative>
              <Table
                caption="Weeks with plays of the artist"
                columns={[
                  {
                    name: 'Week',
                    cell: (week) => `${formatWeekNumber(week.isoWeek)}${week.inProgress ? ' (so far)' : ''}`,
                  },
                  { name: 'Days', cell: (week) => formatWeekDays(week.weekStart, reader) },
                  { name: 'Plays', numeric: true, cell: (week) => formatCount(week.plays, reader) },
                  { name: 'Of the week', numeric: true, cell: (week) => formatShare(week.share, reader) },
                  {
                    name: AXES[axis].name,
                    numeric: true,
                    cell: (week) => formatDecimal(week.axes[axis]?.mean, reader),
                  },
                  {
                    name: 'Pull on the week',
                    numeric: true,
                    cell: (week) => {
                      const pull = week.axes[axis]?.pull ?? null;
                      return pull === null ? UNKNOWN : formatDifference(pull, reader);
                    },
                  },
                ]}
                rows={drift.weeks.toReversed()}
                rowKey={(week) => week.isoWeek}
                long
              />
            </TableAlternative>
          </>
        )}
      </Pending>
    </Card>
  );
}
