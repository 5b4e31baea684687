import { CalendarChart } from '../../charts/CalendarChart.tsx';
import { Card } from '../../components/Card.tsx';
import { Pending } from '../../components/Pending.tsx';
import { Skeleton } from '../../components/Skeleton.tsx';
import { Table } from '../../components/Table.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import { TroubleBanner } from '../../components/TroubleBanner.tsx';
import type { Trouble } from '../../data/answer.ts';
import type { Calendar } from '../../data/queries/overview.ts';
import { monthTotals, summariseCalendar } from '../../text/calendar-text.ts';
import { MONTHS } from '../../text/dates.ts';
import { formatCount } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

interface CalendarCardProps {
  /** Null while it is on its way. */
  calendar: Calendar | null;
  trouble: Trouble | null;
  loading: boolean;
  year: number | null;
  onYear: (year: number | null) => void;
  onRetry: () => void;
  reader: Reader;
}

/** Listening day by day over a year, as a picture, in a sentence and as a table by month. */
export function CalendarCard({ calendar, trouble, loading, year, onYear, onRetry, reader }: CalendarCardProps) {
  return (
    <Card
      title="Calendar of listening"
      aside={calendar !== null && <YearChoice years={calendar.years} year={year} onYear={onYear} />}
    >
      {trouble !== null && <TroubleBanner trouble={trouble} onRetry={onRetry} />}
      {calendar === null && trouble === null && <Skeleton className="h-44 w-full" />}
      {calendar !== null && (
        <Pending busy={loading}>
          <CalendarChart calendar={calendar} summary={summariseCalendar(calendar, reader)} reader={reader} />
          <TableAlternative>
            <Table
              caption="Listens by month"
              columns={[
                { name: 'Month', cell: ({ month }) => `${MONTHS[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}` },
                { name: 'Listens', numeric: true, cell: ({ listens }) => formatCount(listens, reader) },
                { name: 'Days with listens', numeric: true, cell: ({ days }) => formatCount(days, reader) },
              ]}
              rows={monthTotals(calendar)}
              rowKey={({ month }) => month}
              long
            />
          </TableAlternative>
        </Pending>
      )}
    </Card>
  );
}

interface YearChoiceProps {
  years: readonly number[];
  year: number | null;
  onYear: (year: number | null) => void;
}

function YearChoice({ years, year, onYear }: YearChoiceProps) {
  if (years.length === 0) return null;
  return (
    <select
      aria-label="Time shown"
      value={year ?? ''}
      onChange={(event) => onYear(event.target.value === '' ? null : Number(event.target.value))}
      className="h-8 rounded-lg border border-line-strong/50 bg-surface px-2 text-[13px]"
    >
      <option value="">Last 12 months</option>
      {years.map((each) => (
        <option key={each} value={each}>
          {each}
        </option>
      ))}
    </select>
  );
}
