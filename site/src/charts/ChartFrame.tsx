import { Suspense, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { useAfterPaint } from '../data/use-after-paint.ts';
import type { Size } from './map-view.ts';
import { useSeen } from './use-seen.ts';
import { useSize } from './use-size.ts';

interface ChartFrameProps {
  /** Sets the height, so that nothing moves when the chart comes. */
  className: string;
  /** What stands there until the chart is loaded. */
  sketch?: ReactNode;
  children: (size: Size) => ReactNode;
}

/** Room for a chart that is loaded when it comes into sight and drawn at the size it is given. */
export function ChartFrame({ className, sketch = null, children }: ChartFrameProps) {
  const frame = useRef<HTMLDivElement>(null);
  const seen = useSeen(frame);
  const size = useSize(frame, UNMEASURED);
  const ready = seen && size.width > 0;
  const draw = useAfterPaint(children);
  // Kept while neither changes: the frame is drawn again with the page around it, the chart is not.
  const chart = useMemo(() => (ready ? draw(size) : null), [ready, draw, size]);
  return (
    <div ref={frame} className={`relative ${className}`}>
      {/* No Suspense on the server: React would stream it with an inline script, which the pages' policy refuses. */}
      {ready ? (
        <Suspense fallback={sketch}>
          <div className="absolute inset-0">{chart}</div>
        </Suspense>
      ) : (
        sketch
      )}
    </div>
  );
}

const UNMEASURED: Size = { width: 0, height: 0 };
