import type { KeyboardEvent } from 'react';
import type { Axis } from '../data/types.ts';
import { formatWeekNumber } from '../text/dates.ts';
import type { Reader } from '../text/format.ts';
import { describeWeek, followsDirectly } from '../text/trajectory-text.ts';
import { arrowBetween } from './arrow.ts';
import { project } from './map-view.ts';
import type { MapView, Point } from './map-view.ts';
import { coverageOpacity, playsRadius, rampColorIn } from './ramp.ts';
import type { RampDomain } from './ramp.ts';
import type { ColoredWeek } from './weeks-on-axis.ts';

interface WeekNodesProps {
  weeks: readonly ColoredWeek[];
  axis: Axis;
  view: MapView;
  domain: RampDomain;
  /** Radius in pixels of a week without plays and of the one with the most. */
  radii: readonly [number, number];
  selected: ColoredWeek | null;
  highlighted: ColoredWeek | null;
  reader: Reader;
  onSelect: (week: ColoredWeek) => void;
  onFocusWeek: (week: ColoredWeek | null) => void;
}

/**
 * The weeks in their order, joined by arrows, the older the fainter; those after the chosen one fainter still, so that one sees how
 * far the way had come. One tab stop; arrow keys step through the weeks.
 */
export function WeekNodes({
  weeks,
  axis,
  view,
  domain,
  radii,
  selected,
  highlighted,
  reader,
  onSelect,
  onFocusWeek,
}: WeekNodesProps) {
  const mostPlays = weeks.reduce((most, { plays }) => Math.max(most, plays), 0);
  const radius = (week: ColoredWeek) => playsRadius(week.plays, mostPlays, radii);
  const drawn = weeks.map((week, index) => ({
    week,
    place: project(week, view),
    radius: radius(week),
    age: weeks.length - 1 - index,
    ahead: selected !== null && week.weekStart > selected.weekStart,
  }));

  const step = (event: KeyboardEvent<SVGGElement>, index: number) => {
    if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = weeks[stepTarget(event.key, index, weeks.length)];
    if (event.key === 'Enter' || event.key === ' ') onSelect(weeks[index]!);
    else if (target === undefined) return;
    else {
      onSelect(target);
      event.currentTarget.parentElement?.querySelector<SVGGElement>(`[data-week="${target.isoWeek}"]`)?.focus();
    }
    event.preventDefault();
  };

  return (
    <>
      {[selected, highlighted].map(
        (week, index) =>
          week !== null &&
          (index === 0 || week !== selected) && (
            <Spread key={week.isoWeek} week={week} view={view} color={rampColorIn(week.value?.mean ?? null, domain)} />
          ),
      )}
      <g aria-hidden="true">
        {drawn.map((to, index) => {
          const from = drawn[index - 1];
          if (from === undefined) return null;
          const arrow = arrowBetween(from.place, to.place, { startGap: from.radius + 2, endGap: to.radius + 3 });
          if (arrow === null) return null;
          return (
            <g
              key={to.week.isoWeek}
              opacity={to.ahead ? AHEAD_OPACITY : ageOpacity(to.age, weeks.length)}
              stroke="var(--ink)"
              fill="var(--ink)"
            >
              <path
                d={arrow.shaft}
                fill="none"
                strokeWidth={1.3}
                strokeDasharray={followsDirectly(from.week, to.week) ? undefined : '3 4'}
              />
              <path d={arrow.head} stroke="none" />
            </g>
          );
        })}
      </g>
      <g>
        {drawn.map(({ week, place, radius: r, ahead }, index) => (
          <g
            key={week.isoWeek}
            data-week={week.isoWeek}
            role="button"
            aria-label={describeWeek(week, axis, reader)}
            aria-pressed={week === selected}
            tabIndex={week === (selected ?? weeks.at(-1)) ? 0 : -1}
            onClick={() => onSelect(week)}
            onKeyDown={(event) => step(event, index)}
            onFocus={() => onFocusWeek(week)}
            onBlur={() => onFocusWeek(null)}
            transform={`translate(${place.x.toFixed(1)} ${place.y.toFixed(1)})`}
            className="outline-none [&:focus-visible>.focus-ring]:opacity-100"
          >
            <circle className="focus-ring opacity-0" r={r + 6} fill="none" stroke="var(--accent)" strokeWidth={2} />
            {week === selected && <circle r={r + 3.5} fill="none" stroke="var(--ink)" strokeWidth={2} />}
            <circle r={r} fill="var(--surface)" />
            <circle
              r={r}
              fill={rampColorIn(week.value?.mean ?? null, domain)}
              fillOpacity={ahead ? AHEAD_OPACITY : coverageOpacity(week.coverage)}
              stroke="var(--surface)"
              strokeWidth={1.5}
            />
            {week.inProgress && (
              <circle r={r + 0.5} fill="none" stroke="var(--ink)" strokeWidth={1.5} strokeDasharray="2 2.5" />
            )}
          </g>
        ))}
      </g>
      <g
        aria-hidden="true"
        fontSize={12}
        fontWeight={600}
        fill="var(--ink)"
        stroke="var(--surface)"
        strokeWidth={4}
        paintOrder="stroke"
        strokeLinejoin="round"
      >
        {labelled(drawn, [highlighted, selected, weeks.at(-1), weeks[0]]).map(({ week, place, radius: r }) => (
          <text key={week.isoWeek} x={place.x} y={place.y - r - 7} textAnchor="middle">
            {labelOf(week, weeks.at(-1))}
          </text>
        ))}
      </g>
    </>
  );
}

