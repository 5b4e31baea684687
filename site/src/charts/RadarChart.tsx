import { Radar } from '@nivo/radar';
import type { GridLabelProps, RadarCustomLayerProps } from '@nivo/radar';
import { Coverage } from '../components/Coverage.tsx';
import { formatDecimal } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import type { Axis, WeekRadar } from '../data/types.ts';
import { AXES, AXIS_ORDER } from './axes.ts';
import { ChartTooltip } from './ChartTooltip.tsx';
import type { Size } from './map-view.ts';
import { coverageOpacity } from './ramp.ts';
import { intervalBand, knownOutline } from './radar-paths.ts';
import { useChartLook } from './nivo-theme.ts';
import type { ChartColors } from './nivo-theme.ts';

export interface RadarShape {
  radar: WeekRadar;
  color: 'accent' | 'baseline' | 'compare';
}

interface RadarChartProps {
  /** Those behind first. */
  shapes: readonly RadarShape[];
  size: Size;
  summary: string;
  reader: Reader;
}

interface AxisDatum extends Record<string, unknown> {
  axis: Axis;
  name: string;
}

/** Weeks over the axes: outline, 80 % interval as a band, fainter with less coverage. An unknown axis is a gap, never the centre. */
export default function RadarChart({ shapes, size, summary, reader }: RadarChartProps) {
  const look = useChartLook();
  if (look === null || size.width === 0) return null;
  const narrow = size.width < 460;
  return (
    <Radar<AxisDatum>
      width={size.width}
      height={size.height}
      data={AXIS_ORDER.map((axis) => ({ axis, name: AXES[axis].name, tooltipAt: highestMean(shapes, axis) }))}
      keys={['tooltipAt']}
      indexBy="name"
      maxValue={1}
      margin={narrow ? { top: 24, right: 60, bottom: 24, left: 60 } : { top: 34, right: 94, bottom: 34, left: 94 }}
      gridLevels={4}
      gridShape="circular"
      gridLabelOffset={narrow ? 8 : 14}
      gridLabel={(label) => <AxisLabel {...label} narrow={narrow} color={look.colors['ink-soft']} />}
      layers={[
        'grid',
        (layer: RadarCustomLayerProps<AxisDatum>) => <Shapes {...layer} shapes={shapes} colors={look.colors} />,
        'slices',
      ]}
      sliceTooltip={({ index }) => <AxisTooltip name={String(index)} shapes={shapes} reader={reader} />}
      theme={look.theme}
      animate={false}
      role="img"
      ariaLabel={summary}
    />
  );
}

function Shapes({
  shapes,
  colors,
  centerX,
  centerY,
  radiusScale,
  angleStep,
}: RadarCustomLayerProps<AxisDatum> & { shapes: readonly RadarShape[]; colors: ChartColors }) {
  const at = (index: number, value: number) => {
    const angle = index * angleStep - Math.PI / 2;
    return { x: centerX + Math.cos(angle) * radiusScale(value), y: centerY + Math.sin(angle) * radiusScale(value) };
  };
  return shapes.map(({ radar, color }) => {
    const summaries = AXIS_ORDER.map((axis) => radar.axes[axis]);
    const dashed = color === 'baseline';
    return (
      <g key={color} opacity={coverageOpacity(radar.coverage)}>
        <path d={intervalBand(summaries, at)} fill={colors[color]} opacity={dashed ? 0.14 : 0.24} fillRule="evenodd" />
        <path
          d={knownOutline(summaries, at)}
          fill="none"
          stroke={colors[color]}
          strokeWidth={2}
          strokeLinejoin="round"
          strokeDasharray={dashed ? '5 4' : undefined}
        />
        {summaries.map((summary, index) => {
          if (summary === null) return null;
          const { x, y } = at(index, summary.mean);
          return <circle key={AXIS_ORDER[index]} cx={x} cy={y} r={dashed ? 2.5 : 3.5} fill={colors[color]} />;
        })}
      </g>
    );
  });
}

function axisNamed(name: string): (typeof AXES)[Axis] | undefined {
  return Object.values(AXES).find((axis) => axis.name === name);
}

/** The tooltip stands at the outermost point of its axis. */
function highestMean(shapes: readonly RadarShape[], axis: Axis): number {
  return Math.max(0, ...shapes.map(({ radar }) => radar.axes[axis]?.mean ?? 0));
}

function AxisLabel({ id, x, y, anchor, narrow, color }: GridLabelProps & { narrow: boolean; color: string }) {
  return (
    <text x={x} y={y} textAnchor={anchor} dominantBaseline="central" fill={color} fontSize={12}>
      {narrow ? axisNamed(id)?.shortName : id}
    </text>
  );
}

function AxisTooltip({ name, shapes, reader }: { name: string; shapes: readonly RadarShape[]; reader: Reader }) {
  const axis = AXIS_ORDER.find((each) => AXES[each] === axisNamed(name));
  if (axis === undefined) return null;
  return (
    <ChartTooltip title={name}>
      <p className="text-xs text-ink-faint">
        0 {AXES[axis].low} · 1 {AXES[axis].high}
      </p>
      {shapes.toReversed().map(({ radar, color }) => {
        const summary = radar.axes[axis];
        return (
          <div key={color} className="mt-1.5 tabular">
            <p>
              {radar.label}: <b className="font-semibold text-ink">{formatDecimal(summary?.mean, reader)}</b>
              {summary === null
                ? ' not known'
                : ` (${formatDecimal(summary.low, reader)} – ${formatDecimal(summary.high, reader)})`}
            </p>
            {summary !== null && <Coverage share={summary.coverage} reader={reader} />}
          </div>
        );
      })}
    </ChartTooltip>
  );
}
