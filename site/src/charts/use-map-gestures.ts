import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { useEvent } from '../data/use-event.ts';
import { movedView } from './map-moves.ts';
import type { MapView, Point } from './map-view.ts';

interface GestureTarget {
  now: () => MapView;
  move: (view: MapView, held?: Point) => void;
  reset: () => void;
  /** The pointer rests over the map, not pressed; null once it has left. */
  onHover: (place: Point | null) => void;
  /** A click or tap that moved nothing. */
  onPick: (place: Point) => void;
}

/**
 * Moving a map: drag or arrow keys to pan, two fingers, Ctrl + wheel, double click or + and − to zoom, 0 to go back. A plain
 * wheel and one finger up or down still scroll the page.
 */
export function useMapGestures(frame: RefObject<HTMLElement | null>, target: GestureTarget) {
  const pointers = useRef(new Map<number, Point>());
  const travelled = useRef(0);
  const [dragging, setDragging] = useState(false);

  const placeIn = (event: { clientX: number; clientY: number }): Point => {
    const box = frame.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const zoomAround = (place: Point, factor: number) =>
    target.move(movedView(target.now(), { from: place, to: place, factor }), place);

  const onWheel = useEvent((event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE_PIXELS;
    zoomAround(placeIn(event), Math.exp(-Math.max(-WHEEL_MOST, Math.min(WHEEL_MOST, pixels)) * WHEEL_RATE));
  });
  useEffect(() => {
    const element = frame.current;
    // Not by React: its wheel listeners may not keep the page from zooming.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [frame, onWheel]);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    pointers.current.set(event.pointerId, placeIn(event));
    if (pointers.current.size === 1) travelled.current = 0;
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const [to, from] = [placeIn(event), pointers.current.get(event.pointerId)];
    if (from === undefined) {
      target.onHover(to);
      return;
    }
    const others = [...pointers.current].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    pointers.current.set(event.pointerId, to);
    const before = travelled.current;
    travelled.current += Math.hypot(to.x - from.x, to.y - from.y);
    if (travelled.current < SLACK_PIXELS) return;
    if (before < SLACK_PIXELS) {
      // Only now, so that a click still reaches the week under it.
      frame.current?.setPointerCapture(event.pointerId);
      setDragging(true);
      target.onHover(null);
    }
    target.move(...afterMove(target.now(), { from, to, other: others[0] }));
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const pressed = pointers.current.delete(event.pointerId);
    if (pointers.current.size === 0) setDragging(false);
    if (pressed && pointers.current.size === 0 && travelled.current < SLACK_PIXELS) target.onPick(placeIn(event));
  };
  const onPointerCancel = (event: PointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId);
    travelled.current = SLACK_PIXELS;
    if (pointers.current.size === 0) setDragging(false);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== frame.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const { width, height } = target.now().size;
    const middle = { x: width / 2, y: height / 2 };
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      const to = { x: middle.x - arrow.x * KEY_SHARE * width, y: middle.y - arrow.y * KEY_SHARE * height };
      target.move(movedView(target.now(), { from: middle, to }));
    } else if (event.key === '+' || event.key === '=') zoomAround(middle, KEY_ZOOM);
    else if (event.key === '-') zoomAround(middle, 1 / KEY_ZOOM);
    else if (event.key === '0') target.reset();
    else if (event.key === 'Enter') target.onPick(middle);
    else return;
    event.preventDefault();
  };

  return {
    dragging,
    zoom: (factor: number) => {
      const { width, height } = target.now().size;
      zoomAround({ x: width / 2, y: height / 2 }, factor);
    },
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel,
      onPointerLeave: () => target.onHover(null),
      onDoubleClick: (event: { clientX: number; clientY: number }) => zoomAround(placeIn(event), KEY_ZOOM),
      onKeyDown,
    },
  };
}

/** One pointer drags; with another one down, the two places between them keep what they hold. */
function afterMove(
  view: MapView,
  { from, to, other }: { from: Point; to: Point; other: Point | undefined },
): [view: MapView, held?: Point] {
  if (other === undefined) return [movedView(view, { from, to })];
  const middle = (place: Point) => ({ x: (place.x + other.x) / 2, y: (place.y + other.y) / 2 });
  const apart = (place: Point) => Math.max(1, Math.hypot(place.x - other.x, place.y - other.y));
  return [movedView(view, { from: middle(from), to: middle(to), factor: apart(to) / apart(from) }), middle(to)];
}

/** Less than this is a click by an unsteady hand. */
const SLACK_PIXELS = 5;
const LINE_PIXELS = 20;
const WHEEL_MOST = 120;
const WHEEL_RATE = 0.004;
const KEY_ZOOM = 1.6;
const KEY_SHARE = 0.2;
const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};
