import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { IconButton } from '../components/IconButton.tsx';
import type { Axis, MapBounds, PlacedTrack } from '../data/types.ts';
import { useEvent } from '../data/use-event.ts';
import type { Reader } from '../text/format.ts';
import { MapTooltip, WeekTooltip } from './MapTooltip.tsx';
import { shiftBetween, shiftLayer, unproject } from './map-moves.ts';
import { boundsOf, fitView, leastExtent, nearest, project } from './map-view.ts';
import type { MapView, Point, Size } from './map-view.ts';
import { makePointGrid } from './point-grid.ts';
import { PointLayer } from './PointLayer.tsx';
import { PointSketch } from './PointSketch.tsx';
import { placeOf, valueOf } from './point-set.ts';
import type { PointSet } from './point-set.ts';
import type { RampDomain } from './ramp.ts';
import { useMapGestures } from './use-map-gestures.ts';
import { useMapView } from './use-map-view.ts';
import { useSize } from './use-size.ts';
import { WeekNodes } from './WeekNodes.tsx';
import type { ColoredWeek } from './weeks-on-axis.ts';
import { WeekTrackRings } from './WeekTrackRings.tsx';

/** weeks: as near as shows every week; map: every track. */
export type MapExtent = 'weeks' | 'map';

/** A track as the map knows it before its title is asked for. */
export interface PointUnderPointer extends Point {
  plays: number;
  value: number | null;
}

interface TasteMapProps {
  weeks: readonly ColoredWeek[];
  points: PointSet;
  bounds: MapBounds | null;
  axis: Axis;
  domain: RampDomain;
  extent: MapExtent;
  /** Changes when places mean something else: another space, another layout. */
  place: string;
  selected: ColoredWeek | null;
  /** What was heard in the chosen week. */
  weekTracks: readonly PlacedTrack[];
  /** Where the listener asked what lies there. */
  picked: Point | null;
  summary: string;
  onSelect: (week: ColoredWeek) => void;
  onPick: (place: Point) => void;
  renderPoint: (point: PointUnderPointer) => ReactNode;
  /** A control that lies over the map. */
  aside: ReactNode;
  reader: Reader;
}

type Hovered = { week: ColoredWeek; at: Point } | { week: null; point: PointUnderPointer; at: Point };

/**
 * The taste map: tracks as soft dots, weeks as a path over them, coloured by an axis. It can be moved and zoomed, and reaches to
 * the edges of the card around it, so that what goes on beyond is cut where the card ends. Cut, not hidden: what is hidden can be
 * scrolled to, and would be when a week takes the focus.
 */
