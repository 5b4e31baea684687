import { useEffect, useState } from 'react';
import type { Point } from '../../charts/map-view.ts';
import type { Answer } from '../../data/answer.ts';
import { api } from '../../data/browser-client.ts';
import { fetchMapPlace } from '../../data/queries/taste-map.ts';
import type { Axis, MapPlace, Space } from '../../data/types.ts';

const MOST_TRACKS = 8;

/** A place of the map that the listener pointed at, and the tracks around it. Another map has other places. */
export function usePlace({ space, axis, mapId }: { space: Space; axis: Axis; mapId: string }) {
  const [chosen, setChosen] = useState<{ mapId: string; at: Point } | null>(null);
  const [answer, setAnswer] = useState<{ at: Point; axis: Axis; answer: Answer<MapPlace> } | null>(null);
  const picked = chosen?.mapId === mapId ? chosen.at : null;

  useEffect(() => {
    if (picked === null) return undefined;
    let left = false;
    void fetchMapPlace(api, { ...picked, space, axis, limit: MOST_TRACKS }).then((came) => {
      if (!left) setAnswer({ at: picked, axis, answer: came });
    });
    return () => {
      left = true;
    };
  }, [picked, space, axis]);
  const known = answer !== null && answer.at === picked && answer.axis === axis ? answer.answer : null;
  return {
    picked,
    pick: (at: Point | null) => setChosen(at === null ? null : { mapId, at }),
    answer: known?.data ?? null,
    trouble: known?.trouble ?? null,
  };
}
