import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import { useEvent } from '../../data/use-event.ts';

interface Drag {
  readonly from: number;
  readonly to: number;
}

/** How near the window's edge a dragged row makes the page scroll, and by how much at each movement. */
const EDGE_PIXELS = 72;
const SCROLL_PIXELS = 14;

/**
 * Dragging a row of a list to another place, with mouse, pen or finger. The list's children are its rows. Escape, or a lost
 * pointer, leaves everything as it was. For keys there are the rows' own handles.
 */
export function useDragOrder(
  list: RefObject<HTMLElement | null>,
  onDrop: (from: number, to: number) => void,
): { drag: Drag | null; start: (from: number) => void } {
  const [drag, setDrag] = useState<Drag | null>(null);
  const drop = useEvent(() => {
    if (drag !== null && drag.from !== drag.to) onDrop(drag.from, drag.to);
    setDrag(null);
  });
  const follow = useEvent((event: PointerEvent) => {
    event.preventDefault();
    if (event.clientY < EDGE_PIXELS) window.scrollBy(0, -SCROLL_PIXELS);
    else if (event.clientY > innerHeight - EDGE_PIXELS) window.scrollBy(0, SCROLL_PIXELS);
    const to = placeAt(list.current, event.clientY);
    setDrag((before) => (before === null || before.to === to ? before : { ...before, to }));
  });
  const isDragging = drag !== null;

  useEffect(() => {
    if (!isDragging) return undefined;
    const leave = () => setDrag(null);
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && leave();
    addEventListener('pointermove', follow, { passive: false });
    addEventListener('pointerup', drop);
    addEventListener('pointercancel', leave);
    addEventListener('keydown', escape);
    return () => {
      removeEventListener('pointermove', follow);
      removeEventListener('pointerup', drop);
      removeEventListener('pointercancel', leave);
      removeEventListener('keydown', escape);
    };
  }, [isDragging, follow, drop]);

  return { drag, start: (from) => setDrag({ from, to: from }) };
}

/** The row at a height of the window; above the first the first, below the last the last. */
function placeAt(list: HTMLElement | null, clientY: number): number {
  const rows = [...(list?.children ?? [])];
  const at = rows.findIndex((row) => clientY < row.getBoundingClientRect().bottom);
  return at === -1 ? rows.length - 1 : at;
}
