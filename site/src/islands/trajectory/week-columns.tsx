import { AXES } from '../../charts/axes.ts';
import type { ColoredWeek } from '../../charts/weeks-on-axis.ts';
import type { Column } from '../../components/Table.tsx';
import type { Axis } from '../../data/types.ts';
import { formatWeekDays, formatWeekNumber } from '../../text/dates.ts';
import { formatCount, formatDecimal, formatShare, UNKNOWN } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

/** What the table of the map says of each week. */
export function weekColumns(axis: Axis, reader: Reader): readonly Column<ColoredWeek>[] {
  const number = (name: string, of: (week: ColoredWeek) => string): Column<ColoredWeek> => ({
    name,
    numeric: true,
    cell: of,
  });
  return [
    { name: 'Week', cell: (week) => `${formatWeekNumber(week.isoWeek)}${week.inProgress ? ' (so far)' : ''}` },
    { name: 'Days', cell: (week) => formatWeekDays(week.weekStart, reader) },
    number('Plays', (week) => formatCount(week.plays, reader)),
    number('Coverage', (week) => formatShare(week.coverage, reader)),
    number(AXES[axis].name, (week) => formatDecimal(week.value?.mean, reader)),
    number('80 % interval', ({ value }) =>
      value === null ? UNKNOWN : `${formatDecimal(value.low, reader)} – ${formatDecimal(value.high, reader)}`,
    ),
    number('Momentum', (week) => formatDecimal(week.momentum, reader)),
    number('Place', ({ x, y }) => `${formatDecimal(x, reader, 1)}, ${formatDecimal(y, reader, 1)}`),
    number(
      'Spread',
      ({ spreadX, spreadY }) => `${formatDecimal(spreadX, reader, 1)} × ${formatDecimal(spreadY, reader, 1)}`,
    ),
  ];
}
