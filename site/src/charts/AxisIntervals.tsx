import type { Axis } from '../data/types.ts';
import type { RadarShape } from './RadarChart.tsx';
import { AXES } from './axes.ts';
import { coverageOpacity } from './ramp.ts';

/** One axis from 0 to 1 with a bar for every span: its 80 % interval, and a mark at its mean. The last span lies lowest. */
export function AxisIntervals({ axis, shapes }: { axis: Axis; shapes: readonly RadarShape[] }) {
  const height = shapes.length * LANE + 4;
  return (
    <span className="block" title={`0 ${AXES[axis].low} · 1 ${AXES[axis].high}`}>
      <svg
        viewBox={`0 0 100 ${height}`}
        preserveAspectRatio="none"
        height={height}
        className="block w-full overflow-visible"
        aria-hidden="true"
      >
        {MARKS.map((mark) => (
          <path
            key={mark}
            d={`M${mark} 0V${height}`}
            stroke="var(--line)"
            strokeWidth={mark % 50 === 0 ? 1.5 : 0.75}
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {shapes.map(({ radar, color }, lane) => {
          const summary = radar.axes[axis];
          if (summary === null) return null;
          const middle = 2 + (lane + 0.5) * LANE;
          return (
            <g key={color} opacity={coverageOpacity(summary.coverage)} stroke={`var(--${color})`} fill="none">
              <path
                d={`M${(summary.low * 100).toFixed(2)} ${middle}H${(summary.high * 100).toFixed(2)}`}
                strokeWidth={6}
                strokeOpacity={0.34}
                vectorEffect="non-scaling-stroke"
              />
              <path
                d={`M${(summary.mean * 100).toFixed(2)} ${middle - 4.5}v9`}
                strokeWidth={3}
                strokeDasharray={color === 'baseline' ? '2.5 1.5' : undefined}
                vectorEffect="non-scaling-stroke"
              />
            </g>
          );
        })}
      </svg>
    </span>
  );
}

const LANE = 11;
const MARKS = [0, 25, 50, 75, 100];
