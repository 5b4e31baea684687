import type { ReactNode } from 'react';

interface EmptyStateProps {
  title: string;
  /** Why there is nothing, in a sentence. */
  reason: string;
  /** What to do about it: a link, a button. */
  action?: ReactNode;
}

/** Nothing to show yet, why, and what to do. */
export function EmptyState({ title, reason, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center rounded-card border border-dashed border-line-strong/50 px-6 py-14 text-center">
      <h2 className="text-lg font-semibold tracking-tight">{title}</h2>
      <p className="mt-2 max-w-md text-ink-soft">{reason}</p>
      {action !== undefined && <div className="mt-6">{action}</div>}
    </div>
  );
}
