import { AXES } from './axes.ts';
import { rampColor } from './ramp.ts';
import type { Axis } from '../data/types.ts';

/** What the colours mean: the ramp of an axis with its two ends, and the colour of the unknown. */
export function RampLegend({ axis }: { axis: Axis }) {
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-1 text-xs text-ink-soft">
      <span className="inline-flex items-center gap-2">
        {AXES[axis].name}: {AXES[axis].low}
        <svg width="96" height="8" viewBox="0 0 96 8" aria-hidden="true">
          {STEPS.map((step) => (
            <rect key={step} x={step * STEP_WIDTH} width={STEP_WIDTH + 0.5} height="8" fill={rampColor(step / (STEPS.length - 1))} />
          ))}
        </svg>
        {AXES[axis].high}
      </span>
      <span className="inline-flex items-center gap-2">
        <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
          <circle cx="5" cy="5" r="5" fill={rampColor(null)} />
        </svg>
        not known
      </span>
      <span>fainter: rests on fewer plays</span>
    </div>
  );
}

const STEPS = Array.from({ length: 24 }, (_, step) => step);
const STEP_WIDTH = 4;
