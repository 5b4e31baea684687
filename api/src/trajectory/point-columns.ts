import { STEPS, type MapPointsShape } from '../contract/map-points.ts';
import type { MapPoints } from '../queries/map-points.ts';

type Columns = Pick<MapPointsShape, 'coverage' | 'heard' | 'bounds' | 'unit' | 'count' | 'x' | 'y' | 'value' | 'plays'>;

/** Points as columns of whole numbers: places in steps of the larger side of the map, values in hundredths. `points` come from left to right. */
export function pointColumns({ x, y, value, plays, heard }: MapPoints): Columns {
  const bounds = boundsOfColumns(x, y);
  const scale = bounds === null ? 0 : Math.max(bounds.maxX - bounds.minX, bounds.maxY - bounds.minY) || 1;
  const stepsFrom = (least: number, place: number) => Math.round(((place - least) / scale) * STEPS);
  let [played, known, last] = [0, 0, 0];
  const xSteps: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const steps = stepsFrom(bounds!.minX, x[i]!);
    xSteps.push(steps - last);
    last = steps;
    played += plays[i]!;
    if (!Number.isNaN(value[i]!)) known += plays[i]!;
  }
  return {
    coverage: played === 0 ? 0 : known / played,
    heard,
    bounds,
    unit: bounds === null ? null : scale / STEPS,
    count: x.length,
    x: xSteps,
    y: Array.from(y, (place) => stepsFrom(bounds!.minY, place)),
    value: Array.from(value, (one) => (Number.isNaN(one) ? null : Math.round(one * 100))),
    plays: [...plays],
  };
}

function boundsOfColumns(x: Float32Array, y: Float32Array): MapPointsShape['bounds'] {
  if (x.length === 0) return null;
  let [minY, maxY] = [Infinity, -Infinity];
  for (const place of y) {
    if (place < minY) minY = place;
    if (place > maxY) maxY = place;
  }
  return { minX: x[0]!, maxX: x.at(-1)!, minY, maxY };
}
