import { PlayBars } from '../../charts/PlayBars.tsx';
import { Card } from '../../components/Card.tsx';
import { Table } from '../../components/Table.tsx';
import { TableAlternative } from '../../components/TableAlternative.tsx';
import type { TrackPlays } from '../../data/queries/tracks.ts';
import { formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import { formatCount, plural } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';
import { barsOf, nameBar, summarisePlays } from '../../text/plays-text.ts';

const MOST_BARS = 53;

/** When the listener played a track. */
export function PlaysCard({ plays, reader }: { plays: TrackPlays; reader: Reader }) {
  const bars = barsOf(plays.weeks, plays.currentWeek, MOST_BARS);
  const [first, last] = [bars[0], bars.at(-1)];
  return (
    <Card title="Your plays">
      {first === undefined || last === undefined ? (
        <p className="py-6 text-center text-ink-soft">You have not played this track in the history that is here.</p>
      ) : (
        <>
          <PlayBars
            bars={bars}
            names={bars.map((bar) => `${nameBar(bar, reader)}: ${plural(bar.plays, 'play', reader)}`)}
          />
          <p className="mt-1.5 flex justify-between gap-4 text-xs text-ink-faint tabular" aria-hidden="true">
            <span>{nameBar({ ...first, to: first.from }, reader)}</span>
            <span>this week</span>
          </p>
          <p className="mt-3 text-[13px] text-ink-soft">{summarisePlays(plays, reader)}</p>
          <TableAlternative>
            <Table
              caption="Plays by week"
              columns={[
                {
                  name: 'Week',
                  cell: (week) => `${formatWeekNumber(week.isoWeek)}${week.inProgress ? ' (so far)' : ''}`,
                },
                { name: 'Days', cell: (week) => formatWeekDays(week.weekStart, reader) },
                { name: 'Plays', numeric: true, cell: (week) => formatCount(week.plays, reader) },
              ]}
              rows={plays.weeks.toReversed()}
              rowKey={(week) => week.isoWeek}
              long
            />
          </TableAlternative>
        </>
      )}
    </Card>
  );
}
