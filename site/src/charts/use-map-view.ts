import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useEvent } from '../data/use-event.ts';
import { isSameView, withinLimits } from './map-moves.ts';
import type { MoveLimits } from './map-moves.ts';
import type { MapView, Point } from './map-view.ts';

interface MovingMap {
  /** What the page is drawn for; it follows a movement with a little delay. */
  view: MapView;
  /** What is seen at this moment. */
  now: () => MapView;
  /** Whether the reader has moved away from where the map was put. */
  moved: boolean;
  /** Shows another view at the next frame. `held`: the place on the screen around which it was zoomed. */
  move: (view: MapView, held?: Point) => void;
  reset: () => void;
  /** Calls back with every view that is shown, once a frame; gives what ends it. */
  follow: (follower: (view: MapView) => void) => () => void;
}

/**
 * Where one is on the map. `home` is where the map is put until it is moved; another `place` (of the data shown) puts it back
 * there. A movement goes to followers, who shift and scale what is drawn; React draws anew only once it rests or has gone far.
 */
export function useMapView(home: MapView, place: string, limits: MoveLimits): MovingMap {
  const [own, setOwn] = useState<{ place: string; view: MapView } | null>(null);
  const mine = own?.place === place ? own.view : null;
  const view = mine === null ? home : { ...mine, size: home.size };
  const live = useRef<MapView | null>(null);
  const followers = useRef(new Set<(view: MapView) => void>());
  const frame = useRef(0);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const now = useCallback(() => live.current ?? view, [view]);

  const settle = useEvent(() => {
    clearTimeout(rest.current);
    if (live.current !== null) setOwn({ place, view: live.current });
  });
  const move = useEvent((wanted: MapView, held?: Point) => {
    const before = now();
    live.current = withinLimits(wanted, limits, held);
    if (isSameView(before, live.current)) return;
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const shown = live.current;
      if (shown === null) return;
      for (const follower of followers.current) follower(shown);
      clearTimeout(rest.current);
      if (farFrom(view, shown)) settle();
      else rest.current = setTimeout(() => settle(), REST_MILLISECONDS);
    });
  });
  const reset = useEvent(() => {
    live.current = null;
    setOwn(null);
  });
  const follow = useCallback((follower: (view: MapView) => void) => {
    followers.current.add(follower);
    return () => void followers.current.delete(follower);
  }, []);

  // A new size or a new place is nothing that one moved to.
  const { width, height } = home.size;
  useLayoutEffect(() => {
    live.current = null;
  }, [place, width, height]);
  useLayoutEffect(() => {
    for (const follower of followers.current) follower(now());
  });
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      clearTimeout(rest.current);
    },
    [],
  );
  return { view, now, moved: mine !== null, move, reset, follow };
}

const REST_MILLISECONDS = 150;

/** Whether what comes into sight has to be drawn: half as much again is drawn on every side, and what is scaled more looks coarse. */
function farFrom(drawn: MapView, shown: MapView): boolean {
  const { width, height } = drawn.size;
  const scale = shown.pixelsPerUnit / drawn.pixelsPerUnit;
  return (
    Math.max(scale, 1 / scale) > FAR_SCALE ||
    Math.abs(drawn.centre.x - shown.centre.x) * drawn.pixelsPerUnit > FAR * width ||
    Math.abs(drawn.centre.y - shown.centre.y) * drawn.pixelsPerUnit > FAR * height
  );
}

const FAR = 0.4;
const FAR_SCALE = 1.8;
