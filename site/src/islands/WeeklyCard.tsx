import { lazy, useState } from 'react';
import { Card } from '../components/Card.tsx';
import { Segmented } from '../components/Segmented.tsx';
import { Table } from '../components/Table.tsx';
import { TableAlternative } from '../components/TableAlternative.tsx';
import { ChartFrame } from '../charts/ChartFrame.tsx';
import { WeeklySketch } from '../charts/WeeklySketch.tsx';
import type { SeriesWeek } from '../data/types.ts';
import { formatWeekDays, formatWeekNumber } from '../text/dates.ts';
import { formatShare } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { formatSeriesValue, SERIES, SERIES_NAMES, seriesValue, summariseSeries } from '../text/overview-text.ts';
import type { SeriesName } from '../text/overview-text.ts';

const WeeklyChart = lazy(() => import('../charts/WeeklyChart.tsx'));

/** The last year week by week, one number at a time. */
export function WeeklyCard({ weeks, reader }: { weeks: readonly SeriesWeek[]; reader: Reader }) {
  const [series, setSeries] = useState<SeriesName>('listens');
  return (
    <Card
      title="Week by week"
      aside={
        <div className="-mx-1 max-w-full overflow-x-auto px-1">
          <Segmented
            label="Number"
            choices={SERIES.map((value) => ({ value, name: SERIES_NAMES[value] }))}
            value={series}
            onChange={setSeries}
          />
        </div>
      }
    >
      {weeks.length === 0 ? (
        <p className="py-16 text-center text-ink-soft">Your first week appears here once its listens are added up.</p>
      ) : (
        <>
          <ChartFrame className="h-64" sketch={<WeeklySketch weeks={weeks} series={series} />}>
            {(size) => <WeeklyChart weeks={weeks} series={series} size={size} reader={reader} />}
          </ChartFrame>
          <p className="mt-3 text-[13px] text-ink-soft">{summariseSeries(weeks, series, reader)}</p>
          <TableAlternative>
            <Table
              caption="The last 52 weeks"
              columns={[
                {
                  name: 'Week',
                  cell: (week) => `${formatWeekNumber(week.isoWeek)}${week.inProgress ? ' (so far)' : ''}`,
                },
                { name: 'Days', cell: (week) => formatWeekDays(week.weekStart, reader) },
                ...SERIES.map((name) => ({
                  name: SERIES_NAMES[name],
                  numeric: true,
                  cell: (week: SeriesWeek) => formatSeriesValue(seriesValue(week, name), name, reader),
                })),
                { name: 'Scores rest on', numeric: true, cell: (week) => formatShare(week.energy?.coverage, reader) },
              ]}
              rows={weeks.toReversed()}
              rowKey={(week) => week.isoWeek}
              long
            />
          </TableAlternative>
        </>
      )}
    </Card>
  );
}
