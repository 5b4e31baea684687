import type { StreamCustomLayerProps } from '@nivo/stream';
import { useId } from 'react';
import type { Size } from './map-view.ts';
import { moodText, WITHOUT_MOOD } from './moods.ts';
import { columnWidth } from './stream-layout.ts';
import { labelPlaces } from './stream-labels.ts';
import { columnPlace, silentRuns } from './stream-shape.ts';
import type { Run, StreamColumn, StreamShape } from './stream-shape.ts';

/** Weeks that are narrower than this, in pixels, would be hidden by broad lines between the layers. */
const ROOMY = 5;

interface StreamAreasProps extends StreamCustomLayerProps {
  shape: StreamShape;
  plot: Size;
  emphasis: string | null;
}

/** Each layer in its colour, parted by the surface; hatched where a play has no mood. */
export function StreamAreas({ layers, yScale, shape, plot, emphasis }: StreamAreasProps) {
  const hatching = useId();
  // The library rounds its domain to nice numbers, so that the whole would end short of the top: drawn out to the plot again.
  const [top, bottom] = [yScale(shape.top), yScale(shape.bottom)];
  const stretch = plot.height / (bottom - top || 1);
  return (
    <g transform={`matrix(1 0 0 ${stretch} 0 ${-top * stretch})`}>
      <Hatching id={hatching} />
      {layers.map(({ id, path }) => (
        <path
          key={id}
          d={path}
          fill={id === WITHOUT_MOOD.mood ? `url(#${hatching})` : `var(${moodText(String(id)).color})`}
          stroke="var(--surface)"
          strokeWidth={plot.width / layers[0]!.data.length > ROOMY ? 1.25 : 0.4}
          vectorEffect="non-scaling-stroke"
          opacity={emphasis === null || emphasis === id ? 1 : 0.2}
          className="transition-opacity duration-150"
        />
      ))}
    </g>
  );
}

/** The pattern of what has no mood. */
export function Hatching({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" fill="var(--raised)" />
        <rect width="1.5" height="6" fill="var(--unknown)" />
      </pattern>
    </defs>
  );
}

/** Veils the week that is not over: its shares will still move. */
export function StreamRunning({ columns, plot }: { columns: readonly StreamColumn[]; plot: Size }) {
  if (columns.at(-1)?.week?.inProgress !== true || columns.length < 2) return null;
  const left = plot.width - columnWidth(columns.length, plot) / 2;
  return (
    <g>
      <rect
        x={left}
        y={-1}
        width={plot.width - left + 1}
        height={plot.height + 2}
        fill="var(--surface)"
        opacity={0.55}
      />
      <path d={`M${left} 0V${plot.height}`} stroke="var(--ink-soft)" strokeWidth={1.25} strokeDasharray="2 3" />
    </g>
  );
}

/** Covers the weeks in which nothing was played: there are no shares of nothing. */
export function StreamSilence({ columns, plot }: { columns: readonly StreamColumn[]; plot: Size }) {
  const half = columnWidth(columns.length, plot) / 2;
  return silentRuns(columns).map(({ from, to }) => {
    const left = Math.max(-1, columnPlace(from, columns.length) * plot.width - half);
    const right = Math.min(plot.width + 1, columnPlace(to, columns.length) * plot.width + half);
    return (
      <g key={from}>
        <rect x={left} y={-1} width={right - left} height={plot.height + 2} fill="var(--surface)" />
        <path
          d={`M${left + 2} ${plot.height - 0.5}H${right - 2}`}
          stroke="var(--ink-faint)"
          strokeWidth={1}
          strokeDasharray="2 3"
        />
      </g>
    );
  });
}

/** The names of the moods where their layers are broad enough, so that colour is never alone. */
export function StreamLabels({ shape, plot, covered }: { shape: StreamShape; plot: Size; covered: readonly Run[] }) {
  const nameOf = (mood: string) => (mood === WITHOUT_MOOD.mood ? WITHOUT_MOOD.name : moodText(mood).name);
  return (
    <g
      aria-hidden="true"
      fontSize={12.5}
      fontWeight={600}
      fill="var(--ink)"
      stroke="var(--surface)"
      strokeWidth={3.5}
      paintOrder="stroke"
      strokeLinejoin="round"
      textAnchor="middle"
    >
      {labelPlaces(shape, nameOf, { ...plot, covered }).map(({ mood, x, y }) => (
        <text key={mood} x={x} y={y} dy="0.35em">
          {nameOf(mood)}
        </text>
      ))}
    </g>
  );
}
