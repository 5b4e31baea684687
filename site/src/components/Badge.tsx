import type { ReactNode } from 'react';

export type BadgeTone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

const TONES: Readonly<Record<BadgeTone, string>> = {
  plain: 'bg-raised text-ink-soft',
  accent: 'bg-accent-soft text-accent',
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

/** A word or a count beside something. The tone never says what the word does not. */
export function Badge({ tone = 'plain', children }: { tone?: BadgeTone; children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-md px-1.5 py-0.5 text-xs leading-4 font-medium whitespace-nowrap tabular ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
