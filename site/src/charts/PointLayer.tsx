import { useEffect, useRef } from 'react';
import { useEvent } from '../data/use-event.ts';
import type { MapView } from './map-view.ts';
import { makePointSheet } from './point-sheet.ts';
import type { PointSheet } from './point-sheet.ts';
import type { PointSet } from './point-set.ts';
import { rampColor } from './ramp.ts';
import type { RampDomain } from './ramp.ts';
import { useResolvedColors } from './resolved-colors.ts';
import { rgbOf } from './rgb-of.ts';

interface PointLayerProps {
  points: PointSet;
  domain: RampDomain;
  now: () => MapView;
  follow: (follower: (view: MapView) => void) => () => void;
}

/** Every track as a soft dot; on canvas, because there may be a hundred thousand. Decoration: the weeks above carry the meaning. */
export function PointLayer({ points, domain, now, follow }: PointLayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const sheet = useRef<PointSheet | null>(null);
  const colors = useResolvedColors(EXPRESSIONS);
  const { low, high } = domain;
  // The sheet follows views by itself: a new one is no reason to paint anew.
  const newest = useEvent(now);

  useEffect(() => {
    if (canvas.current === null) return undefined;
    const made = makePointSheet(canvas.current);
    sheet.current = made;
    const leave = follow(made.show);
    return () => {
      leave();
      made.close();
    };
  }, [follow]);

  useEffect(() => {
    if (colors === null) return;
    const [ground, unknown, ...ramp] = rgbOf(colors);
    if (ground === undefined || unknown === undefined) return;
    const density = Math.min(window.devicePixelRatio, MOST_DENSITY);
    sheet.current?.show(newest());
    sheet.current?.draw(points, { ground, unknown, ramp, domain: { low, high }, density });
  }, [points, low, high, colors, newest]);

  return <canvas ref={canvas} aria-hidden="true" className="absolute top-0 left-0 origin-top-left" />;
}

/** The ramp in steps finer than the eye tells apart. */
const LEVELS = 32;
const EXPRESSIONS = [
  'var(--surface)',
  rampColor(null),
  ...Array.from({ length: LEVELS + 1 }, (_, level) => rampColor(level / LEVELS)),
];
/** More pixels than these are not seen in a soft dot, and cost four times as much. */
const MOST_DENSITY = 2;
