import type { ReactNode } from 'react';

/** The same data as the chart above it, as a table: for screen readers, for copying, for who would rather read. */
export function TableAlternative({ name = 'Show as a table', children }: { name?: string; children: ReactNode }) {
  return (
    <details className="group mt-4 border-t border-line pt-3">
      <summary className="inline-block rounded text-[13px] text-ink-soft underline decoration-line-strong/60 underline-offset-4 marker:content-none hover:text-ink">
        {name}
      </summary>
      <div className="mt-3">{children}</div>
    </details>
  );
}