/**
 * Dashed: how far the week's plays reach, one standard deviation each way. Filled: where their mean lies, its 80 % interval.
 */
function Spread({ week, view, color }: { week: ColoredWeek; view: MapView; color: string }) {
  const { x, y } = project(week, view);
  const rx = week.spreadX * view.pixelsPerUnit;
  const ry = week.spreadY * view.pixelsPerUnit;
  const ofMean = Z_80 / Math.sqrt(Math.max(week.plays * week.coverage, 1));
  return (
    <g aria-hidden="true" stroke={color}>
      <ellipse
        cx={x}
        cy={y}
        rx={rx}
        ry={ry}
        fill={color}
        fillOpacity={0.04}
        strokeOpacity={0.5}
        strokeDasharray="4 5"
      />
      <ellipse cx={x} cy={y} rx={rx * ofMean} ry={ry * ofMean} fill={color} fillOpacity={0.18} strokeOpacity={0.5} />
    </g>
  );
}

/** Half the width of an 80 % interval in standard errors. */
const Z_80 = 1.2816;

interface DrawnWeek {
  week: ColoredWeek;
  place: Point;
  radius: number;
}

/** Those of the wanted weeks whose labels lie on no earlier one. */
function labelled(drawn: readonly DrawnWeek[], wanted: readonly (ColoredWeek | null | undefined)[]): DrawnWeek[] {
  const chosen: DrawnWeek[] = [];
  for (const week of wanted) {
    const each = drawn.find((candidate) => candidate.week === week);
    const free = chosen.every(
      ({ place }) => Math.abs(place.x - (each?.place.x ?? 0)) > 64 || Math.abs(place.y - (each?.place.y ?? 0)) > 20,
    );
    if (each !== undefined && free) chosen.push(each);
  }
  return chosen;
}

/** The week's number, with its year where that is not the newest week's. */
function labelOf({ isoWeek }: ColoredWeek, newest: ColoredWeek | undefined): string {
  const year = isoWeek.slice(0, 4);
  return newest?.isoWeek.startsWith(year) === false
    ? `${formatWeekNumber(isoWeek)}, ${year}`
    : formatWeekNumber(isoWeek);
}

const AHEAD_OPACITY = 0.16;

function ageOpacity(age: number, count: number): number {
  return Math.round((0.8 - 0.62 * (age / Math.max(count - 1, 1))) * 100) / 100;
}

function stepTarget(key: string, index: number, count: number): number {
  if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(index + 1, count - 1);
  if (key === 'ArrowLeft' || key === 'ArrowDown') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : -1;
}
