import { useEffect, useRef } from 'react';
import type { MapTrack } from '../data/types.ts';
import { project } from './map-view.ts';
import type { MapView } from './map-view.ts';
import { playsRadius, rampColor, rampPosition } from './ramp.ts';
import type { RampDomain } from './ramp.ts';
import { useResolvedColors } from './resolved-colors.ts';

interface TrackCanvasProps {
  tracks: readonly MapTrack[];
  view: MapView;
  domain: RampDomain;
}

/** Every track as a soft dot; on canvas, because there may be many thousands. Decoration: the weeks above carry the meaning. */
export function TrackCanvas({ tracks, view, domain }: TrackCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const colors = useResolvedColors(LEVEL_EXPRESSIONS);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || colors === null) return;
    const { width, height } = view.size;
    const density = window.devicePixelRatio;
    canvas.current.width = Math.round(width * density);
    canvas.current.height = Math.round(height * density);
    context.scale(density, density);
    context.globalAlpha = tracks.length > 5000 ? 0.35 : 0.55;
    const mostPlays = tracks.reduce((most, { plays }) => Math.max(most, plays), 0);
    const radii = trackRadii(tracks.length);
    for (const track of tracks) {
      const { x, y } = project(track, view);
      if (x < -MARGIN || y < -MARGIN || x > width + MARGIN || y > height + MARGIN) continue;
      context.fillStyle = colors[levelOf(rampPosition(track.energy, domain))] ?? '';
      context.beginPath();
      context.arc(x, y, playsRadius(track.plays, mostPlays, radii), 0, 2 * Math.PI);
      context.fill();
    }
  }, [tracks, view, domain, colors]);

  return <canvas ref={canvas} aria-hidden="true" className="absolute inset-0 h-full w-full" />;
}

/** The ramp in steps finer than the eye tells apart, so that the browser mixes each colour once. Level 0 is the unknown. */
const LEVELS = 32;
const LEVEL_EXPRESSIONS = [
  rampColor(null),
  ...Array.from({ length: LEVELS + 1 }, (_, level) => rampColor(level / LEVELS)),
];
const MARGIN = 10;

function levelOf(position: number | null): number {
  return position === null ? 0 : 1 + Math.round(position * LEVELS);
}

function trackRadii(count: number): readonly [number, number] {
  if (count > 5000) return [1, 3];
  return count > 500 ? [1.8, 5] : [2.5, 7];
}
