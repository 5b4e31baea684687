/** The stops of the ramp are CSS variables (styles/global.css), so that it follows the theme by itself. */
const LAST_STOP = 4;

/** The values at the two ends of the ramp. */
export interface RampDomain {
  low: number;
  high: number;
}

/**
 * The ends of the ramp for some values: tenths that hold them all, at least two apart, so that small differences are seen and
 * none is blown up to a large one. The legend names them.
 */
export function rampDomain(values: readonly number[]): RampDomain {
  if (values.length === 0) return { low: 0, high: 1 };
  let low = Math.floor(Math.min(...values) * 10);
  let high = Math.ceil(Math.max(...values) * 10);
  while (high - low < 2) {
    if (low > 0) low -= 1;
    if (high < 10) high += 1;
  }
  return { low: low / 10, high: high / 10 };
}

/** The same, of values of which some may not be known. */
export function rampDomainOver(values: readonly (number | null)[]): RampDomain {
  return rampDomain(values.filter((value) => value !== null));
}

/** CSS colour of a value between the ends of a domain. */
export function rampColorIn(value: number | null, { low, high }: RampDomain): string {
  return rampColor(rampPosition(value, { low, high }));
}

export function rampPosition(value: number | null, { low, high }: RampDomain): number | null {
  return value === null ? null : Math.min(Math.max((value - low) / (high - low), 0), 1);
}

/** CSS colour of a value of 0 to 1 on the low-to-high ramp; unknown has a colour of its own. */
export function rampColor(value: number | null): string {
  if (value === null) return 'var(--unknown)';
  const position = Math.min(Math.max(value, 0), 1) * LAST_STOP;
  const lower = Math.min(Math.floor(position), LAST_STOP - 1);
  const share = Math.round((position - lower) * 100);
  if (share === 0) return `var(--ramp-${lower})`;
  if (share === 100) return `var(--ramp-${lower + 1})`;
  return `color-mix(in oklab, var(--ramp-${lower + 1}) ${share}%, var(--ramp-${lower}))`;
}

/**
 * How strongly something is drawn that rests on this share of plays: fainter with less, never invisible. The same on
 * every chart.
 */
export function coverageOpacity(coverage: number): number {
  return Math.round((0.3 + 0.7 * Math.min(Math.max(coverage, 0), 1)) * 100) / 100;
}

/** Radius whose area grows with plays, from smallest at none to largest at the most played. */
export function playsRadius(plays: number, mostPlays: number, [smallest, largest]: readonly [number, number]): number {
  if (mostPlays <= 0) return smallest;
  return smallest + (largest - smallest) * Math.sqrt(Math.min(plays / mostPlays, 1));
}
