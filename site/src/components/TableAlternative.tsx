import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useAfterPaint } from '../data/use-after-paint.ts';

/**
 * The same data as the chart above it, as a table: for screen readers, for copying, for who would rather read. It follows
 * the chart a frame later: hundreds of rows, most often closed, never hold up the answer to a press.
 */
export function TableAlternative({ name = 'Show as a table', children }: { name?: string; children: ReactNode }) {
  const painted = useAfterPaint(children);
  const table = useMemo(() => <div className="mt-3">{painted}</div>, [painted]);
  return (
    <details className="group mt-4 border-t border-line pt-3">
      <summary className="inline-block rounded text-[13px] text-ink-soft underline decoration-line-strong/60 underline-offset-4 select-none marker:content-none hover:text-ink">
        {name}
      </summary>
      {table}
    </details>
  );
}
