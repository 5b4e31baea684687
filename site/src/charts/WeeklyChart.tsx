import { Line } from '@nivo/line';
import type { LineCustomSvgLayerProps, SliceTooltipProps } from '@nivo/line';
import { Coverage } from '../components/Coverage.tsx';
import { formatMonth, formatWeekDays, formatWeekNumber } from '../text/dates.ts';
import { formatCount, formatDecimal } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { formatSeriesValue, SERIES_NAMES, seriesValue, summariseSeries } from '../text/overview-text.ts';
import type { SeriesName } from '../text/overview-text.ts';
import type { AxisSummary, SeriesWeek } from '../data/types.ts';
import { ChartTooltip } from './ChartTooltip.tsx';
import type { Size } from './map-view.ts';
import { coverageOpacity } from './ramp.ts';
import { useChartLook } from './nivo-theme.ts';
import type { ChartColors } from './nivo-theme.ts';
import { useReducedMotion } from './use-reduced-motion.ts';

interface WeeklyChartProps {
  weeks: readonly SeriesWeek[];
  series: SeriesName;
  size: Size;
  reader: Reader;
}

interface WeekPoint {
  x: Date;
  y: number | null;
  week: SeriesWeek;
}

interface WeekLine {
  id: string;
  data: WeekPoint[];
}

type LayerProps = LineCustomSvgLayerProps<WeekLine>;

/** One number a week over the last year: its line, its 80 % interval where it has one, the unfinished week hollow. */
export default function WeeklyChart({ weeks, series, size, reader }: WeeklyChartProps) {
  const look = useChartLook();
  const still = useReducedMotion();
  if (look === null || size.width === 0) return null;
  const points = weeks.map((week) => ({ x: dateOf(week), y: seriesValue(week, series), week }));
  const { min, max } = verticalRange(weeks, series);
  return (
    <Line
      width={size.width}
      height={size.height}
      data={[{ id: SERIES_NAMES[series], data: points } satisfies WeekLine]}
      margin={{ top: 12, right: 16, bottom: 30, left: 44 }}
      xScale={{ type: 'time', useUTC: true, precision: 'day' }}
      yScale={{ type: 'linear', min, max, nice: series !== 'energy' && series !== 'valence' }}
      curve="monotoneX"
      colors={[look.colors.accent]}
      lineWidth={2}
      enablePoints={false}
      enableArea={series === 'listens'}
      areaOpacity={0.1}
      enableGridX={false}
      gridYValues={4}
      axisLeft={{
        tickSize: 0,
        tickPadding: 10,
        tickValues: 4,
        format: (value: number) => (series === 'listens' ? formatCount(value, reader) : trimZeros(value, reader)),
      }}
      axisBottom={{
        tickSize: 0,
        tickPadding: 12,
        tickValues: monthTicks(weeks, size.width),
        format: (date: Date) => formatMonth(date.toISOString()),
      }}
      enableSlices="x"
      sliceTooltip={({ slice }: SliceTooltipProps<WeekLine>) => {
        const week = slice.points[0]?.data.week;
        return week === undefined ? null : <WeekTooltip week={week} series={series} reader={reader} />;
      }}
      layers={[
        'grid',
        'axes',
        (props: LayerProps) => <IntervalBand {...props} series={series} />,
        'areas',
        'lines',
        (props: LayerProps) => <WeekDots {...props} series={series} colors={look.colors} />,
        'crosshair',
        'slices',
      ]}
      theme={look.theme}
      animate={!still}
      motionConfig="stiff"
      role="img"
      ariaLabel={summariseSeries(weeks, series, reader)}
    />
  );
}

function IntervalBand({ series, data, xScale, yScale, colors }: Omit<LayerProps, 'series'> & { series: SeriesName }) {
  if (series !== 'energy' && series !== 'valence') return null;
  const runs = intervalRuns(data[0]?.data ?? [], series);
  return runs.map((run) => (
    <path
      key={run[0]?.x.toISOString()}
      d={bandPath(
        run.map(({ x, interval }) => ({ x: xScale(x), low: yScale(interval.low), high: yScale(interval.high) })),
      )}
      fill={Array.isArray(colors) ? String(colors[0]) : 'currentColor'}
      opacity={0.16}
    />
  ));
}

