import { useEffect, useState } from 'react';
import type { Point } from '../../charts/map-view.ts';
import { api } from '../../data/browser-client.ts';
import { fetchMapPlace } from '../../data/queries/taste-map.ts';
import type { Axis, PlacedTrack, Space } from '../../data/types.ts';

const PAUSE_MILLISECONDS = 90;
const kept = new Map<string, PlacedTrack | null>();

/** The track at a place of the map, asked for once the pointer rests there; null until it has come, and where none does. */
export function useTrackAt({ x, y }: Point, { space, axis }: { space: Space; axis: Axis }): PlacedTrack | null {
  const key = `${space} ${x} ${y}`;
  const [, setNewest] = useState('');
  useEffect(() => {
    if (kept.has(key)) return undefined;
    const timer = setTimeout(() => {
      void fetchMapPlace(api, { x, y, space, axis, limit: 1 }).then(({ data }) => {
        if (data !== null) kept.set(key, data.tracks[0] ?? null);
        setNewest(key);
      });
    }, PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [key, x, y, space, axis]);
  return kept.get(key) ?? null;
}
