import { flowSlots, knownPairs, laneY, namesApart } from './flow-geometry.ts';
import type { FlowSlot } from './flow-geometry.ts';
import { rampColor, rampDomain } from './ramp.ts';
import { formatDecimal } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import { formatMinutes } from '../text/playlist-text.ts';
import type { FlowTrack } from '../text/playlist-text.ts';

interface FlowChartProps {
  tracks: readonly FlowTrack[];
  /** What it is of: the playlist's name. */
  name: string;
  summary: string;
  /** Place of the track that is pointed at, here or in the list below. */
  active: number | null;
  onActive: (index: number | null) => void;
  reader: Reader;
}

/**
 * Tracks in their order on one time axis: energy, tempo and key above a tape whose pieces are as long as the tracks. Drawn the
 * same on the server and in the browser, without a library.
 */
export function FlowChart({ tracks, name, summary, active, onActive, reader }: FlowChartProps) {
  const slots = flowSlots(tracks);
  const tempi = tracks.map(({ tempoBpm }) => tempoBpm);
  const energies = tracks.map(({ energy }) => energy);
  const known = energies.filter((value) => value !== null);
  const domain = rampDomain(known);
  const total = tracks.reduce((sum, { durationSeconds }) => sum + (durationSeconds ?? 0), 0);
  const point = { slots, active, onActive };
  return (
    <figure role="img" aria-label={`${name}: ${summary}`} onPointerLeave={() => onActive(null)}>
      {known.length > 0 && (
        <Lane
          {...point}
          title="Energy"
          height={128}
          values={energies}
          domain={[domain.low, domain.high]}
          say={(value) => formatDecimal(value, reader, 1)}
          sayActive={(value) => formatDecimal(value, reader)}
          filled
        />
      )}
      {tempi.some((value) => value !== null) && (
        <Lane
          {...point}
          title="Tempo, BPM"
          height={44}
          values={tempi}
          domain={tempoDomain(tempi)}
          say={(value) => String(Math.round(value))}
          sayActive={(value) => String(Math.round(value))}
        />
      )}
      {tracks.length <= MOST_NAMED && tracks.some(({ key }) => key !== null) && (
        <Keys {...point} keys={tracks.map(({ key }) => key?.wheel ?? null)} />
      )}
      <svg width="100%" height="34" className="mt-3 block overflow-visible" aria-hidden="true">
        {slots.map((slot, index) => (
          <rect
            key={index}
            x={percent(slot.start)}
            width={percent(slot.width)}
            height={active === index ? 16 : 12}
            y={active === index ? 0 : 2}
            rx="3"
            fill={rampColor(energies[index] ?? null)}
            stroke="var(--surface)"
            strokeWidth="2"
            strokeDasharray={slot.assumed ? '3 2' : undefined}
            onPointerEnter={() => onActive(index)}
          />
        ))}
        {slots.map(
          (slot, index) =>
            isNumbered(index, slots.length) && (
              <text
                key={index}
                x={percent(slot.middle)}
                y="31"
                textAnchor="middle"
                fontSize="11"
                className={`tabular ${slot.width < 4.5 && index % 2 === 1 ? 'max-sm:hidden' : ''}`}
                fill={active === index ? 'var(--ink)' : 'var(--ink-faint)'}
                fontWeight={active === index ? 600 : 400}
              >
                {index + 1}
              </text>
            ),
        )}
      </svg>
      <p className="mt-1 flex justify-between text-xs text-ink-faint tabular" aria-hidden="true">
        <span>0 min</span>
        <span>{formatMinutes(total)}</span>
      </p>
    </figure>
  );
}

interface Pointed {
  slots: readonly FlowSlot[];
  active: number | null;
  onActive: (index: number | null) => void;
}

interface LaneProps extends Pointed {
  title: string;
  height: number;
  values: readonly (number | null)[];
  domain: readonly [number, number];
  /** An end of the scale, and the value of the track that is pointed at. */
  say: (value: number) => string;
  sayActive: (value: number) => string;
  filled?: boolean;
}