function WeekDots({
  series,
  data,
  xScale,
  yScale,
  colors,
}: Omit<LayerProps, 'series' | 'colors'> & { series: SeriesName; colors: ChartColors }) {
  const points = data[0]?.data ?? [];
  const few = points.length <= 16;
  return points
    .filter(({ y, week }) => y !== null && (few || week.inProgress))
    .map(({ x, y, week }) => (
      <circle
        key={week.isoWeek}
        cx={xScale(x)}
        cy={yScale(y)}
        r={4}
        fill={week.inProgress ? colors.surface : colors.accent}
        fillOpacity={week.inProgress ? 1 : coverageOpacity(intervalOf(week, series)?.coverage ?? 1)}
        stroke={colors.accent}
        strokeWidth={2}
      />
    ));
}

function WeekTooltip({ week, series, reader }: { week: SeriesWeek; series: SeriesName; reader: Reader }) {
  const interval = intervalOf(week, series);
  return (
    <ChartTooltip title={`${formatWeekNumber(week.isoWeek)}${week.inProgress ? ', so far' : ''}`}>
      <p className="text-xs text-ink-faint">{formatWeekDays(week.weekStart, reader)}</p>
      <p className="mt-1 tabular">
        {SERIES_NAMES[series]}{' '}
        <b className="font-semibold text-ink">{formatSeriesValue(seriesValue(week, series), series, reader)}</b>
        {interval !== null && ` (${formatDecimal(interval.low, reader)} – ${formatDecimal(interval.high, reader)})`}
      </p>
      {interval !== null && <Coverage share={interval.coverage} reader={reader} />}
    </ChartTooltip>
  );
}

function intervalOf(week: SeriesWeek, series: SeriesName): AxisSummary | null {
  return series === 'energy' || series === 'valence' ? week[series] : null;
}

interface BandPoint {
  x: Date;
  interval: AxisSummary;
}

function intervalRuns(points: readonly WeekPoint[], series: 'energy' | 'valence'): BandPoint[][] {
  const runs: BandPoint[][] = [[]];
  for (const { x, week } of points) {
    const interval = week[series];
    if (interval === null) runs.push([]);
    else runs.at(-1)?.push({ x, interval });
  }
  return runs.filter((run) => run.length > 0);
}

function bandPath(points: readonly { x: number; low: number; high: number }[]): string {
  const there = points.map(({ x, high }) => `${x} ${high}`);
  const back = points.toReversed().map(({ x, low }) => `${x} ${low}`);
  return `M${[...there, ...back].join('L')}Z`;
}

function verticalRange(weeks: readonly SeriesWeek[], series: SeriesName): { min: number; max: number | 'auto' } {
  if (series !== 'energy' && series !== 'valence') return { min: 0, max: 'auto' };
  const intervals = weeks.flatMap((week) => week[series] ?? []);
  const low = Math.min(...intervals.map((interval) => interval.low), 1);
  const high = Math.max(...intervals.map((interval) => interval.high), 0);
  return low > high
    ? { min: 0, max: 1 }
    : { min: Math.max(0, Math.floor(low * 10) / 10), max: Math.min(1, Math.ceil(high * 10) / 10) };
}

/** The first week of a month, as many months apart as the width has room for. */
function monthTicks(weeks: readonly SeriesWeek[], width: number): Date[] {
  const firsts = weeks.filter(
    (week, index) => week.weekStart.slice(0, 7) !== weeks[index - 1]?.weekStart.slice(0, 7) && index > 0,
  );
  const chosen = firsts.length === 0 ? weeks.slice(0, 1) : firsts;
  const every = Math.max(1, Math.ceil((chosen.length * TICK_WIDTH) / width));
  return chosen.filter((_, index) => index % every === 0).map(dateOf);
}

const TICK_WIDTH = 80;

function dateOf(week: SeriesWeek): Date {
  return new Date(`${week.weekStart}T00:00:00Z`);
}

function trimZeros(value: number, reader: Reader): string {
  return Number.isInteger(value)
    ? formatCount(value, reader)
    : formatDecimal(value, reader, Number.isInteger(value * 10) ? 1 : 2);
}
