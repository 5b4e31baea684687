import { useMemo, useRef, useState } from 'react';
import type { PointerEvent } from 'react';
import { Coverage } from '../components/Coverage.tsx';
import type { MapTrack, MapWeek, Trajectory } from '../data/types.ts';
import { formatWeekDays, formatWeekNumber } from '../text/dates.ts';
import { formatDecimal, plural } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { summariseTrajectory } from '../text/trajectory-text.ts';
import { ChartTooltip } from './ChartTooltip.tsx';
import { boundsOf, fitView, leastExtent, nearest, project } from './map-view.ts';
import type { MapView, Point, Size } from './map-view.ts';
import type { RampDomain } from './ramp.ts';
import { TrackCanvas } from './TrackCanvas.tsx';
import { useSize } from './use-size.ts';
import { WeekNodes } from './WeekNodes.tsx';

/** weeks: as near as shows every week; map: every track. */
export type MapExtent = 'weeks' | 'map';

interface TasteMapProps {
  trajectory: Trajectory;
  domain: RampDomain;
  extent: MapExtent;
  selected: MapWeek | null;
  onSelect: (week: MapWeek) => void;
  reader: Reader;
}

type Hovered = { week: MapWeek; track: null } | { week: null; track: MapTrack };

/**
 * The taste map: tracks as soft dots, weeks as a path over them, coloured by energy. Drawn on the server too, but for
 * the tracks. It reaches to the edges of the card around it, so that what goes on beyond is cut where the card ends.
 */
export function TasteMap({ trajectory, domain, extent, selected, onSelect, reader }: TasteMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const size = useSize(frame, SERVER_SIZE);
  const view = useMemo(() => viewOf(trajectory, extent, size), [trajectory, extent, size]);
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const find = (event: PointerEvent) => findUnder(pointerPlace(event, frame.current), trajectory, view);

  return (
    <div
      ref={frame}
      className="relative -mx-4 h-[400px] touch-pan-y overflow-hidden sm:-mx-5 sm:h-[540px]"
      onPointerMove={(event) => setHovered(find(event))}
      onPointerLeave={() => setHovered(null)}
      onPointerDown={(event) => {
        const found = find(event);
        if (found?.week) onSelect(found.week);
        setHovered(found);
      }}
    >
      <TrackCanvas tracks={trajectory.tracks} view={view} domain={domain} />
      <svg
        viewBox={`0 0 ${size.width} ${size.height}`}
        role="group"
        aria-label={summariseTrajectory(trajectory, reader)}
        className={`absolute inset-0 h-full w-full ${hovered?.week ? 'cursor-pointer' : ''}`}
      >
        <WeekNodes
          weeks={trajectory.weeks}
          view={view}
          domain={domain}
          radii={weekRadii(trajectory.weeks.length, extent)}
          selected={selected}
          highlighted={hovered?.week ?? null}
          reader={reader}
          onSelect={onSelect}
          onFocusWeek={(week) => setHovered(week === null ? null : { week, track: null })}
        />
      </svg>
      {hovered !== null && <MapTooltip hovered={hovered} view={view} reader={reader} />}
    </div>
  );
}

/** What the server draws at; the browser measures the frame and draws again. */
const SERVER_SIZE: Size = { width: 760, height: 540 };
const MARGIN = 36;
/** Many weeks, or weeks close together in the midst of the whole map, are drawn smaller. */
function weekRadii(count: number, extent: MapExtent): readonly [number, number] {
  if (count > 60) return [2.5, 5.5];
  return extent === 'map' ? [3, 6.5] : [4.5, 10];
}

const WEEK_REACH = 22;
const TRACK_REACH = 9;

function viewOf({ weeks, bounds, tracks }: Trajectory, extent: MapExtent, size: Size): MapView {
  const ofWeeks = boundsOf(weeks);
  const wholeMap = bounds ?? boundsOf(tracks) ?? ofWeeks ?? { minX: 0, maxX: 1, minY: 0, maxY: 1 };
  return extent === 'weeks' && ofWeeks !== null && weeks.length > 1
    ? fitView(ofWeeks, size, MARGIN * 1.5, leastExtent(weeks, wholeMap))
    : fitView(wholeMap, size, extent === 'weeks' ? MARGIN * 1.5 : MARGIN);
}

function pointerPlace(event: PointerEvent, frame: HTMLElement | null): Point {
  const box = frame?.getBoundingClientRect();
  return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
}

function findUnder(place: Point, { weeks, tracks }: Trajectory, view: MapView): Hovered | null {
  const at = (item: Point) => project(item, view);
  const week = nearest(weeks, place, { at, reach: WEEK_REACH });
  if (week !== null) return { week, track: null };
  const track = nearest(tracks, place, { at, reach: TRACK_REACH });
  return track === null ? null : { week: null, track };
}

function MapTooltip({ hovered: { week, track }, view, reader }: { hovered: Hovered; view: MapView; reader: Reader }) {
  const { x, y } = project(week ?? track, view);
  const left = Math.min(
    Math.max(x, TOOLTIP_HALF_WIDTH),
    Math.max(view.size.width - TOOLTIP_HALF_WIDTH, TOOLTIP_HALF_WIDTH),
  );
  const below = y < view.size.height / 2;
  return (
    <div
      className={`pointer-events-none absolute z-10 -translate-x-1/2 ${below ? '' : '-translate-y-full'}`}
      style={{ left, top: below ? y + 18 : y - 18 }}
      aria-hidden="true"
    >
      {week === null ? (
        <ChartTooltip title={track.title}>
          <p>{track.artistCredit}</p>
          <p className="mt-1 tabular">
            {plural(track.plays, 'play', reader)} · energy {formatDecimal(track.energy, reader)}
          </p>
        </ChartTooltip>
      ) : (
        <ChartTooltip title={`${formatWeekNumber(week.isoWeek)}${week.inProgress ? ', so far' : ''}`}>
          <p className="text-xs text-ink-faint">{formatWeekDays(week.weekStart, reader)}</p>
          <p className="mt-1 tabular">
            {plural(week.plays, 'play', reader)} · energy {formatDecimal(week.energy?.mean, reader)}
          </p>
          {week.topTracks.slice(0, 3).map((top) => (
            <p key={top.recordingId} className="truncate text-xs">
              {top.title} <span className="text-ink-faint">{top.artistCredit}</span>
            </p>
          ))}
          <Coverage share={week.coverage} reader={reader} />
        </ChartTooltip>
      )}
    </div>
  );
}

const TOOLTIP_HALF_WIDTH = 130;
