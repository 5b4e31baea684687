import { useEffect, useMemo, useRef, useState } from 'react';
import { NO_POINTS, pointSetOf } from '../../charts/point-set.ts';
import type { PointSet } from '../../charts/point-set.ts';
import type { Answer, Trouble } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchMapPoints } from '../../data/queries/taste-map.ts';
import type { MapFilters } from '../../data/queries/taste-map.ts';
import type { MapPoints } from '../../data/types.ts';

/**
 * The points of the map: at first the few that the server drew, then all of them, and those of other filters as they are chosen.
 * Until those have come, what was there before stays.
 */
export function useMapPoints(
  initial: Answer<MapPoints>,
  { window, space, axis, version }: MapFilters & { version: string },
): { answer: MapPoints | null; points: PointSet; trouble: Trouble | null; retry: () => void } {
  const [shown, setShown] = useState<{ data: MapPoints | null; trouble: Trouble | null }>(initial);
  const [turn, setTurn] = useState(0);
  const newest = useRef(0);

  useEffect(() => {
    newest.current += 1;
    const mine = newest.current;
    void fetchMapPoints(api, { window, space, axis }).then((answer) => {
      if (mine === newest.current)
        setShown((before) => ({ data: answer.data ?? before.data, trouble: answer.trouble }));
    });
  }, [window, space, axis, version, turn]);
  const points = useMemo(() => (shown.data === null ? NO_POINTS : pointSetOf(shown.data)), [shown.data]);
  return { answer: shown.data, points, trouble: shown.trouble, retry: () => setTurn((before) => before + 1) };
}
