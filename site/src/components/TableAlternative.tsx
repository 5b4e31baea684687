import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useAfterPaint } from '../data/use-after-paint.ts';

/**
 * The same data as the chart above it, as a table: for screen readers, for copying, for who would rather read. It follows
 * the chart a frame later, and opens a frame after the press: hundreds of rows, and all that they push down, never hold
 * up its answer.
 */
export function TableAlternative({ name = 'Show as a table', children }: { name?: string; children: ReactNode }) {
  const painted = useAfterPaint(children);
  const [wanted, setWanted] = useState(false);
  const open = useAfterPaint(wanted);
  const details = useRef<HTMLDetailsElement>(null);
  // The browser opens it too: on a press before the page is alive, or to show what was searched for in the page.
  const follow = () => details.current !== null && details.current.open !== open && setWanted(details.current.open);
  useEffect(() => setWanted(details.current?.open === true), []);
  const table = useMemo(() => <div className="mt-3">{painted}</div>, [painted]);
  return (
    <details ref={details} open={open} onToggle={follow} className="group mt-4 border-t border-line pt-3">
      <summary
        data-wanted={wanted}
        onClick={(event) => {
          event.preventDefault();
          setWanted(!wanted);
        }}
        className="inline-block rounded text-[13px] text-ink-soft underline decoration-line-strong/60 underline-offset-4 select-none marker:content-none hover:text-ink data-[wanted=true]:text-ink data-[wanted=true]:no-underline"
      >
        {name}
      </summary>
      {table}
    </details>
  );
}
