import { memo } from 'react';
import { MOODS } from '../../charts/moods.ts';
import { Table } from '../../components/Table.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import type { Moods, MoodWeek } from '../../data/queries/moods.ts';
import { formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import { formatCount, formatShare } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

/** The weeks of the stream as a table, newest first. Hundreds of cells, so they are made anew only where the weeks are others. */
export const MoodTable = memo(function MoodTable({ moods, reader }: { moods: Moods; reader: Reader }) {
  return (
    <TableAlternative>
      <Table
        caption="Moods week by week"
        columns={[
          {
            name: 'Week',
            cell: (week) => `${formatWeekNumber(week.isoWeek)}${week.inProgress ? ' (so far)' : ''}`,
          },
          { name: 'Days', cell: (week) => formatWeekDays(week.weekStart, reader) },
          { name: 'Plays', numeric: true, cell: (week) => formatCount(week.plays, reader) },
          ...MOODS.toReversed().map(({ mood, name }) => ({
            name,
            numeric: true,
            cell: (week: MoodWeek) => formatShare(shareOf(week, mood), reader),
          })),
          { name: 'With a mood', numeric: true, cell: (week) => formatShare(week.coverage, reader) },
        ]}
        rows={moods.weeks.toReversed()}
        rowKey={(week) => week.isoWeek}
        long
      />
    </TableAlternative>
  );
});

function shareOf({ moods }: MoodWeek, mood: string): number | null {
  return moods === null ? null : (moods.find((one) => one.mood === mood)?.share ?? 0);
}
