import type { ReactNode } from 'react';

/** The box of every chart's tooltip. */
export function ChartTooltip({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <div className="w-max max-w-64 rounded-lg border border-line bg-surface px-3 py-2 text-[13px] text-ink-soft shadow-lg">
      <p className="font-medium text-ink">{title}</p>
      {children}
    </div>
  );
}