function Lane({ title, height, values, domain, say, sayActive, filled = false, slots, active, onActive }: LaneProps) {
  const lane = { top: EDGE, height: height - 2 * EDGE };
  const y = (index: number) => laneY(values[index] ?? domain[0], domain, lane);
  const middle = (index: number) => slots[index]?.middle ?? 0;
  const pairs = knownPairs(values);
  const activeValue = active === null ? null : (values[active] ?? null);
  return (
    <div className="mt-3 first:mt-0">
      <p className="flex justify-between text-xs text-ink-faint tabular" aria-hidden="true">
        <span>
          {title}
          {activeValue !== null && <span className="font-medium text-ink"> {sayActive(activeValue)}</span>}
        </span>
        <span>
          {say(domain[0])} to {say(domain[1])}
        </span>
      </p>
      <svg width="100%" height={height} className="mt-1 block overflow-visible" aria-hidden="true">
        <line x1="0" x2="100%" y1={EDGE} y2={EDGE} stroke="var(--line)" />
        <line x1="0" x2="100%" y1={height - EDGE} y2={height - EDGE} stroke="var(--line)" />
        {active !== null && slots[active] !== undefined && (
          <rect
            x={percent(slots[active].start)}
            width={percent(slots[active].width)}
            height={height}
            rx="4"
            fill="var(--raised)"
          />
        )}
        <svg width="100%" height={height} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none">
          {filled &&
            pairs.map(([from, to]) => (
              <path
                key={to}
                d={`${curve(middle(from), y(from), middle(to), y(to))}V${height - EDGE}H${middle(from)}Z`}
                fill="var(--accent)"
                opacity="0.12"
              />
            ))}
          {pairs.map(([from, to]) => (
            <path
              key={to}
              d={curve(middle(from), y(from), middle(to), y(to))}
              fill="none"
              stroke={filled ? 'var(--accent)' : 'var(--ink-faint)'}
              strokeWidth={filled ? 2 : 1.5}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        {values.length <= MOST_DOTS &&
          values.map(
            (value, index) =>
              value !== null && (
                <circle
                  key={index}
                  cx={percent(middle(index))}
                  cy={y(index)}
                  r={(filled ? 4 : 3) + (active === index ? 2 : 0)}
                  fill={filled ? 'var(--accent)' : 'var(--ink-faint)'}
                  stroke="var(--surface)"
                  strokeWidth="1.5"
                />
              ),
          )}
        {slots.map((slot, index) => (
          <rect
            key={index}
            x={percent(slot.start)}
            width={percent(slot.width)}
            height={height}
            fill="transparent"
            onPointerEnter={() => onActive(index)}
          />
        ))}
      </svg>
    </div>
  );
}

function Keys({ keys, slots, active }: Pointed & { keys: readonly (string | null)[] }) {
  const shown = namesApart(keys, slots, { active, apart: KEYS_APART });
  return (
    <div className="mt-3 max-sm:hidden" aria-hidden="true">
      <p className="text-xs text-ink-faint">Key, on the wheel</p>
      <svg width="100%" height="18" className="mt-1 block overflow-visible">
        {keys.map(
          (wheel, index) =>
            shown.has(index) && (
              <text
                key={index}
                x={percent(slots[index]?.middle ?? 0)}
                y="13"
                textAnchor="middle"
                fontSize="12"
                fill={active === index ? 'var(--ink)' : 'var(--ink-soft)'}
                fontWeight={active === index ? 600 : 400}
              >
                {wheel ?? '·'}
              </text>
            ),
        )}
      </svg>
    </div>
  );
}

/** Room above and below a lane's lines, so that dots at the ends are whole. */
const EDGE = 6;
const MOST_DOTS = 120;
/** In per cent: three letters at the narrowest that keys are drawn. */
const KEYS_APART = 4;
const MOST_NAMED = 30;

const percent = (value: number) => `${Math.round(value * 1000) / 1000}%`;

/** Level at both ends, so that no curve rises above what it joins. */
function curve(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

function isNumbered(index: number, tracks: number): boolean {
  return tracks <= MOST_NAMED || (tracks <= MOST_DOTS && (index + 1) % 10 === 0);
}

/** Whole tens that hold every tempo, at least forty apart, so that a small step looks small. */
function tempoDomain(tempi: readonly (number | null)[]): readonly [number, number] {
  const known = tempi.filter((value) => value !== null);
  let low = Math.floor(Math.min(...known) / 10) * 10;
  let high = Math.ceil(Math.max(...known) / 10) * 10;
  while (high - low < 40) {
    if (low > 0) low -= 10;
    high += 10;
  }
  return [low, high];
}
