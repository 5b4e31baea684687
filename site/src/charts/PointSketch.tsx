import { project } from './map-view.ts';
import type { MapView } from './map-view.ts';
import { pointOpacity, pointRadii } from './paint-points.ts';
import { placeOf, valueOf } from './point-set.ts';
import type { PointSet } from './point-set.ts';
import { rampColor, rampPosition } from './ramp.ts';
import type { RampDomain } from './ramp.ts';

/** Some points of the map as a picture of a few kilobytes: what the server draws, and what stands there until the canvas does. */
export function PointSketch({ points, view, domain }: { points: PointSet; view: MapView; domain: RampDomain }) {
  const width = 2 * (pointRadii(points.count)[0] + 0.6);
  return (
    <svg
      viewBox={`0 0 ${view.size.width} ${view.size.height}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      className="absolute inset-0 h-full w-full"
    >
      <g fill="none" strokeLinecap="round" strokeWidth={width} opacity={pointOpacity(points.count)}>
        {sketchPaths(points, view, domain).map(({ color, path }) => (
          <path key={color} d={path} stroke={color} />
        ))}
      </g>
    </svg>
  );
}

/** One path of dots for each colour; a dot is a line of no length with round ends. */
export function sketchPaths(
  points: PointSet,
  view: MapView,
  domain: RampDomain,
): readonly { color: string; path: string }[] {
  const paths = new Map<string, string>();
  for (let index = 0; index < points.count; index++) {
    const { x, y } = project(placeOf(points, index), view);
    if (x < 0 || y < 0 || x > view.size.width || y > view.size.height) continue;
    const position = rampPosition(valueOf(points, index), domain);
    const color = rampColor(position === null ? null : Math.round(position * SKETCH_LEVELS) / SKETCH_LEVELS);
    paths.set(color, `${paths.get(color) ?? ''}M${Math.round(x)} ${Math.round(y)}h0`);
  }
  return [...paths].map(([color, path]) => ({ color, path }));
}

const SKETCH_LEVELS = 8;
