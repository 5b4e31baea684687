import { useEffect, useId, useRef, useState } from 'react';
import { AXES } from '../../charts/axes.ts';
import { Button } from '../../components/Button.tsx';
import type { Axis } from '../../data/types.ts';
import { formatDecimal } from '../../text/format.ts';
import type { Reader } from '../../text/format.ts';

interface AxisSliderProps {
  axis: Axis;
  /** 0 to 1. */
  initial: number;
  busy: boolean;
  onSave: (value: number) => Promise<void>;
  onCancel: () => void;
  reader: Reader;
}

/** Says where a track stands on an axis. In steps of a twentieth: nobody hears finer ones. */
export function AxisSlider({ axis, initial, busy, onSave, onCancel, reader }: AxisSliderProps) {
  const [step, setStep] = useState(Math.round(initial * STEPS));
  const slider = useRef<HTMLInputElement>(null);
  const id = useId();
  const { name, low, high } = AXES[axis];
  useEffect(() => slider.current?.focus(), []);

  return (
    <form
      className="mt-3 rounded-lg bg-raised p-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(step / STEPS);
      }}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <label htmlFor={id} className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span>
          How do you hear it? From {low} to {high}
        </span>
        <output htmlFor={id} className="font-semibold tabular">
          {formatDecimal(step / STEPS, reader)}
        </output>
      </label>
      <input
        ref={slider}
        id={id}
        type="range"
        min={0}
        max={STEPS}
        step={1}
        value={step}
        aria-valuetext={`${name} ${formatDecimal(step / STEPS, reader)}, from ${low} to ${high}`}
        onInput={(event) => setStep(Number(event.currentTarget.value))}
        className="mt-2 h-6 w-full accent-accent"
      />
      <div className="mt-2 flex flex-wrap justify-end gap-2">
        <Button look="quiet" size="small" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" size="small" disabled={busy}>
          {busy ? 'Saving…' : 'Save'}
        </Button>
      </div>
    </form>
  );
}

const STEPS = 20;
