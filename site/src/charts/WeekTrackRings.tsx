import type { PlacedTrack } from '../data/types.ts';
import { project } from './map-view.ts';
import type { MapView } from './map-view.ts';

/** Where the tracks of the chosen week lie: a ring around each. One path, however many there are. */
export function WeekTrackRings({ tracks, view }: { tracks: readonly PlacedTrack[]; view: MapView }) {
  const rings = tracks.map(({ x, y }) => {
    if (x === null || y === null) return '';
    const place = project({ x, y }, view);
    return `M${(place.x - RADIUS).toFixed(1)} ${place.y.toFixed(1)}a${RADIUS} ${RADIUS} 0 1 0 ${2 * RADIUS} 0a${RADIUS} ${RADIUS} 0 1 0 ${-2 * RADIUS} 0`;
  });
  return (
    <path
      d={rings.join('')}
      fill="none"
      stroke="var(--ink)"
      strokeWidth={1.2}
      opacity={0.62}
      aria-hidden="true"
      data-rings={tracks.length}
    />
  );
}

const RADIUS = 4.5;
