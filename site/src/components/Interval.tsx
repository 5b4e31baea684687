import { formatDecimal, UNKNOWN } from '../text/format.ts';
import type { Reader } from '../text/format.ts';

interface IntervalProps {
  /** On 0 to 1, or on `domain`; null where it is not known. */
  value: number | null;
  /** Bounds of the 80 % interval. */
  low: number | null;
  high: number | null;
  /** Sources that are not calibrated give a band, not a point. */
  calibrated?: boolean;
  domain?: readonly [number, number];
  /** What the value is of, for who hears the page: "Energy". */
  name?: string;
  decimals?: number;
  reader: Reader;
}

/** A value with its 80 % interval: the number, and a bar on which the interval lies. Looks the same wherever a score stands. */
export function Interval({ value, low, high, name, calibrated = true, domain = [0, 1], ...rest }: IntervalProps) {
  const { decimals = 2, reader } = rest;
  const say = (number: number) => formatDecimal(number, reader, decimals);
  const known = value === null || low === null || high === null ? null : { value, low, high };
  return (
    <span
      className="inline-flex items-center gap-2.5 text-[13px] text-ink-soft tabular"
      title={known === null ? 'Not known' : explain(say(known.low), say(known.high), calibrated)}
    >
      {name !== undefined && <span className="sr-only">{name} </span>}
      <svg width={WIDTH} height="10" viewBox={`0 0 ${WIDTH} 10`} aria-hidden="true" className="shrink-0">
        <rect y="4" width={WIDTH} height="2" rx="1" fill="var(--line)" />
        {known && <Range {...known} calibrated={calibrated} domain={domain} />}
      </svg>
      <span className="whitespace-nowrap">
        {known === null ? (
          UNKNOWN
        ) : (
          <Said low={say(known.low)} high={say(known.high)} value={calibrated ? say(known.value) : null} />
        )}
      </span>
    </span>
  );
}

function Said({ value, low, high }: { value: string | null; low: string; high: string }) {
  if (value === null) return `${low} – ${high}`;
  return (
    <>
      {value}
      <span className="sr-only">
        {' '}
        (80 % interval {low} to {high})
      </span>
    </>
  );
}

interface RangeProps {
  value: number;
  low: number;
  high: number;
  calibrated: boolean;
  domain: readonly [number, number];
}

/** Calibrated: a filled band and a mark at the value. Not calibrated: a dashed band alone. */
function Range({ value, low, high, calibrated, domain }: RangeProps) {
  const x = place(low, domain);
  const band = { x, y: 2, width: Math.max(2, place(high, domain) - x), height: 6, rx: 3 };
  return calibrated ? (
    <>
      <rect {...band} fill="var(--accent)" opacity="0.3" />
      <rect x={place(value, domain) - 1.25} width="2.5" height="10" rx="1.25" fill="var(--accent)" />
    </>
  ) : (
    <rect {...band} fill="none" stroke="var(--ink-faint)" strokeDasharray="2 1.5" />
  );
}

const WIDTH = 72;

function place(value: number, [from, to]: readonly [number, number]): number {
  const share = to === from ? 0.5 : (value - from) / (to - from);
  return Math.min(1, Math.max(0, share)) * (WIDTH - 2) + 1;
}

function explain(low: string, high: string, calibrated: boolean): string {
  return `80 % interval ${low} – ${high}${calibrated ? '' : '; not calibrated yet, so no single value'}`;
}
