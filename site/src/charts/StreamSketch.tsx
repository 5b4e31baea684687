import { moodText, WITHOUT_MOOD } from './moods.ts';
import { layerPath, stackColumns } from './stream-shape.ts';
import type { StreamColumn, StreamView } from './stream-shape.ts';

interface StreamSketchProps {
  columns: readonly StreamColumn[];
  view: StreamView;
  /** Rows of marks that stand above the stream once it is loaded. */
  rows: number;
}

/** The stream without axes: what the server draws, and what stands there until the chart is loaded. */
export function StreamSketch({ columns, view, rows }: StreamSketchProps) {
  const shape = stackColumns(columns, view);
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      className={`absolute inset-0 h-full w-full pr-3.5 pb-[42px] pl-[42px] ${TOPS[Math.min(rows, 2)]}`}
      aria-hidden="true"
    >
      {shape.layers.map((layer) => (
        <path
          key={layer.mood}
          d={layerPath(layer, shape)}
          fill={layer.mood === WITHOUT_MOOD.mood ? 'var(--raised)' : `var(${moodText(layer.mood).color})`}
          stroke="var(--surface)"
          strokeWidth="1.25"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}

const TOPS = ['pt-1.5', 'pt-[34px]', 'pt-[62px]'];
