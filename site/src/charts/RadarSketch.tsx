import type { AxisSummary } from '../data/types.ts';
import { AXES, AXIS_ORDER } from './axes.ts';
import type { RadarShape } from './RadarChart.tsx';
import { intervalBand, knownOutline } from './radar-paths.ts';
import type { PlaceOnAxis } from './radar-paths.ts';
import { coverageOpacity } from './ramp.ts';

/** The radar as the server draws it, and what stands there until the chart is loaded: the same shapes in the same place. */
export function RadarSketch({ shapes }: { shapes: readonly RadarShape[] }) {
  return (
    <svg
      viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`}
      className="absolute inset-0 h-full w-full overflow-visible"
      aria-hidden="true"
    >
      <g fill="none" stroke="var(--line)">
        {RINGS.map((ring) => (
          <circle key={ring} r={RADIUS * ring} />
        ))}
        <path d={AXIS_ORDER.map((_, index) => `M0 0L${pair(index, 1)}`).join('')} />
      </g>
      {AXIS_ORDER.map((axis, index) => {
        const { x, y } = at(index, 1 + LABEL_GAP);
        return (
          <text
            key={axis}
            x={x}
            y={y}
            textAnchor={anchor(x)}
            dominantBaseline="central"
            fill="var(--ink-soft)"
            fontSize={12}
          >
            {AXES[axis].name}
          </text>
        );
      })}
      {shapes.map(({ radar, color }) => (
        <Shape
          key={color}
          summaries={AXIS_ORDER.map((axis) => radar.axes[axis])}
          opacity={coverageOpacity(radar.coverage)}
          color={color}
        />
      ))}
    </svg>
  );
}

interface ShapeProps {
  summaries: readonly (AxisSummary | null)[];
  opacity: number;
  color: RadarShape['color'];
}

function Shape({ summaries, opacity, color }: ShapeProps) {
  const dashed = color === 'baseline';
  return (
    <g opacity={opacity}>
      <path
        d={intervalBand(summaries, at)}
        fill={`var(--${color})`}
        opacity={dashed ? 0.14 : 0.24}
        fillRule="evenodd"
      />
      <path
        d={knownOutline(summaries, at)}
        fill="none"
        stroke={`var(--${color})`}
        strokeWidth={2}
        strokeLinejoin="round"
        strokeDasharray={dashed ? '5 4' : undefined}
      />
    </g>
  );
}

const SIZE = 440;
/** As the chart has it in a frame of this height. */
const RADIUS = (SIZE - 68) / 2;
const RINGS = [0.25, 0.5, 0.75, 1];
const LABEL_GAP = 14 / RADIUS;

const at: PlaceOnAxis = (index, value) => {
  const angle = (index / AXIS_ORDER.length) * 2 * Math.PI - Math.PI / 2;
  return { x: Math.cos(angle) * RADIUS * value, y: Math.sin(angle) * RADIUS * value };
};

function pair(index: number, value: number): string {
  const { x, y } = at(index, value);
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

function anchor(x: number): 'start' | 'middle' | 'end' {
  if (Math.abs(x) < 1) return 'middle';
  return x > 0 ? 'start' : 'end';
}