export function TasteMap(props: TasteMapProps) {
  const { weeks, points, axis, domain, extent, selected, weekTracks, picked, onSelect, reader } = props;
  const frame = useRef<HTMLDivElement>(null);
  const layer = useRef<SVGSVGElement>(null);
  const size = useSize(frame, SERVER_SIZE);
  const whole = useMemo(() => props.bounds ?? boundsOf(weeks) ?? NOWHERE, [props.bounds, weeks]);
  const home = useMemo(() => homeView(weeks, whole, { extent, size }), [weeks, whole, extent, size]);
  const limits = { bounds: whole, whole: fitView(whole, size, MARGIN).pixelsPerUnit };
  const { view, now, moved, move, reset, follow } = useMapView(home, `${props.place}/${extent}`, limits);
  const grid = useMemo(() => makePointGrid(points), [points]);
  const [hovered, setHovered] = useState<Hovered | null>(null);

  const find = (at: Point): Hovered | null => {
    const seen = now();
    const week = nearest(weeks, at, { at: (item) => project(item, seen), reach: WEEK_REACH });
    if (week !== null) return { week, at: project(week, seen) };
    const index = grid.nearest(unproject(at, seen), POINT_REACH / seen.pixelsPerUnit);
    if (index === null) return null;
    const point = { ...placeOf(points, index), plays: points.plays[index] ?? 0, value: valueOf(points, index) };
    return { week: null, point, at: project(point, seen) };
  };
  const { handlers, dragging, zoom } = useMapGestures(frame, {
    ...{ now, move, reset },
    onHover: (at) => setHovered((before) => (at === null ? null : sameOr(before, find(at)))),
    onPick: (at) => {
      const found = find(at);
      setHovered(found);
      if (found?.week) onSelect(found.week);
      else props.onPick(found?.point ?? unproject(at, now()));
    },
  });
  const shift = useEvent((seen: MapView) => {
    if (layer.current !== null) shiftLayer(layer.current, shiftBetween(view, seen));
  });
  useEffect(() => follow(shift), [follow, shift]);
  // A week that is chosen by key, slider or play is brought into sight where one has moved away from it.
  const show = useEvent((week: ColoredWeek | null) => {
    if (!moved || week === null || isInSight(project(week, now()), size)) return;
    move({ ...now(), centre: { x: week.x, y: week.y } });
  });
  useEffect(() => show(selected), [selected, show]);
  // What was drawn anew lies elsewhere than what was shifted.
  useLayoutEffect(() => shift(now()));

  return (
    <div
      ref={frame}
      role="application"
      tabIndex={0}
      aria-label="The map. Arrow keys move it, plus and minus zoom, zero goes back, Enter asks what lies in the middle."
      className={`relative -mx-4 h-[400px] overflow-clip select-none sm:-mx-5 sm:h-[560px] ${moved ? 'touch-none' : 'touch-pan-y'} ${cursorOf(dragging, hovered)} focus-visible:-outline-offset-2`}
      {...handlers}
    >
      {size === SERVER_SIZE ? (
        <PointSketch points={points} view={view} domain={domain} />
      ) : (
        <PointLayer points={points} domain={domain} now={now} follow={follow} />
      )}
      <svg
        ref={layer}
        // Half as much again on every side, so that there is something to see while it is moved, and no more: a layer as large as
        // a zoomed map would take a gigabyte.
        viewBox={`${-size.width / 2} ${-size.height / 2} ${2 * size.width} ${2 * size.height}`}
        preserveAspectRatio="xMidYMid slice"
        role="group"
        aria-label={props.summary}
        className="absolute -top-1/2 -left-1/2 h-[200%] w-[200%] origin-[25%_25%]"
      >
        <WeekTrackRings tracks={weekTracks} view={view} />
        {picked !== null && <Crosshair at={project(picked, view)} />}
        <WeekNodes
          {...{ weeks, axis, view, domain, selected, reader, onSelect }}
          radii={weekRadii(weeks.length, extent)}
          highlighted={hovered?.week ?? null}
          onFocusWeek={(week) => setHovered(week === null ? null : { week, at: project(week, now()) })}
        />
      </svg>
      <div className="absolute top-0 right-3" {...OWN_POINTER}>
        {props.aside}
      </div>
      <div
        className="absolute right-3 bottom-3 flex flex-col gap-1 rounded-lg bg-surface/85 p-0.5 shadow-sm"
        {...OWN_POINTER}
      >
        <IconButton icon="plus" label="Zoom in" look="quiet" size="small" onClick={() => zoom(ZOOM)} />
        <IconButton icon="minus" label="Zoom out" look="quiet" size="small" onClick={() => zoom(1 / ZOOM)} />
        <IconButton icon="undo" label="Back to all of it" look="quiet" size="small" disabled={!moved} onClick={reset} />
      </div>
      {hovered !== null && (
        <MapTooltip at={hovered.at} size={size}>
          {hovered.week === null ? (
            props.renderPoint(hovered.point)
          ) : (
            <WeekTooltip week={hovered.week} axis={axis} reader={reader} />
          )}
        </MapTooltip>
      )}
    </div>
  );
}

/** Controls over the map keep their presses to themselves. */
const OWN_POINTER = {
  onPointerDown: (event: SyntheticEvent) => event.stopPropagation(),
  onDoubleClick: (event: SyntheticEvent) => event.stopPropagation(),
};

/** What the server draws at; the browser measures the frame and draws again. */
const SERVER_SIZE: Size = { width: 760, height: 560 };
const NOWHERE: MapBounds = { minX: 0, maxX: 1, minY: 0, maxY: 1 };
const MARGIN = 36;
const ZOOM = 1.6;
const WEEK_REACH = 16;
const POINT_REACH = 9;

/** Many weeks, or weeks close together in the midst of the whole map, are drawn smaller. */
function weekRadii(count: number, extent: MapExtent): readonly [number, number] {
  if (count > 60) return [2.5, 5.5];
  return extent === 'map' ? [3, 6.5] : [4.5, 10];
}

function homeView(
  weeks: readonly ColoredWeek[],
  whole: MapBounds,
  { extent, size }: { extent: MapExtent; size: Size },
): MapView {
  const ofWeeks = boundsOf(weeks);
  return extent === 'weeks' && ofWeeks !== null && weeks.length > 1
    ? fitView(ofWeeks, size, MARGIN * 1.5, leastExtent(weeks, whole))
    : fitView(whole, size, extent === 'weeks' ? MARGIN * 1.5 : MARGIN);
}

function isInSight({ x, y }: Point, { width, height }: Size): boolean {
  return x > 0 && y > 0 && x < width && y < height;
}

/** The same object while the pointer stays on the same thing, so that nothing is drawn again. */
function sameOr(before: Hovered | null, found: Hovered | null): Hovered | null {
  if (before === null || found === null || before.week !== found.week) return found;
  return before.at.x === found.at.x && before.at.y === found.at.y ? before : found;
}

function cursorOf(dragging: boolean, hovered: Hovered | null): string {
  if (dragging) return 'cursor-grabbing';
  return hovered === null ? 'cursor-grab' : 'cursor-pointer';
}

function Crosshair({ at: { x, y } }: { at: Point }) {
  return (
    <path
      d={`M${x - 14} ${y}h8M${x + 6} ${y}h8M${x} ${y - 14}v8M${x} ${y + 6}v8`}
      stroke="var(--accent)"
      strokeWidth={2}
      strokeLinecap="round"
      aria-hidden="true"
    />
  );
}
