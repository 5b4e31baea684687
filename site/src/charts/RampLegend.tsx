import { AXES } from './axes.ts';
import { rampColor } from './ramp.ts';
import type { RampDomain } from './ramp.ts';
import { formatDecimal } from '../text/format.ts';
import type { Reader } from '../text/format.ts';
import type { Axis } from '../data/types.ts';

/** What the colours mean: the ramp of an axis with its two ends, and the colour of the unknown. */
export function RampLegend({ axis, domain, reader }: { axis: Axis; domain: RampDomain; reader: Reader }) {
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 text-xs text-ink-soft">
      <span className="inline-flex items-center gap-2 tabular">
        {AXES[axis].name}: {AXES[axis].low} {domain.low > 0 && '≤ '}
        {formatDecimal(domain.low, reader, 1)}
        <svg width="96" height="8" viewBox="0 0 96 8" aria-hidden="true">
          {STEPS.map((step) => (
            <rect
              key={step}
              x={step * STEP_WIDTH}
              width={STEP_WIDTH + 0.5}
              height="8"
              fill={rampColor(step / (STEPS.length - 1))}
            />
          ))}
        </svg>
        {domain.high < 1 && '≥ '}
        {formatDecimal(domain.high, reader, 1)} {AXES[axis].high}
      </span>
      <span className="inline-flex items-center gap-2">
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <circle cx="5" cy="5" r="5" fill={rampColor(null)} />
        </svg>
        not known
      </span>
    </div>
  );
}

const STEPS = Array.from({ length: 24 }, (_, step) => step);
const STEP_WIDTH = 4;
