import { useId } from 'react';
import type { ReactNode } from 'react';

/** What a control inside a Field takes over, so that its label, hint and error are read with it. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

interface FieldProps {
  label: string;
  /** Where what stands around says it to who sees it, the label is for who hears it. */
  labelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong with the value, and what to write instead. */
  error?: string | null | undefined;
  children: (control: FieldControl) => ReactNode;
}

/** The class of a one-line control. */
export const CONTROL =
  'h-10 w-full min-w-0 rounded-lg border border-line-strong/50 bg-page px-3 text-sm placeholder:text-ink-faint disabled:opacity-60 aria-invalid:border-bad';

/** A label, a control, a hint and an error, tied together. */
export function Field({ label, labelHidden = false, hint, error = null, children }: FieldProps) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== null && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'text-[13px] text-ink-soft'}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error === null ? undefined : true })}
      {error !== null && (
        <p id={`${id}-error`} role="alert" className="text-xs text-bad">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}
