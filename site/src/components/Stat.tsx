import type { ReactNode } from 'react';
import { UNKNOWN } from '../text/format.ts';

interface StatProps {
  label: string;
  /** The number as text; null where it is not known. */
  value: string | null;
  /** Why it is not known. Required reading whenever value is null. */
  reason?: string;
  /** What the number is set against: last week, the usual. */
  note?: ReactNode;
  /** What it rests on. */
  coverage?: ReactNode;
  /** What the number means, for who asks. */
  explanation: string;
}

/** One number with what it means and what it rests on. */
export function Stat({ label, value, reason, note, coverage, explanation }: StatProps) {
  return (
    <div className="flex min-w-0 flex-col rounded-card border border-line bg-surface p-4 sm:p-5" title={explanation}>
      <dt className="text-[13px] text-ink-soft">{label}</dt>
      <dd className="mt-1 flex flex-1 flex-col">
        <span className="text-[28px] leading-tight font-semibold tracking-tight tabular">{value ?? UNKNOWN}</span>
        <span className="mt-1 text-[13px] leading-snug text-ink-soft">{value === null ? reason : note}</span>
        {coverage !== undefined && <span className="mt-auto pt-3">{coverage}</span>}
      </dd>
    </div>
  );
}
