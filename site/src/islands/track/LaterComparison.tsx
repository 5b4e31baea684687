import { lazy, Suspense, useRef } from 'react';
import { Card } from '../../components/Card.tsx';
import { SkeletonRows } from '../../components/Skeleton.tsx';
import { useSeen } from '../../charts/use-seen.ts';
import type { Reader } from '../../text/format.ts';

const ComparisonCard = lazy(async () => ({ default: (await import('../labels/ComparisonCard.tsx')).ComparisonCard }));

interface LaterComparisonProps {
  recordingId: string;
  onChanged: () => Promise<void>;
  reader: Reader;
}

/** Comparisons with one track, loaded and asked for when they come into sight: they stand at the end of the page. */
export function LaterComparison(props: LaterComparisonProps) {
  const place = useRef<HTMLDivElement>(null);
  const seen = useSeen(place);
  const waiting = (
    <Card title="Which is more energetic?">
      <SkeletonRows rows={3} />
    </Card>
  );
  return (
    <div ref={place} className="min-w-0">
      {/* No Suspense on the server: it would be streamed with an inline script, which the pages' policy refuses. */}
      {seen ? (
        <Suspense fallback={waiting}>
          <ComparisonCard {...props} />
        </Suspense>
      ) : (
        waiting
      )}
    </div>
  );
}
