import { useEffect, useState } from 'react';
import type { RefObject } from 'react';
import type { Size } from './map-view.ts';

/** The size of an element in CSS pixels, followed as it changes; the given one on the server and until it is measured. */
export function useSize(element: RefObject<Element | null>, initial: Size): Size {
  const [size, setSize] = useState(initial);
  useEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: Math.round(entry.contentRect.width), height: Math.round(entry.contentRect.height) });
    });
    observer.observe(measured);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
